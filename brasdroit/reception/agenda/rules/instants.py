"""Local times, instants and their order. Two aware datetimes of one zone compare by the clock on the wall, which is wrong
twice a year: every comparison of the agenda is made on minutes elapsed since 1970 in universal time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Span = tuple[int, int]


def minute_of(instant: datetime) -> int:
    """Whole minutes since 1970-01-01T00:00Z, rounded down. Raises TypeError on a naive datetime."""
    return (instant - EPOCH) // MINUTE


def end_minute_of(instant: datetime) -> int:
    """Same, rounded up: an end at 9:10:30 occupies the minute it cuts."""
    return -((EPOCH - instant) // MINUTE)


def instant_of(minute: int, zone: ZoneInfo) -> datetime:
    """The aware local datetime of a minute count."""
    return (EPOCH + minute * MINUTE).astimezone(zone)


@lru_cache(maxsize=4096)
def local_minute(day: date, at: time, zone: ZoneInfo) -> int:
    """The minute count of a time on the wall. As RFC 5545 §3.3.5 has it, a time that does not exist takes the offset before
    the jump, and a time that comes twice is the first one.
    """
    return minute_of(datetime.combine(day, at, tzinfo=zone))


def local_span(day: date, start: time | None, end: time | None, zone: ZoneInfo) -> Span:
    """[start, end) of a day in minute counts; None is the day's edge; an end at or before the start is after midnight."""
    first = local_minute(day, start or time.min, zone)
    end_day = day + timedelta(days=1) if end is None or end <= (start or time.min) else day
    return first, local_minute(end_day, end or time.min, zone)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Disjoint sorted spans that cover the same time."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        elif end > start:
            merged.append((start, end))
    return merged


def subtract(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a span once sorted disjoint holes are taken out."""
    left, (cursor, end) = [], span
    for hole_start, hole_end in holes:
        if hole_end <= cursor or hole_start >= end:
            continue
        if hole_start > cursor:
            left.append((cursor, hole_start))
        cursor = hole_end
    if cursor < end:
        left.append((cursor, end))
    return left


def intersect(span: Span, others: Iterable[Span]) -> list[Span]:
    """The parts of a span that lie inside sorted disjoint spans."""
    start, end = span
    return [(max(start, a), min(end, b)) for a, b in others if a < end and b > start]
