"""Measurements: reading what is typed, judging it without ever interpreting it, curves and growth."""
