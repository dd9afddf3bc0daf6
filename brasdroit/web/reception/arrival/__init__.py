"""The arrival of a patient."""
