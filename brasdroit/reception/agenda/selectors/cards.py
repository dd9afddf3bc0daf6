"""Appointments as the pages show them, read as plain columns: a busy day is one query and no model instance."""

from __future__ import annotations

from collections.abc import Iterable
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

CARD_COLUMNS = (
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
    return cards_of(rows.values_list(*CARD_COLUMNS), setup, actor)


def cards_of(rows: Iterable[tuple[Any, ...]], setup: AgendaSetup, actor: Actor) -> list[Card]:
    """The same from rows already read, their columns those of CARD_COLUMNS."""
    told = may(actor, SEE_VISITS)
    return [_card(row, setup, told=told) for row in rows]


def shown_name(birth_name: str, used_name: str, birth_given: str, used_given: str) -> str:
    """« MARTIN Marie »: the used names when there are any."""
    return f"{(used_name or birth_name).upper().replace(chr(39), '’')} {capitalised(used_given or birth_given)}"


def _card(row: tuple[Any, ...], setup: AgendaSetup, *, told: bool) -> Card:
    (
        key, encounter_id, patient_id, practitioner_id, room_id, type_id, start, end, status, overbooked, reason, version,
        series_id, visit, priority, companion, birth_name, used_name, birth_given, used_given, birth_date, phone,
    ) = row  # fmt: skip
    zone: ZoneInfo = setup.zone
    return Card(
        id=key,
        encounter_id=encounter_id,
        patient_id=patient_id,
        patient=shown_name(birth_name, used_name, birth_given, used_given),
        birth_date=birth_date,
        phone=phone,
        practitioner_id=practitioner_id,
        practitioner=setup.names[practitioner_id],
        room_id=room_id,
        room=setup.names.get(room_id, ""),
        kind=setup.types[type_id],
        start=start.astimezone(zone),
        end=end.astimezone(zone),
        status=status,
        visit=visit,
        urgent=priority != "routine",
        overbooked=overbooked,
        reason=reason if told else "",
        companion=companion,
        version=version,
        series_id=series_id,
    )
