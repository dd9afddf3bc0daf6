"""Reading a date in any form the French write it, whole or in part."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    ("JANVIER", "JANV", "JAN"), ("FEVRIER", "FEVR", "FEV"), ("MARS", "MAR"), ("AVRIL", "AVR"), ("MAI",),
    ("JUIN",), ("JUILLET", "JUIL"), ("AOUT", "AOU"), ("SEPTEMBRE", "SEPT", "SEP"), ("OCTOBRE", "OCT"),
    ("NOVEMBRE", "NOV"), ("DECEMBRE", "DEC"),
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = r"(?:(?:LUN|MAR|MER|JEU|VEN|SAM|DIM)\.?\s+|(?:LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE)\s+)?"
MONTH_PATTERN = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")(?![A-Z])\.?"
"""A month by name or usual abbreviation, in upper case without accents."""
_MONTH_WORD = MONTH_PATTERN.replace("(?:", "(?P<name>", 1)
_WHOLE = tuple(
    re.compile(_WEEKDAY + pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:T.*)?",
        r"(?P<day>[0-9]{1,2})\s*[/.\-\s]\s*(?P<month>[0-9]{1,2})\s*[/.\-\s]\s*(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{1,2})(?:ER)?[\s\-]*" + _MONTH_WORD + r"[\s\-]*(?P<year>[0-9]{4}|[0-9]{2})",
    )
)
_PARTIAL = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>(?:1[89]|20)[0-9]{2})",
        r"(?P<month>[0-9]{1,2})[/.\-](?P<year>(?:1[89]|20)[0-9]{2})",
        r"(?P<year>(?:1[89]|20)[0-9]{2})-(?P<month>[0-9]{2})",
        _MONTH_WORD + r"\s*(?P<year>[0-9]{4})",
        r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})(?:ER)?\s*" + _MONTH_WORD,
    )
)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN = str.maketrans({"É": "E", "È": "E", "Û": "U", "‐": "-", "‑": "-", "–": "-"})


class UnreadableDate(ValueError):
    """The text is no date; the message is one French sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What is known of a date; at least one part is there."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def matches(self, day: date) -> bool:
        """Whether `day` agrees with every known part."""
        known = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(part is None or part == actual for part, actual in known)


def parse_date(text: str, today: date, *, future_days: int = 0) -> date:
    """The date written in `text`: « 14/03/1961 », « 14.3.61 », « 1er mars 1961 », « 14031961 », ISO, a weekday before.

    A two-digit year is the latest one that gives a date no later than `today` + `future_days` (0 suits births; an
    appointment passes some hundreds). Raises UnreadableDate when nothing fits or the day does not exist.
    """
    cleaned = _cleaned(text)
    for pattern in _WHOLE:
        if match := pattern.fullmatch(cleaned):
            return _whole(match, today + timedelta(days=future_days), text)
    raise UnreadableDate(f"«\u202f{text.strip()}\u202f» n’est pas une date\u202f: écrivez par exemple 14/03/1961.")


def parse_partial_date(text: str) -> PartialDate | None:
    """A date known in part (« 1961 », « mars 1961 », « 03/1961 », « 14/03 », « 14 mars »); None when it is none."""
    cleaned = _cleaned(text)
    for pattern in _PARTIAL:
        if match := pattern.fullmatch(cleaned):
            return _possible(PartialDate(**_parts(match)))
    return None


def _cleaned(text: str) -> str:
    upper = unicodedata.normalize("NFC", text).upper().translate(_PLAIN)
    return _SPACES.sub(" ", upper).strip(" .,")


def _parts(match: re.Match[str]) -> dict[str, int]:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    month_name = found.pop("name", None)
    parts = {name: int(value) for name, value in found.items()}
    return parts | ({"month": _MONTH_NUMBER[month_name]} if month_name else {})


def _whole(match: re.Match[str], latest: date, text: str) -> date:
    parts = _parts(match)
    try:
        if len(match["year"]) == 4:
            return date(parts["year"], parts["month"], parts["day"])
        return _pivoted(parts, latest)
    except ValueError:
        raise UnreadableDate(f"La date «\u202f{text.strip()}\u202f» n’existe pas dans le calendrier.") from None


def _pivoted(parts: dict[str, int], latest: date) -> date:
    century = latest.year // 100 * 100
    candidate = date(century + parts["year"], parts["month"], parts["day"])
    return candidate if candidate <= latest else date(century - 100 + parts["year"], parts["month"], parts["day"])


def _possible(partial: PartialDate) -> PartialDate | None:
    try:
        date(partial.year or 2000, partial.month or 1, partial.day or 1)
    except ValueError:
        return None
    return partial
