"""Migrations of the floor assistance."""
