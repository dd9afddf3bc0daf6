"""Pieces of sentences that several rules of the agenda share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from brasdroit.foundation.clock.formats import datetime_in_words
from brasdroit.reception.agenda.types import FreeSlot


def instant_text(instant: datetime, zone: ZoneInfo) -> str:
    """« lundi 23 novembre à 9:40 », in the zone given."""
    return datetime_in_words(instant.astimezone(zone))


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
