"""Running the practice: billing, accounting, indicators."""
