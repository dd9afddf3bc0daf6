"""Bringing in a practice's existing patient list."""
