"""Patients: identity, contacts and coverage."""
