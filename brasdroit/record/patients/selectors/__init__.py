"""Reading the patients' records."""
