"""Migrations of the floor reception."""
