"""The rows of the hours page, with the words that their codes stand for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypedDict

from brasdroit.foundation.clock.formats import WEEKDAYS
from brasdroit.web.reception.agenda.forms import KINDS


class Line(TypedDict):
    """One row: the stored thing, and its code in words."""

    row: Any
    words: str


def openings(rows: Iterable[Any]) -> list[Line]:
    """Weekly openings with the name of their day."""
    return [{"row": row, "words": WEEKDAYS[row.weekday]} for row in rows]


def exceptions(rows: Iterable[Any]) -> list[Line]:
    """Exceptions with the name of their kind."""
    return [{"row": row, "words": dict(KINDS).get(row.kind, row.kind)} for row in rows]


def reserves(rows: Iterable[Any]) -> list[Line]:
    """Reserves with the names of their days."""
    return [{"row": row, "words": ", ".join(WEEKDAYS[day] for day in sorted(row.weekdays))} for row in rows]
