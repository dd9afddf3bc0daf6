"""Backups: one sealed file that holds the whole installation, and the way back from it (ADR 0008)."""
