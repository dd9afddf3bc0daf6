"""Preparation of the consultation: questionnaires of the practice, what is done, what has changed since last time."""
