"""The team's board: the visits of a day by doctor, with order, delay and expected wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.practice.members.models import Member
from brasdroit.reception.waiting_room.models import CheckIn
from brasdroit.reception.waiting_room.permissions import SEE
from brasdroit.reception.waiting_room.rules import delays, minutes_between, passages
from brasdroit.reception.waiting_room.types import Arrival, Coming, Consultation, Passage
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterPriority, EncounterStatus
from brasdroit.record.patients.models import Accommodation

S = EncounterStatus
WAITING = frozenset({S.ARRIVED, S.WAITING, S.WITH_ASSISTANT, S.READY_FOR_DOCTOR})
"""Here, and not yet seen by the doctor."""
HERE = WAITING | {S.WITH_DOCTOR, S.LEAVING}
SHOWN = HERE | {S.BOOKED, S.FINISHED}
_OPEN_SINCE, _MOST_OPEN = timedelta(days=31), 50
_RELATED = ("patient", "doctor", "assistant", "room", "check_in")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of the day: the encounter with patient, doctor, assistant and room loaded, and what is known of its turn.

    `waited` is in minutes (None: not arrived); `accommodations` are (kind, note).
    """

    encounter: Encounter
    check_in: CheckIn | None
    passage: Passage | None
    waited: int | None
    accommodations: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> EncounterStatus:
        """Where the patient stands."""
        return S(self.encounter.status)

    @property
    def emergency(self) -> bool:
        """Whether the patient came as an emergency."""
        return bool(self.encounter.priority == EncounterPriority.EMERGENCY)


@dataclass(frozen=True, slots=True)
class Lane:
    """The visits of one doctor, by time; `delay` in minutes."""

    doctor: Member
    visits: tuple[Visit, ...]
    delay: int

    def count(self, *statuses: EncounterStatus) -> int:
        """How many visits stand in these statuses."""
        return sum(visit.status in statuses for visit in self.visits)


@dataclass(frozen=True, slots=True)
class Board:
    """The room at `now`. `booked` counts the day's appointments, those that did not come included."""

    now: datetime
    lanes: tuple[Lane, ...]
    booked: int
    no_shows: int

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Every visit shown."""
        return tuple(visit for lane in self.lanes for visit in lane.visits)

    @property
    def here(self) -> tuple[Visit, ...]:
        """The visits of the patients present now."""
        return tuple(visit for visit in self.visits if visit.status in HERE)


def board(actor: Actor, now: datetime) -> Board:
    """Today's board. Two queries, whatever the number of patients. Raises Forbidden."""
    require(actor, SEE)
    rows = _day(now)
    shown = [row for row in rows if row.status in SHOWN]
    facts = [_arrival(row) for row in shown if row.status in WAITING]
    busy = [_consultation(row) for row in shown if row.status == S.WITH_DOCTOR]
    turns = {each.reference: each for each in passages(facts, busy, now=now)}
    needs = _accommodations({row.patient_id for row in shown})
    late = delays(facts, now=now)
    lanes = defaultdict(list)
    for row in shown:
        lanes[row.doctor_id].append(_visit(row, turns, needs, now))
    made = [_lane(visits, late) for visits in lanes.values()]
    booked = sum(not row.walk_in and row.status != S.CANCELLED for row in rows)
    ordered = tuple(sorted(made, key=lambda lane: (lane.doctor.display_name, str(lane.doctor.pk))))
    return Board(now, ordered, booked, sum(row.status == S.NO_SHOW for row in rows))


def _day(now: datetime) -> list[Encounter]:
    rows = Encounter.objects.filter(day=timezone.localdate(now)).select_related(*_RELATED)
    return list(rows.order_by("planned_start", "id"))


def left_open(actor: Actor, now: datetime) -> tuple[Visit, ...]:
    """The visits of the last month that nobody closed, the latest day first. One query. Raises Forbidden."""
    require(actor, SEE)
    today = timezone.localdate(now)
    past = Encounter.objects.filter(day__gte=today - _OPEN_SINCE, day__lt=today, status__in=HERE)
    rows = past.select_related(*_RELATED).order_by("-day", "planned_start", "id")[:_MOST_OPEN]
    return tuple(Visit(row, getattr(row, "check_in", None), None, None) for row in rows)


def _lane(visits: Iterable[Visit], late: Mapping[str, int]) -> Lane:
    ordered = tuple(sorted(visits, key=_place))
    doctor = ordered[0].encounter.doctor
    return Lane(doctor, ordered, late.get(str(doctor.pk), 0))


def _place(visit: Visit) -> tuple[object, ...]:
    """By time, except that those who wait stand in the order in which they pass."""
    encounter, status = visit.encounter, visit.status
    group = 0 if status is S.FINISHED else 1 if status in {S.WITH_DOCTOR, S.LEAVING} else 2 if visit.passage else 3
    rank = visit.passage.rank if visit.passage else 0
    return group, rank, encounter.planned_start, str(encounter.pk)


def _visit(
    row: Encounter, turns: Mapping[str, Passage], needs: Mapping[UUID, list[tuple[str, str]]], now: datetime
) -> Visit:
    check_in = getattr(row, "check_in", None)
    turn = turns.get(str(row.pk))
    waited = minutes_between(_since(row), now) if row.status in WAITING else None
    return Visit(row, check_in, turn, waited, tuple(needs.get(row.patient_id, ())))


def _since(row: Encounter) -> datetime:
    return row.arrived_at or row.waiting_at or row.status_at


def _arrival(row: Encounter) -> Arrival:
    check_in: CheckIn | None = getattr(row, "check_in", None)
    emergency = row.priority == EncounterPriority.EMERGENCY
    coming = Coming.EMERGENCY if emergency else Coming.WALK_IN if row.walk_in else Coming.APPOINTMENT
    return Arrival(
        reference=str(row.pk),
        practitioner=str(row.doctor_id),
        arrived_at=timezone.localtime(_since(row)),
        appointment_at=None if row.walk_in else timezone.localtime(row.planned_start),
        coming=coming,
        minutes=minutes_between(row.planned_start, row.planned_end),
        call_number=check_in.call_number if check_in else "",
        companions=check_in.companions if check_in else 0,
    )


def _consultation(row: Encounter) -> Consultation:
    minutes = minutes_between(row.planned_start, row.planned_end)
    return Consultation(str(row.doctor_id), row.with_doctor_at or row.status_at, minutes)


def _accommodations(patients: set[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    found = defaultdict(list)
    rows = Accommodation.objects.filter(patient_id__in=patients, ended_at=None).order_by("kind", "id")
    for patient_id, kind, note in rows.values_list("patient_id", "kind", "note"):
        found[patient_id].append((kind, note))
    return found


def waiting_for_doctor(actor: Actor, now: datetime) -> int:
    """How many emergencies and prepared patients wait for the acting doctor. One query."""
    mine = Encounter.objects.filter(day=timezone.localdate(now), doctor__membership_id=actor.seat)
    urgent = Q(priority=EncounterPriority.EMERGENCY, status__in=WAITING)
    return mine.filter(urgent | Q(status=S.READY_FOR_DOCTOR)).count()
