"""Recurring appointments: every N weeks or months, a number of times or until a day, leaving out the closed days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from brasdroit.foundation.clock.formats import MONTHS, clock_time
from brasdroit.reception.agenda.rules.instants import instant_of, local_minute
from brasdroit.reception.agenda.types import Occurrence, Series, SkippedDay

MOST, HORIZON = 104, relativedelta(years=5)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The plain rule of a series: every `every` weeks or months, `count` times (1 to 104) or until a day included."""

    every: int
    unit: Literal["weeks", "months"]
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless exactly one of count and until is given and the numbers are in range."""
        counted = self.count is None or 1 <= self.count <= MOST
        if (self.count is None) == (self.until is None) or self.every < 1 or not counted:
            raise ValueError(f"give either count (1 to {MOST}) or until, and a positive distance")


def recurring(
    first_day: date,
    at: time,
    minutes: int,
    recurrence: Recurrence,
    *,
    closed: Mapping[date, str],
    timezone: str = "Europe/Paris",
) -> Series:
    """Work out a series at the same local time, whatever the season.

    In: the first day, the local time, the duration (minutes), the rule, the closed days with their reason. A closed day
    is skipped with its reason and does not count: ten sessions stay ten. A month without the day takes its last day, with
    a note. Nothing goes beyond five years.
    """
    occurrences: list[Occurrence] = []
    skipped: list[SkippedDay] = []
    for day in _days(first_day, recurrence):
        if len(occurrences) == (recurrence.count or MOST):
            break
        if day in closed:
            skipped.append(SkippedDay(day, closed[day]))
        else:
            wanted = first_day.day if recurrence.unit == "months" else day.day
            occurrences.append(_occurrence(day, wanted, at, minutes, timezone))
    return Series(tuple(occurrences), tuple(skipped))


def _days(first: date, recurrence: Recurrence) -> Iterator[date]:
    horizon = first + HORIZON
    last = min(recurrence.until, horizon) if recurrence.until is not None else horizon
    weekly = recurrence.unit == "weeks"
    rank, day = 0, first
    while day <= last:
        yield day
        rank += 1
        # Counted from the first day each time: adding month to month would turn the 31st into the 28th for good.
        distance = recurrence.every * rank
        day = first + (relativedelta(weeks=distance) if weekly else relativedelta(months=distance))


def _occurrence(day: date, wanted: int, at: time, minutes: int, timezone: str) -> Occurrence:
    zone = ZoneInfo(timezone)
    start = local_minute(day, at, zone)
    begin = instant_of(start, zone)
    notes = []
    if day.day != wanted:
        notes.append(f"Pas de {wanted} {MONTHS[day.month - 1]}\u202f: fixé au {day.day}.")
    if begin.time() != at:
        missing, fixed = clock_time(at), clock_time(begin)
        notes.append(f"{missing} n’existe pas ce jour-là (heure d’été)\u202f: fixé à {fixed}.")
    return Occurrence(begin, instant_of(start + minutes, zone), " ".join(notes))


def closed_days(
    holidays: Mapping[date, str], closures: Mapping[date, str], weekdays: frozenset[int], first: date
) -> Mapping[date, str]:
    """The closed days of the five years after `first`: public holidays, closures, and the `weekdays` never worked."""
    closed = {day: f"jour férié\u202f: {name}" for day, name in holidays.items()}
    closed.update(closures)
    day, last = first, first + HORIZON
    while weekdays and day <= last:
        if day.weekday() in weekdays:
            closed.setdefault(day, "cabinet fermé ce jour de la semaine")
        day += timedelta(days=1)
    return closed
