"""The search index of the patients (ADR 0004). An entry exists exactly for the patients that a search may find."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.search.index import SearchIndex
from brasdroit.foundation.search.tables import SearchEntry, SearchSlip, SearchTerm


class PatientSearchTerm(SearchTerm):
    """The vocabulary of a tenant's patients."""

    class Meta(SearchTerm.Meta):
        app_label = "record"
        constraints = [
            # Pattern classes let one index serve equality and the beginnings of words on PostgreSQL.
            models.UniqueConstraint(
                fields=["tenant", "text"], name="patient_term_once", opclasses=["uuid_ops", "varchar_pattern_ops"]
            )
        ]


class PatientSearchSlip(SearchSlip):
    """The slips of that vocabulary."""

    class Meta(SearchSlip.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "key"], name="patient_slip_key")]


class PatientSearchEntry(SearchEntry):
    """What one active patient is found by."""

    patient = models.OneToOneField("record.Patient", on_delete=models.CASCADE, related_name="search_entry")

    class Meta(SearchEntry.Meta):
        app_label = "record"

    def __str__(self) -> str:
        return str(self.patient_id)


PATIENT_INDEX = SearchIndex(PatientSearchTerm, PatientSearchSlip, PatientSearchEntry, "patient")
