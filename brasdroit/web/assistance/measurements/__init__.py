"""Curves, alert limits, the doctor’s notice."""
