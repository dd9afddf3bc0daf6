"""Scanning from anywhere."""
