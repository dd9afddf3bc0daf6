"""Pieces of a phrase that speak of hours and durations."""

from __future__ import annotations

import re
from datetime import time

from brasdroit.foundation.clock.formats import clock_time
from brasdroit.reception.agenda.rules.phrases.reading import Reading, number
from brasdroit.reception.agenda.rules.slots import LONGEST, SHORTEST


def _clock(hour: str, minute: str | None) -> time | None:
    value = int(hour), int(minute or 0)
    return time(*value) if value[0] < 24 and value[1] < 60 else None


def range_of_hours(reading: Reading, match: re.Match[str]) -> str | None:
    """« entre 14 h et 16 h »."""
    start, end = _clock(match[1], match[2]), _clock(match[3], match[4])
    if start is None or end is None or end <= start:
        return None
    reading.after, reading.before = start, end
    return f"entre {clock_time(start)} et {clock_time(end)}"


def bounded_hour(reading: Reading, match: re.Match[str]) -> str | None:
    """« après 17 h », « avant 9 h 30 », « vers 10 h » or just « 10 h »: the hour that follows."""
    bound, at = match[1], _clock(match[2], match[3])
    if at is None:
        return None
    if bound in ("avant", "jusqu'a"):
        reading.before = at
        return f"avant {clock_time(at)}"
    reading.after = at
    if bound in (None, "vers", "a"):
        reading.before = at.replace(hour=at.hour + 1) if at.hour < 23 else None
        return f"vers {clock_time(at)}"
    return f"à partir de {clock_time(at)}"


PARTS: dict[str, tuple[time | None, time | None, str]] = {
    "fin de matinee": (time(10, 30), time(12), "en fin de matinée"),
    "debut d'apres-midi": (time(12), time(15), "en début d’après-midi"),
    "fin d'apres-midi": (time(16), None, "en fin d’après-midi"),
    "fin de journee": (time(17), None, "en fin de journée"),
    "entre midi et deux": (time(12), time(14), "entre midi et deux"),
    "pause dejeuner": (time(12), time(14), "entre midi et deux"),
    "apres-midi": (time(12), None, "l’après-midi"),
    "matinee": (None, time(12), "le matin"),
    "matin": (None, time(12), "le matin"),
    "soiree": (time(18), None, "le soir"),
    "soir": (time(18), None, "le soir"),
}


def part_of_day(reading: Reading, match: re.Match[str]) -> str:
    """« le matin », « en fin de journée »."""
    after, before, said = PARTS[match["part"].replace("apres midi", "apres-midi")]
    reading.after = max(filter(None, (reading.after, after)), default=None)
    reading.before = min(filter(None, (reading.before, before)), default=None)
    return said


def noon(reading: Reading, match: re.Match[str]) -> str:
    """« avant midi », « à partir de midi »."""
    if match[1] == "avant":
        reading.before = time(12)
        return "avant midi"
    reading.after = time(12)
    return "à partir de midi"


def duration(reading: Reading, match: re.Match[str]) -> str | None:
    """« 20 minutes », « une demi-heure »."""
    minutes = 30 if match["half"] else number(match["count"])
    if not SHORTEST <= minutes <= LONGEST:
        return None
    reading.minutes = minutes
    return f"{minutes} minutes"
