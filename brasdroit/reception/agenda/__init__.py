"""The agenda: when who receives whom, where, and what is still free (FHIR Schedule, Slot, Appointment)."""
