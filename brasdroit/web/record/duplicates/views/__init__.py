"""Views of duplicates and collisions."""
