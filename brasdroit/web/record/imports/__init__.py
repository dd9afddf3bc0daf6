"""Importing a patient list on screen."""
