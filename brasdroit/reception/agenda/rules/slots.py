"""Free time: what is left of the openings once everything that occupies a practitioner or a room is taken out.

Proposals are packed: inside a gap they follow one another from the gap's start (the end of the appointment before), so that
no minutes are lost between two appointments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from brasdroit.reception.agenda.rules.instants import (
    Span,
    end_minute_of,
    instant_of,
    local_minute,
    merge,
    minute_of,
    subtract,
)
from brasdroit.reception.agenda.rules.openings import openings_of_day
from brasdroit.reception.agenda.types import Busy, FreeSlot, Opening, Schedule, SlotSearch

SHORTEST, LONGEST, ROUNDING = 5, 480, 5


class Occupation:
    """Busy intervals indexed once by practitioner and by room, for many questions about the same period."""

    def __init__(self, busy: Iterable[Busy], ignoring: str = "") -> None:
        """Index `busy`, leaving out the intervals whose reference is `ignoring` (an appointment being moved)."""
        by_key: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
        for each in busy:
            if ignoring and each.reference == ignoring:
                continue
            span = minute_of(each.start), end_minute_of(each.end)
            if each.practitioner is not None:
                by_key["practitioner", each.practitioner].append(span)
            if each.room is not None:
                by_key["room", each.room].append(span)
        self._spans = {key: merge(spans) for key, spans in by_key.items()}

    def within(self, practitioner: str, room: str | None, span: Span) -> list[Span]:
        """Sorted disjoint occupied spans of the practitioner or of the room that touch `span`."""
        taken = self._touching(("practitioner", practitioner), span)
        return merge(taken + self._touching(("room", room), span)) if room is not None else taken

    def _touching(self, key: tuple[str, str], span: Span) -> list[Span]:
        spans = self._spans.get(key, [])
        first = max(bisect_right(spans, (span[0], span[0])) - 1, 0)
        last = bisect_right(spans, (span[1], span[1]))
        return spans[first:last]


def free_slots(
    search: SlotSearch, schedule: Schedule, busy: Iterable[Busy] | Occupation, *, now: datetime
) -> tuple[FreeSlot, ...]:
    """The free slots that answer a search, by start then in the order of the practitioners asked for, at most `limit`.

    In: the search, the schedule, what is occupied, the present instant (nothing earlier is proposed; it decides which
    reserves are released). Raises ValueError on a duration outside 5 to 480 minutes or a step below 1.
    """
    if not SHORTEST <= search.minutes <= LONGEST or (search.step is not None and search.step < 1):
        raise ValueError(f"duration must be {SHORTEST} to {LONGEST} minutes and step at least 1")
    occupation = busy if isinstance(busy, Occupation) else Occupation(busy)
    days = (slot for day in _days(search) for slot in _slots_of_day(search, schedule, occupation, day, now))
    return tuple(islice(days, search.limit) if search.limit is not None else days)


def _days(search: SlotSearch) -> Iterator[date]:
    day = search.first_day
    while day <= search.last_day:
        if not search.weekdays or day.weekday() in search.weekdays:
            yield day
        day += timedelta(days=1)


def _slots_of_day(
    search: SlotSearch, schedule: Schedule, occupation: Occupation, day: date, now: datetime
) -> list[FreeSlot]:
    zone = ZoneInfo(schedule.timezone)
    limits = _limits(search, day, now, zone)
    order = {each: rank for rank, each in enumerate(search.practitioners)}
    found: dict[tuple[int, int, str], FreeSlot] = {}
    for opening in openings_of_day(schedule, day, search.practitioners, now=now):
        if not _accepts(opening, search):
            continue
        for start in _starts(opening, search, occupation, limits):
            key = start, order.get(opening.practitioner, 0), opening.practitioner
            if key not in found:
                found[key] = _slot(opening, start, search.minutes, zone)
    return [found[key] for key in sorted(found)]


def _limits(search: SlotSearch, day: date, now: datetime, zone: ZoneInfo) -> Span:
    rounded_now = -(-end_minute_of(now) // ROUNDING) * ROUNDING
    earliest = local_minute(day, search.after or time.min, zone)
    latest = (
        local_minute(day, search.before, zone)
        if search.before
        else local_minute(day + timedelta(days=2), time.min, zone)
    )
    return max(rounded_now, earliest), latest


def _accepts(opening: Opening, search: SlotSearch) -> bool:
    if opening.reserved_until is not None and not search.urgent:
        return False
    return search.kind is None or not opening.kinds or search.kind in opening.kinds


def _starts(opening: Opening, search: SlotSearch, occupation: Occupation, limits: Span) -> Iterator[int]:
    span = minute_of(opening.start), minute_of(opening.end)
    step = search.step or search.minutes
    for gap_start, gap_end in subtract(span, occupation.within(opening.practitioner, opening.room, span)):
        first = max(gap_start, limits[0])
        yield from range(first, min(gap_end, limits[1]) - search.minutes + 1, step)


def _slot(opening: Opening, start: int, minutes: int, zone: ZoneInfo) -> FreeSlot:
    reserved = opening.reserved_until is not None
    begin, end = instant_of(start, zone), instant_of(start + minutes, zone)
    return FreeSlot(opening.practitioner, begin, end, opening.site, opening.room, reserved)
