"""Preparing a patient, the doctor’s sheet, the questionnaires."""
