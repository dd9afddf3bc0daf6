"""The figures of a period: waiting, preparation and consultation times, people who did not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import day_in_words, numeric_date
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.permissions import require
from brasdroit.reception.waiting_room.permissions import FIGURES
from brasdroit.reception.waiting_room.rules import rate, spread
from brasdroit.reception.waiting_room.types import Rate, Spread
from brasdroit.record.encounters.models import Encounter, EncounterStep
from brasdroit.record.encounters.rules import measure_times
from brasdroit.record.encounters.types import EncounterStatus, StatusEntry, StepKind, Times

S = EncounterStatus
LONGEST_DAYS = 366
_NOT_EXPECTED = frozenset({S.CANCELLED, S.BOOKED})


class Grouping(StrEnum):
    """By what the figures are put together."""

    DAY = "day"
    WEEK = "week"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures; durations in minutes."""

    label: str
    visits: int
    waiting: Spread
    preparation: Spread
    consultation: Spread
    no_shows: Rate


@dataclass(frozen=True, slots=True)
class Indicators:
    """The lines in order, and the whole period."""

    lines: tuple[Line, ...]
    whole: Line


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included, at most a year; `doctor_id` None for everybody."""

    first: date
    last: date
    doctor_id: UUID | None = None


def indicators(actor: Actor, period: Period, grouping: Grouping) -> Indicators:
    """The figures of a period. Two queries. Raises Forbidden; Invalid for a period that ends before it begins or lasts
    more than a year.
    """
    require(actor, FIGURES)
    _refuse(period)
    rows = _rows(period)
    times = _times(period, rows)
    groups: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[_KEYS[grouping](row)].append(row)
    lines = tuple(_line(_label(grouping, key), groups[key], times) for key in sorted(groups))
    return Indicators(lines, _line("Toute la période", rows, times))


def _refuse(period: Period) -> None:
    if period.last < period.first:
        raise Invalid("La fin précède le début.", fields={"last": ["La fin précède le début."]})
    if (period.last - period.first).days >= LONGEST_DAYS:
        text = "Choisissez une période d’un an au plus."
        raise Invalid(text, fields={"last": [text]})


def _rows(period: Period) -> list[Mapping[str, Any]]:
    rows = Encounter.objects.filter(day__range=(period.first, period.last)).exclude(status__in=_NOT_EXPECTED)
    if period.doctor_id:
        rows = rows.filter(doctor_id=period.doctor_id)
    columns = ("id", "day", "status", "walk_in", "created_at", "doctor__display_name")
    return list(rows.order_by("day", "id").values(*columns))


def _times(period: Period, rows: Iterable[Mapping[str, Any]]) -> dict[UUID, Times]:
    days = {row["id"]: row["day"] for row in rows}
    histories = {row["id"]: [StatusEntry(_beginning(row), row["created_at"])] for row in rows}
    steps = EncounterStep.objects.filter(encounter__day__range=(period.first, period.last))
    if period.doctor_id:
        steps = steps.filter(encounter__doctor_id=period.doctor_id)
    for key, status, at, kind in steps.order_by("at", "id").values_list("encounter_id", "status", "at", "kind"):
        # What was noted after the day of the visit (one forgotten, closed later) says nothing of its times.
        if key in histories and timezone.localdate(at) <= days[key]:
            histories[key].append(StatusEntry(S(status), at, kind == StepKind.CORRECTION))
    now, today = timezone.now(), timezone.localdate()
    return {key: measure_times(history, now if days[key] >= today else None) for key, history in histories.items()}


def _beginning(row: Mapping[str, Any]) -> EncounterStatus:
    return S.ARRIVED if row["walk_in"] else S.BOOKED


def _week(row: Mapping[str, Any]) -> date:
    day: date = row["day"]
    return day - timedelta(days=day.weekday())


_KEYS: Mapping[Grouping, Callable[[Mapping[str, Any]], Any]] = {
    Grouping.DAY: lambda row: row["day"],
    Grouping.WEEK: _week,
    Grouping.DOCTOR: lambda row: row["doctor__display_name"],
}


def _label(grouping: Grouping, key: Any) -> str:
    if grouping is Grouping.DAY:
        return day_in_words(key)
    return f"semaine du {numeric_date(key)}" if grouping is Grouping.WEEK else str(key)


def _line(label: str, rows: Iterable[Mapping[str, Any]], times: Mapping[UUID, Times]) -> Line:
    kept = list(rows)
    came = [times[row["id"]] for row in kept if row["status"] != S.NO_SHOW]
    missed = sum(row["status"] == S.NO_SHOW for row in kept)
    booked = sum(not row["walk_in"] for row in kept)
    return Line(
        label=label,
        visits=len(came),
        waiting=spread(_minutes(each.waiting for each in came)),
        preparation=spread(_minutes(each.preparation for each in came)),
        consultation=spread(_minutes(each.consultation for each in came)),
        no_shows=rate(missed, booked),
    )


def _minutes(found: Iterable[timedelta | None]) -> list[int]:
    return [each // timedelta(minutes=1) for each in found if each is not None]
