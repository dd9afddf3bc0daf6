"""The FHIR R4 facade: one mapper per resource."""
