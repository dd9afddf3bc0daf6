"""Ages and intervals on the calendar (spec 3.4, rules CALCDT-1 to CALCDT-6)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from brasdroit.pathway.immunisation.types import ALWAYS, InForce, Period

_PART = re.compile(r"([+-]?)\s*(\d+)\s*(year|month|week|day)s?", re.IGNORECASE)
_MONTHS = {"year": 12, "month": 1}
_DAYS = {"week": 7, "day": 1}


def parse_period(text: str) -> Period:
    """From "18 years - 4 days", "6 weeks", "13 months + 4 weeks". ValueError when the text is anything else."""
    rest = text.strip()
    months = days = 0
    while rest:
        part = _PART.match(rest)
        if part is None:
            raise ValueError(f"not an age or an interval: {text!r}")
        number = -int(part[2]) if part[1] == "-" else int(part[2])
        unit = part[3].lower()
        months += number * _MONTHS.get(unit, 0)
        days += number * _DAYS.get(unit, 0)
        rest = rest[part.end() :].strip()
    return Period(months, days)


@lru_cache(maxsize=1 << 16)
def add(start: date, period: Period) -> date:
    """`start` plus years and months first, then weeks and days; a day that does not exist is the first of the next month.

    Years that a calendar cannot hold give `date.max` or `date.min`.
    """
    months, days = period.months, period.days
    moved = _add_months(start, months) if months else start
    try:
        return moved + timedelta(days=days) if days else moved
    except OverflowError:
        return date.max if days > 0 else date.min


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year < date.max.year:
        return date.max if year > 1 else date.min
    try:
        return date(year, month + 1, start.day)
    except ValueError:
        return date(year, month + 2, 1)


def within_ages(born_on: date, begin: Period | None, end: Period | None, day: date) -> bool:
    """Whether `day` lies from the age `begin` until the age `end`, which is excluded. None: no limit."""
    if begin is not None and day < add(born_on, begin):
        return False
    return end is None or day < add(born_on, end)


def in_force(rule: InForce, day: date) -> bool:
    """Whether a rule was meant for that day, both its dates included (spec 3.3, RELEVANT-1 and RELEVANT-2)."""
    if rule is ALWAYS:
        return True
    return (rule.effective is None or rule.effective <= day) and (rule.cessation is None or day <= rule.cessation)
