"""« Journal »: who did and read what."""
