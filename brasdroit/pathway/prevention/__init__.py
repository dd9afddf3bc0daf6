"""The prevention status of a patient: vaccinations by the French schedule, screenings, obligations, in one explained answer."""
