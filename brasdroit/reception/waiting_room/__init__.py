"""The waiting room: who is there, in which order they pass, how long it still takes (FHIR Encounter status arrived)."""
