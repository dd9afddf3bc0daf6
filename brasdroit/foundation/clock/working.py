"""French public holidays by department, and working days.

The calendar comes from the `holidays` package (reference: admin-interop §7.1). Moselle and Alsace add Good Friday and
26 December; overseas departments add their own days. A department is its INSEE code: « 57 », « 2A », « 971 ».
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

_SUBDIVISION_OF = {
    "57": "57", "67": "6AE", "68": "6AE", "6AE": "6AE",
    "971": "971", "972": "972", "973": "973", "974": "974", "976": "976",
    "975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
_SATURDAY, _SUNDAY = 5, 6
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def public_holidays(year: int, department: str = "") -> Mapping[date, str]:
    """The holidays of `year` with their French names, in order; an unknown department has the national ones."""
    found = holidays.country_holidays("FR", subdiv=_SUBDIVISION_OF.get(department), language="fr", years=year)
    return MappingProxyType({day: found[day].replace("'", "’") for day in sorted(found)})


def holiday_name(day: date, department: str = "") -> str | None:
    """The name of the holiday that `day` is, or None."""
    return public_holidays(day.year, department).get(day)


def is_working_day(day: date, department: str = "", *, saturdays: bool = False) -> bool:
    """Whether `day` is neither a Sunday nor a holiday, nor a Saturday unless `saturdays` count."""
    off = (_SUNDAY,) if saturdays else (_SATURDAY, _SUNDAY)
    return day.weekday() not in off and holiday_name(day, department) is None


def next_working_day(day: date, department: str = "", *, saturdays: bool = False) -> date:
    """`day` itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day, department, saturdays=saturdays):
        day += _ONE_DAY
    return day


def add_working_days(day: date, count: int, department: str = "", *, saturdays: bool = False) -> date:
    """The working day `count` working days after `day` (before, when negative); `day` itself when `count` is 0."""
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, department, saturdays=saturdays):
            day += step
    return day


def working_days(start: date, end: date, department: str = "", *, saturdays: bool = False) -> Iterator[date]:
    """The working days from `start` to `end`, both included."""
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        if is_working_day(day, department, saturdays=saturdays):
            yield day
