"""A patient's vaccinations and screenings."""
