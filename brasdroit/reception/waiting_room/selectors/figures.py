"""The figures of the day, from the board alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.practice.members.types import Role
from brasdroit.reception.waiting_room.rules import minutes_between, next_break, spread
from brasdroit.reception.waiting_room.selectors.board import Board
from brasdroit.reception.waiting_room.types import Spread
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterStatus

S = EncounterStatus
_SEEN = frozenset({S.WITH_DOCTOR, S.LEAVING, S.FINISHED})
_AHEAD = frozenset({S.BOOKED, S.ARRIVED, S.WAITING, S.WITH_ASSISTANT, S.READY_FOR_DOCTOR})


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`waiting`: from arrival to the first person, in minutes. `given_back`: minutes of preparation done before the doctor.

    `pause`: when the next pause begins for those one works with, `left` how many patients until then.
    """

    waiting: Spread
    prepared: int
    prepared_by_me: int
    seen: int
    given_back: int
    pause: datetime | None
    left: int


def day_figures(found: Board, actor: Actor) -> DayFigures:
    """The figures of a board as this actor reads them: a doctor those of his own patients. No query."""
    rows = [visit.encounter for visit in found.visits]
    if actor.role == Role.DOCTOR:
        rows = [row for row in rows if row.doctor.membership_id == actor.membership_id]
    prepared = [row for row in rows if row.with_assistant_at and row.ready_for_doctor_at]
    mine = [row for row in prepared if row.assistant and row.assistant.membership_id == actor.membership_id]
    ahead = [row for row in rows if row.status in _AHEAD]
    pause = next_break([_planned(row) for row in ahead], found.now)
    return DayFigures(
        waiting=spread([wait for row in rows if (wait := waited(row)) is not None]),
        prepared=len(prepared),
        prepared_by_me=len(mine),
        seen=sum(row.status in _SEEN for row in rows),
        given_back=_preparation(prepared),
        pause=pause,
        left=sum(row.planned_start < pause for row in ahead) if pause else 0,
    )


def waited(row: Encounter) -> int | None:
    """Minutes from the arrival to the first person who took care of the patient; None while he waits or never came."""
    first = min((at for at in (row.with_assistant_at, row.with_doctor_at) if at), default=None)
    return minutes_between(row.arrived_at, first) if row.arrived_at and first else None


def _preparation(rows: Iterable[Encounter]) -> int:
    spans = [(row.with_assistant_at, row.ready_for_doctor_at) for row in rows]
    return sum([minutes_between(start, end) for start, end in spans if start and end])


def _planned(row: Encounter) -> tuple[datetime, datetime]:
    return timezone.localtime(row.planned_start), timezone.localtime(row.planned_end)
