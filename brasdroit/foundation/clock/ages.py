"""Ages and durations, computed in whole years, months and days, and said in French.

A birthday is reached on its date; 29 February is reached on 1 March of a common year.
"""

import re
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

_DAYS_UNTIL_MONTHS = 1
_MONTHS_UNTIL_YEARS = 24
_SPAN = re.compile(r"([+-]?)\s*(\d+)\s*([ymwd])")


def age_in_years(birth: date, on: date) -> int:
    """Whole years reached on `on`; ValueError when `birth` is later."""
    return age_in_months(birth, on) // 12


def age_in_months(birth: date, on: date) -> int:
    """Whole months reached on `on`; ValueError when `birth` is later."""
    if birth > on:
        raise ValueError(f"born {birth.isoformat()}, after {on.isoformat()}")
    return (on.year - birth.year) * 12 + on.month - birth.month - (on.day < birth.day)


def age_wording(birth: date, on: date) -> str:
    """The age as it is said: « 12 jours » before one month, « 3 mois » before two years, then « 5 ans »."""
    months = age_in_months(birth, on)
    if months < _DAYS_UNTIL_MONTHS:
        return counted((on - birth).days, "jour")
    return counted(months, "mois") if months < _MONTHS_UNTIL_YEARS else counted(months // 12, "an")


def counted(number: int, noun: str) -> str:
    """« 1 jour », « 2 jours », « 3 mois »: the noun takes an s from two on, unless it ends in s, x or z."""
    plural = abs(number) >= 2 and noun[-1] not in "sxz"
    return f"{number} {noun}s" if plural else f"{number} {noun}"


def minutes_wording(minutes: int) -> str:
    """A duration: « 45 min », « 1 h », « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar length such as « 1y-4d » or « 6m »: years, months, weeks and days, each may be negative."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read ``2m``, ``1y-4d``, ``6w``; ValueError when any part is not of that form."""
        if not text.strip() or _SPAN.sub("", text).strip():
            raise ValueError(f"not a span: {text!r}")
        names = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
        return cls(**{names[unit]: int(f"{sign}{number}") for sign, number, unit in _SPAN.findall(text)})

    def after(self, day: date) -> date:
        """`day` moved by the span; a day the month lacks becomes its last day (31 January + 1m = 28 February)."""
        step = relativedelta(years=self.years, months=self.months, weeks=self.weeks, days=self.days)
        return day + step

    def wording(self) -> str:
        """« 1 an 2 mois 3 jours »."""
        parts = ((self.years, "an"), (self.months, "mois"), (self.weeks, "semaine"), (self.days, "jour"))
        return " ".join(counted(number, noun) for number, noun in parts if number) or counted(0, "jour")
