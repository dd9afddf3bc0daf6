"""Writing the patients' records."""
