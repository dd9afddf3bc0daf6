"""A practice with its devices, a patient in preparation, measures of the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.types import BLOOD_PRESSURE, ObservationStatus, Reading
from brasdroit.foundation.actors import Actor
from brasdroit.practice.organisation.models import Device
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Patient
from tests.factories.practice import Team, actor_of, entrust, make_device, make_team, writing
from tests.factories.reception import make_visit

KINDS = {"blood_pressure": "Omron", "scale": "Seca", "height": "Seca", "thermometer": "Braun", "oximeter": "Nonin"}
_KIND_OF = {
    BLOOD_PRESSURE: "blood_pressure",
    "pulse": "oximeter",
    "weight": "scale",
    "height": "height",
    "temperature": "thermometer",
    "spo2": "oximeter",
}
SIX = {
    BLOOD_PRESSURE: "128/76",
    "pulse": "74",
    "weight": "84,2",
    "height": "176",
    "temperature": "36,8",
    "spo2": "97",
}


@dataclass(frozen=True, slots=True)
class Room:
    """A team with automatic devices, named in the delegations, and a patient with the assistant."""

    team: Team
    devices: dict[str, Device]
    encounter: Encounter

    @property
    def assistant(self) -> Actor:
        """Sarah, entrusted with the preparation."""
        return actor_of(self.team.assistant)

    @property
    def doctor(self) -> Actor:
        """Dr Martin."""
        return actor_of(self.team.doctor)

    def reading(self, code: str, text: str, **fields: Any) -> Reading:
        """A reading with the device that suits."""
        kind = _KIND_OF.get(code)
        device_id = self.devices[kind].pk if kind else None
        return Reading(code, text, **{"device_id": device_id, **fields})

    def six(self) -> list[Reading]:
        """The six vital signs, nothing to say about them."""
        return [self.reading(code, text) for code, text in SIX.items()]

    def past(self, code: str, value: str, days: int = 60, diastolic: str | None = None) -> Observation:
        """A measure the doctor saw some days ago."""
        with writing(self.team.tenant_id):
            return Observation.objects.create(
                patient_id=self.encounter.patient_id,
                code=code,
                value=Decimal(value),
                diastolic=Decimal(diastolic) if diastolic else None,
                unit="kg",
                method="automatic",
                taken_at=timezone.now() - timedelta(days=days),
                status=ObservationStatus.FINAL,
                entered_by_name="Sarah Benali",
                reviewed_at=timezone.now(),
            )


def make_room(*, missions: tuple[str, ...] = ("CONS-02", "CONS-03", "CONS-04"), born: date = date(1961, 3, 14)) -> Room:
    """A patient born then (65 years old by default), in preparation under these missions."""
    team = make_team()
    devices = {kind: make_device(team.practice, team.doctor, kind=kind, brand=brand) for kind, brand in KINDS.items()}
    entrust(team.doctor, team.assistant, *missions, device_ids=[str(one.pk) for one in devices.values()])
    with writing(team.tenant_id):
        patient = Patient.objects.create(birth_name="PETIT", first_birth_given_name="BERNARD", birth_date=born, sex="M")
    visit = make_visit(team, patient)
    put(visit, EncounterStatus.WITH_ASSISTANT, team.tenant_id)
    return Room(team, devices, visit)


def put(visit: Encounter, status: EncounterStatus, tenant_id: UUID) -> None:
    """Place an encounter at a status, as if its steps had been made."""
    with writing(tenant_id):
        now = timezone.now()
        stamps = {"with_assistant_at": now, "ready_for_doctor_at": now, "with_doctor_at": now, "leaving_at": now}
        Encounter.objects.filter(pk=visit.pk).update(status=status, arrived_at=now, **stamps)
    visit.refresh_from_db()
