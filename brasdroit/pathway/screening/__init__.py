"""Screenings and preventive examinations: who is concerned, since when, what comes next."""
