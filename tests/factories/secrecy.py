"""One patient about whom every floor holds something told in confidence, and the addresses that show him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from brasdroit.assistance.preparation.models import Preparation
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.services import Change, WaitingFacts, add_waiting, move
from brasdroit.reception.telephone.services import CallSheet, record_call
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.patients.models import ClinicalItem, Patient
from brasdroit.record.tasks.services import TaskMove, TaskRequest, create_task, move_task
from brasdroit.record.tasks.types import TaskSource
from tests.factories.agenda import Desk, local, make_appointment, make_desk
from tests.factories.documents import image, make_document
from tests.factories.merging import known_patient
from tests.factories.practice import actor_of, writing

SECRET, SOUGHT = "zephyrine", "confidence"
"""Two words that stand only, and together, in what was told in confidence: one to look out for, one to search."""
WORDS = f"{SECRET} {SOUGHT}"


@dataclass(frozen=True, slots=True)
class Told:
    """The patient, the day he comes, and the identifier that each kind of address takes."""

    desk: Desk
    patient: Patient
    day: date
    ids: dict[str, UUID] = field(default_factory=dict)


def make_told() -> Told:
    """An appointment of today and its encounter, lines of the file, a call, tasks, a wish to come earlier, documents."""
    desk = make_desk()
    patient = known_patient(desk.tenant_id, "ROUVIÈRE", "JEANNE")
    told = Told(desk, patient, _next_monday(), {"patient_id": patient.pk})
    _appointment(told)
    _file(told)
    _asked(told)
    return told


def _next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


def _appointment(told: Told) -> None:
    start = local(9, day=told.day)
    made = make_appointment(told.desk, start, told.patient, reason=WORDS)
    move(actor=told.desk.actor(), change=Change(made.pk, start + timedelta(minutes=30), reason=WORDS))
    facts = WaitingFacts(new_id(), told.patient.pk, told.desk.kind.pk, note=WORDS)
    told.ids["entry_id"] = add_waiting(actor=told.desk.actor(), facts=facts).pk
    told.ids["appointment_id"] = made.pk
    told.ids["encounter_id"] = made.encounter_id
    with writing(told.desk.tenant_id):
        today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
        rows = Encounter.objects.filter(pk=made.encounter_id)
        rows.update(day=today.date(), planned_start=today, planned_end=today + timedelta(minutes=15), reason=WORDS)


def _file(told: Told) -> None:
    doctor = told.desk.actor("doctor")
    document = make_document(doctor, told.patient.pk, image(), kind="report", title=f"Compte rendu {WORDS}")
    told.ids["document_id"] = document.pk
    with writing(told.desk.tenant_id):
        own = {"patient": told.patient, "author_name": "Sarah"}
        for kind in ("antecedent", "allergy", "treatment", "lifestyle"):
            ClinicalItem.objects.create(**own, kind=kind, text=WORDS)
        Preparation.objects.create(patient=told.patient, encounter_id=told.ids["encounter_id"], words=WORDS)


def _asked(told: Told) -> None:
    doctor, patient = actor_of(told.desk.doctor), told.patient.pk
    closing = TaskRequest(
        f"Courrier {WORDS}", TaskSource.CLOSING, patient_id=patient, reason=WORDS, encounter_id=told.ids["encounter_id"]
    )
    told.ids["task_id"] = create_task(actor=doctor, request=closing).pk
    done = create_task(
        actor=doctor, request=TaskRequest(f"Rappeler {WORDS}", TaskSource.COLLEAGUE, patient_id=patient, reason=WORDS)
    )
    move_task(actor=doctor, task_id=done.pk, move=TaskMove("complete"))
    sheet = CallSheet("results", caller_name="Mme Faure", text=WORDS, recipient_id=told.desk.doctor.pk)
    record_call(actor=told.desk.actor(), call_id=new_id(), sheet=sheet)
    known = CallSheet("results", patient_id=told.patient.pk, text=WORDS, recipient_id=told.desk.doctor.pk)
    told.ids["call_id"] = record_call(actor=told.desk.actor(), call_id=new_id(), sheet=known).pk


def addresses(
    resolver: URLResolver | None = None, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, names of its parts) of every address of the workspace; the accounts' own pages are left out."""
    for each in (resolver or get_resolver()).url_patterns:
        parts = (*before, *each.pattern.converters)
        if isinstance(each, URLPattern) and each.name and each.callback.__module__.startswith("brasdroit."):
            yield each.name, parts
        if isinstance(each, URLResolver):
            yield from addresses(each, parts)
