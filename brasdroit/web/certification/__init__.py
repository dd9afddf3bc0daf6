"""Certification: which way to take, and by when."""
