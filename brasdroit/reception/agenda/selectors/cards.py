"""Appointments as the pages show them, read as plain columns: a busy day is one query and no model instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownType
from brasdroit.record.encounters.permissions import SEE as SEE_VISITS
from brasdroit.record.patients.rules.naming import capitalised

_COLUMNS = (
    "id", "encounter_id", "patient_id", "practitioner_id", "room_id", "type_id", "start", "end", "status", "overbooked",
    "reason", "version", "series_id", "encounter__status", "encounter__priority",
    "encounter__companion", "patient__birth_name", "patient__used_name", "patient__first_birth_given_name",
    "patient__used_given_name", "patient__birth_date", "patient__phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """One appointment; `start` and `end` are local to the practice. `status` is the reservation's, `visit` the encounter's."""

    id: UUID
    encounter_id: UUID
    patient_id: UUID
    patient: str
    birth_date: date
    phone: str
    practitioner_id: UUID
    practitioner: str
    room_id: UUID | None
    room: str
    kind: KnownType
    start: datetime
    end: datetime
    status: str
    visit: str
    urgent: bool
    overbooked: bool
    reason: str
    companion: str
    version: int
    series_id: UUID | None

    @property
    def minutes(self) -> int:
        """Its length."""
        return round((self.end - self.start).total_seconds() / 60)

    @property
    def movable(self) -> bool:
        """Whether it may still be moved or given up."""
        return self.status == "booked" and self.visit == "booked"


def cards(rows: QuerySet[Appointment], setup: AgendaSetup, actor: Actor) -> list[Card]:
    """The appointments of a queryset, in its order: one query. Why people come stays empty for who sees no visit."""
    told = may(actor, SEE_VISITS)
    return [_card(row, setup, told=told) for row in rows.values(*_COLUMNS)]


def shown_name(birth_name: str, used_name: str, birth_given: str, used_given: str) -> str:
    """« MARTIN Marie »: the used names when there are any."""
    return f"{(used_name or birth_name).upper().replace(chr(39), '’')} {capitalised(used_given or birth_given)}"


def _card(row: Mapping[str, Any], setup: AgendaSetup, *, told: bool) -> Card:
    zone: ZoneInfo = setup.zone
    return Card(
        id=row["id"],
        encounter_id=row["encounter_id"],
        patient_id=row["patient_id"],
        patient=shown_name(
            row["patient__birth_name"], row["patient__used_name"],
            row["patient__first_birth_given_name"], row["patient__used_given_name"],
        ),
        birth_date=row["patient__birth_date"],
        phone=row["patient__phone"],
        practitioner_id=row["practitioner_id"],
        practitioner=setup.names[row["practitioner_id"]],
        room_id=row["room_id"],
        room=setup.names.get(row["room_id"], ""),
        kind=setup.types[row["type_id"]],
        start=row["start"].astimezone(zone),
        end=row["end"].astimezone(zone),
        status=row["status"],
        visit=row["encounter__status"],
        urgent=row["encounter__priority"] != "routine",
        overbooked=row["overbooked"],
        reason=row["reason"] if told else "",
        companion=row["encounter__companion"],
        version=row["version"],
        series_id=row["series_id"],
    )  # fmt: skip
