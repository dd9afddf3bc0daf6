"""Duplicates and collisions: one person, one record."""
