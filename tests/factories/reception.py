"""Synthetic visits of today and their arrivals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.models import Member
from brasdroit.reception.waiting_room.services import CheckInSheet, WalkIn
from brasdroit.record.encounters.models import Encounter, EncounterStep
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Patient
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, writing

SEEN = CheckInSheet("CN", "declared", contact_confirmed=True)


def today_at(hour: int, minute: int = 0) -> datetime:
    """Today at that time on the wall of the practice."""
    return timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)


def make_visit(team: Team, patient: Patient | None = None, *, doctor: Member | None = None, **fields: Any) -> Encounter:
    """Somebody booked today at 9:00 for fifteen minutes, unless told otherwise."""
    patient = patient or make_patient(team.tenant_id)
    start = fields.pop("planned_start", None) or today_at(9)
    usual = {"day": timezone.localdate(), "planned_end": start + timedelta(minutes=15), "service_label": "Consultation"}
    with writing(team.tenant_id):
        return Encounter.objects.create(
            patient=patient, doctor=doctor or team.doctor, planned_start=start, **{**usual, **fields}
        )


def make_steps(encounter: Encounter, *steps: tuple[EncounterStatus, datetime]) -> None:
    """The history of a visit, ending in its last status."""
    assert encounter.tenant_id is not None
    with writing(encounter.tenant_id):
        source = EncounterStatus.BOOKED
        for status, at in steps:
            EncounterStep.objects.create(
                encounter=encounter, source=source, status=status, kind="forward", at=at, by_name="x", role="assistant"
            )
            source = status
        Encounter.objects.filter(pk=encounter.pk).update(status=source, version=encounter.version + 1)


def walk_in_of(team: Team, patient: Patient | None = None, **fields: Any) -> WalkIn:
    """Somebody without an appointment."""
    patient = patient or make_patient(team.tenant_id)
    return WalkIn(new_id(), patient.pk, team.doctor.pk, **fields)
