"""Synthetic patients, made through the services or quickly for lists."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.selectors.creation import search_before_creation
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.services.creation import Creation, create_patient
from brasdroit.record.patients.services.inputs import PatientDraft
from tests.factories.practice import writing

TODAY = date(2026, 11, 25)
TEST_OID = "1.2.250.1.213.1.4.10"
REAL_OID = "1.2.250.1.213.1.4.8"
MATRICULE = "277010115400329"


def draft(**fields: Any) -> PatientDraft:
    """Marie Lefèvre, born on 14 March 1961."""
    known = {"birth_name": "Lefèvre", "first_birth_given_name": "Marie", "birth_date": date(1961, 3, 14), "sex": "F"}
    return PatientDraft(**{**known, **fields})


def load(tenant_id: UUID, *drafts: PatientDraft) -> list[Patient]:
    """Patients with their search entries, in order."""
    actor = system_actor(tenant_id)
    report = bulk_create_patients(actor=actor, rows=[LoadedPatient(each) for each in drafts], on=TODAY)
    assert report.refused == {}
    with writing(tenant_id):
        found = Patient.objects.in_bulk(report.created)
    return [found[key] for key in report.created]


def search_token(actor: Actor, wanted: PatientDraft) -> str:
    """The proof that the person was looked for."""
    return search_before_creation(actor, wanted.birth_date, wanted.birth_name[:3]).token


def create(actor: Actor, wanted: PatientDraft | None = None, **fields: Any) -> Creation:
    """Create through the service, after the search."""
    person = wanted or draft()
    asked = {"patient_id": new_id(), "draft": person, "search_token": search_token(actor, person), **fields}
    return create_patient(actor=actor, **asked)
