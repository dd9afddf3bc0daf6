"""Migrations of the platform."""
