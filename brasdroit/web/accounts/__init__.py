"""Signing in, the workstation's lock, the PIN, the set-up of a practice."""
