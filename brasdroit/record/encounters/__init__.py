"""Encounters: one patient's passage through the practice, from the booking to the departure (FHIR Encounter)."""
