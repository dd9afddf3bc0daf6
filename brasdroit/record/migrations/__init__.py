"""Migrations of the floor record."""
