"""Calendar lengths such as « 2y » or « 45y1d » added to a day, read once: the rules run over the whole patient list."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from brasdroit.foundation.clock.ages import Span

_SHORTEST_MONTH = 28


@lru_cache(maxsize=256)
def _read(length: str) -> tuple[int, timedelta]:
    """Months, then days."""
    span = Span.parse(length)
    return span.years * 12 + span.months, timedelta(weeks=span.weeks, days=span.days)


@lru_cache(maxsize=8192)
def after(length: str, day: date) -> date:
    """`day` moved by `length`, as `Span.after` does; a day the month lacks becomes its last day. ValueError when `length` is no span."""
    months, days = _read(length)
    if not months:
        return day + days
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > _SHORTEST_MONTH:
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + days
    return date(year, month + 1, day.day) + days
