"""Records with something on every floor, and the exact state of the tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from brasdroit.foundation.identifiers import new_id
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.patients.models import (
    PATIENT_INDEX,
    Accommodation,
    ClinicalAbsence,
    ClinicalItem,
    Consent,
    Coverage,
    InsHistory,
    Patient,
    PatientContact,
    PatientSearchEntry,
)
from brasdroit.record.tasks.models import Task
from tests.factories.agenda import MONDAY, Desk, local, make_appointment
from tests.factories.documents import make_document
from tests.factories.practice import writing

HISTORY = {
    "PatientIdentityEvent",
    "PatientMerge",
    "PatientSplit",
    "DuplicatePair",
    "AuditEntry",
    "LiveEvent",
    "DBTaskResult",
    "PatientSearchTerm",
    "PatientSearchSlip",
}
"""What grows and is not taken back: the story, the journal, the vocabulary."""
CLOCKS = {"version", "updated_at"}
APPS = {"record", "reception", "assistance", "practice"}
_hours = iter(range(10_000))


def known_patient(tenant_id: UUID, birth_name: str = "MARTIN", given: str = "MARIE", **fields: Any) -> Patient:
    """A patient whom a search finds."""
    traits = {"birth_date": date(1961, 3, 14), "sex": "F", "birth_name": birth_name, "first_birth_given_name": given}
    with writing(tenant_id):
        patient = Patient.objects.create(**{**traits, **fields})
        PATIENT_INDEX.put({patient.pk: patient.terms})
    return patient


def fill(desk: Desk, patient: Patient, mark: str) -> None:
    """Something of every kind for a patient: an appointment with its encounter, documents, lines, tasks, contacts …"""
    make_appointment(desk, local(9) + timedelta(minutes=15 * (next(_hours) % 12)), patient)
    make_document(desk.actor("doctor"), patient.pk, mark.encode(), kind="report", title=f"Compte rendu {mark}")
    with writing(desk.tenant_id):
        encounter = Encounter.objects.get(patient=patient)
        own: dict[str, Any] = {"patient": patient}
        ClinicalItem.objects.create(**own, kind="antecedent", text=f"Antécédent {mark}", author_name="Sarah")
        PatientContact.objects.create(**own, kind="carer", name=f"Proche {mark}")
        Coverage.objects.create(**own, kind="AMO", payer=mark)
        Consent.objects.create(
            **own, kind="dmp", decision="given", decided_on=MONDAY, means="oral", author_name="Sarah"
        )
        InsHistory.objects.create(**own, matricule="1" * 15, oid="1.2", ended_on=MONDAY, reason="replaced")
        Task.objects.create(**own, title=f"Rappeler {mark}", source="colleague")
        Task.objects.create(**own, title=f"Préparer {mark}", source="colleague", encounter=encounter)
        Accommodation.objects.create(**own, kind="language", note=mark)
        ClinicalAbsence.objects.create(**own, kind="treatment", stated_on=MONDAY, author_name="Sarah")


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every business table, but for the story and the clocks of edits."""
    state: dict[str, list[tuple[Any, ...]]] = {}
    for model in apps.get_models():
        if model._meta.app_label in APPS and model.__name__ not in HISTORY:
            names = [each.attname for each in model._meta.concrete_fields if each.attname not in CLOCKS]
            manager = getattr(model, "everyone", model._default_manager)
            state[model._meta.label] = sorted(manager.values_list(*names), key=str)
    # The number of a search entry is the index's own affair.
    entries = PatientSearchEntry.everyone.values_list("tenant_id", "patient_id", "tokens")
    return {**state, "record.PatientSearchEntry": sorted(entries, key=str)}


def fresh() -> UUID:
    """An identifier for a form."""
    return new_id()
