"""Views of the preparation."""
