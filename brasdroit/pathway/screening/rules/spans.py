"""Calendar lengths such as « 2y » or « 45y1d » added to a day, read once: the rules run over the whole patient list."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from brasdroit.foundation.clock.ages import Span

_cached = lru_cache(maxsize=256)(Span.parse)


@lru_cache(maxsize=8192)
def after(length: str, day: date) -> date:
    """`day` moved by `length`; a day the month lacks becomes its last day. ValueError when `length` is no span."""
    return _cached(length).after(day)
