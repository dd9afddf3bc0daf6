"""Lengths of the reference files (« 2m », « 70y1d ») as the engine's periods."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from brasdroit.foundation.clock.ages import Span
from brasdroit.pathway.immunisation.rules import add
from brasdroit.pathway.immunisation.types import Period

Range = tuple[str | None, str | None]


@lru_cache(maxsize=512)
def period(length: str) -> Period:
    """Months, then days; ValueError when `length` is no span."""
    span = Span.parse(length)
    return Period(span.years * 12 + span.months, span.weeks * 7 + span.days)


def optional(length: str | None) -> Period | None:
    """`period`, None for none."""
    return None if length is None else period(length)


def after(length: str, day: date) -> date:
    """`day` moved by `length`, by the engine's calendar (a day that does not exist is the first of the next month)."""
    return add(day, period(length))


def at_age(ages: Range, born_on: date, on: date) -> bool:
    """Whether the patient is between two ages on `on`, the second excluded."""
    start, end = ages
    return (start is None or after(start, born_on) <= on) and (end is None or on < after(end, born_on))
