"""What the agenda's addresses carry, read strictly: anything unreadable is an ordinary day, never an error."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict

VIEWS = ("jour", "semaine", "liste")
COLUMNS = ("praticiens", "salles", "tout")
FARTHEST = timedelta(days=3660)


def day_of(text: str, today: date) -> date:
    """The ISO day, today when it is none or lies more than ten years away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day - today) <= FARTHEST else today


def one_of(text: str, allowed: tuple[str, ...]) -> str:
    """The choice, or the first one."""
    return text if text in allowed else allowed[0]


def uuid_of(text: str) -> UUID | None:
    """The identifier, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def uuids_of(query: QueryDict, name: str) -> tuple[UUID, ...]:
    """The identifiers given under that name."""
    return tuple(found for text in query.getlist(name) if (found := uuid_of(text)))


def moment_of(text: str, zone: ZoneInfo) -> datetime | None:
    """A local time of the practice (« 2026-11-23T09:20 »), or an instant with its offset; None when it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def minutes_of(text: str) -> int | None:
    """A whole number of minutes up to a day, or None."""
    return int(text) if text.isdecimal() and 0 < len(text) <= 4 and int(text) <= 1440 else None
