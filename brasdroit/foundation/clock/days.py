"""Reading a day as it is said: « demain », « dans 2 jours », « il y a 3 semaines »; any written date as well."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

from brasdroit.foundation.clock.dates import parse_date

_NEAR = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "apres-demain": 2}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"), start=1
    )
    for word in words.split()
}
_UNITS = r"(?P<unit>jours?|semaines?|mois|ans?|quinzaine)"
_DISTANCE = re.compile(rf"(?P<way>dans|il y a|d'ici) (?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}) {_UNITS}")


def parse_day(text: str, today: date, *, future_days: int = 0) -> date:
    """The day said or written in `text`, seen from `today`: « demain », « dans une semaine », « 14/03/1961 ».

    A day to come is only understood where one makes sense (`future_days` above 0). Otherwise as `parse_date`, which
    raises UnreadableDate.
    """
    said = _said_day(_plain(text), today)
    if said is not None and (said <= today or future_days):
        return said
    return parse_date(text, today, future_days=future_days)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return (
        " ".join(bare.split()).replace("apres demain", "apres-demain").replace("avant hier", "avant-hier").strip(" .")
    )


def _said_day(said: str, today: date) -> date | None:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    match = _DISTANCE.fullmatch(said)
    if match is None:
        return None
    number = int(match["number"]) if match["number"].isdecimal() else _NUMBERS[match["number"]]
    return _away(today, -number if match["way"] == "il y a" else number, match["unit"])


def _away(today: date, number: int, unit: str) -> date | None:
    if unit.startswith(("mois", "an")):
        return _months_away(today, number * (12 if unit.startswith("an") else 1))
    return today + timedelta(days=number * {"j": 1, "s": 7, "q": 15}[unit[0]])


def _months_away(today: date, months: int) -> date | None:
    """The same day of another month, or its last day when that month is shorter; None before the year 1."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        return None
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
