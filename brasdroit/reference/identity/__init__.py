"""Reference data of patient identity."""
