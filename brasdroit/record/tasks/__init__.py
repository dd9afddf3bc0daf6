"""Tasks: who does what, for whom, by when, why and from where (FHIR Task)."""
