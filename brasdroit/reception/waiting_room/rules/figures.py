"""Figures of a day or of a period: times with their median and 90th percentile, rates, the next quiet moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

from brasdroit.reception.waiting_room.types import Rate, Spread

BREAK_MINUTES = 30


def spread(minutes: Sequence[int]) -> Spread:
    """Count, mean, median, 90th percentile (nearest rank) and maximum of durations in whole minutes.

    Without any duration every figure is None: no figure is not a figure of zero.
    """
    if not minutes:
        return Spread(0)
    ordered = sorted(minutes)
    rank = -(-9 * len(ordered) // 10) - 1
    mean = round(sum(ordered) / len(ordered))
    return Spread(len(ordered), mean, round(median(ordered)), ordered[rank], ordered[-1])


def rate(part: int, whole: int) -> Rate:
    """`part` of `whole`, in percent with one decimal; None when there is no whole."""
    return Rate(part, whole, round(100 * part / whole, 1) if whole else None)


def next_break(
    busy: Iterable[tuple[datetime, datetime]], now: datetime, *, minimum: int = BREAK_MINUTES
) -> datetime | None:
    """When the next pause of at least `minimum` minutes begins, or the last visit ends; None when nothing is left.

    `busy` are the planned visits (start, end) of those one works with, in any order.
    """
    ahead = sorted((start, end) for start, end in busy if end > now)
    if not ahead:
        return None
    until = ahead[0][1]
    for start, end in ahead[1:]:
        if start - until >= timedelta(minutes=minimum):
            return until
        until = max(until, end)
    return until
