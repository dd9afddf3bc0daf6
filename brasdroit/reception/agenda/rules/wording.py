"""Days, times and counts as the French say them, for the sentences of the agenda's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from brasdroit.reception.agenda.types import FreeSlot

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def day_text(day: date, *, year: bool = False) -> str:
    """« lundi 23 novembre », « jeudi 1er janvier 2027 » with the year."""
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def time_text(at: time | datetime) -> str:
    """« 9:40 »."""
    return f"{at.hour}:{at.minute:02d}"


def instant_text(instant: datetime, zone: ZoneInfo) -> str:
    """« lundi 23 novembre à 9:40 », in the zone given."""
    local = instant.astimezone(zone)
    return f"{day_text(local)} à {time_text(local)}"


def enumeration(words: Sequence[str], last: str = "ou") -> str:
    """« lundi », « lundi ou mardi », « lundi, mardi ou jeudi »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def next_slots_text(slots: Sequence[FreeSlot], zone: ZoneInfo) -> str:
    """One sentence that proposes what is free instead, or says that nothing was found."""
    if not slots:
        return "Aucune autre place sur la période cherchée."
    texts = [instant_text(each.start, zone) for each in slots]
    return f"Prochaines places\u202f: {enumeration(texts)}."
