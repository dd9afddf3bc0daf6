"""Dates and durations as the French write, read and count them. Pure: the day is always an argument."""
