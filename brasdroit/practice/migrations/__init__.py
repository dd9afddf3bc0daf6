"""Migrations of the floor practice."""
