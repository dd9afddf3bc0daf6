"""Recurring appointments: every N weeks or months, a number of times or until a day, leaving out the closed days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from brasdroit.reception.agenda.rules.instants import instant_of, local_minute
from brasdroit.reception.agenda.rules.wording import MONTHS
from brasdroit.reception.agenda.types import Occurrence, Series, SkippedDay

MOST, HORIZON = 104, relativedelta(years=5)


def recurring(
    first_day: date,
    at: time,
    minutes: int,
    *,
    every: int,
    unit: Literal["weeks", "months"],
    count: int | None = None,
    until: date | None = None,
    closed: Mapping[date, str],
    timezone: str = "Europe/Paris",
) -> Series:
    """Work out a series at the same local time, whatever the season.

    In: the first day, the local time, the duration (minutes), the distance, a number of appointments (1 to 104) or a last
    day included, the closed days with their reason. A closed day is skipped with its reason and does not count: ten
    sessions stay ten. A month without the day takes its last day, with a note. Nothing goes beyond five years.
    Raises ValueError unless exactly one of count and until is given and the numbers are in range.
    """
    if (count is None) == (until is None) or every < 1 or minutes < 1 or (count is not None and not 1 <= count <= MOST):
        raise ValueError(f"give either count (1 to {MOST}) or until, and positive numbers")
    occurrences: list[Occurrence] = []
    skipped: list[SkippedDay] = []
    for day in _days(first_day, every, unit, until):
        if len(occurrences) == (count or MOST):
            break
        if day in closed:
            skipped.append(SkippedDay(day, closed[day]))
        else:
            occurrences.append(_occurrence(day, first_day, at, minutes, unit, timezone))
    return Series(tuple(occurrences), tuple(skipped))


def _days(first: date, every: int, unit: Literal["weeks", "months"], until: date | None) -> Iterator[date]:
    horizon = first + HORIZON
    last = min(until, horizon) if until is not None else horizon
    rank, day = 0, first
    while day <= last:
        yield day
        rank += 1
        # Counted from the first day each time: adding month to month would turn the 31st into the 28th for good.
        day = first + (relativedelta(weeks=every * rank) if unit == "weeks" else relativedelta(months=every * rank))


def _occurrence(day: date, first: date, at: time, minutes: int, unit: str, timezone: str) -> Occurrence:
    zone = ZoneInfo(timezone)
    start = local_minute(day, at, zone)
    notes = []
    if unit == "months" and day.day != first.day:
        notes.append(f"Pas de {first.day} {MONTHS[day.month - 1]}\u202f: fixé au {day.day}.")
    begin = instant_of(start, zone)
    if begin.time() != at:
        notes.append(f"{at.hour}:{at.minute:02d} n’existe pas ce jour-là (heure d’été)\u202f: fixé à {begin:%-H:%M}.")
    return Occurrence(begin, instant_of(start + minutes, zone), " ".join(notes))


def closed_days(holidays: Mapping[date, str], closures: Mapping[date, str], weekdays: frozenset[int], first: date) -> Mapping[date, str]:
    """The closed days of the five years after `first`: public holidays, closures, and the `weekdays` never worked."""
    closed = {day: f"jour férié\u202f: {name}" for day, name in holidays.items()}
    closed.update(closures)
    day, last = first, first + HORIZON
    while weekdays and day <= last:
        if day.weekday() in weekdays:
            closed.setdefault(day, "cabinet fermé ce jour de la semaine")
        day += timedelta(days=1)
    return closed
