"""A patient as a list shows him: the traits that tell two persons apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from brasdroit.foundation.search.closeness import names_fit
from brasdroit.foundation.search.text import fold
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.naming import capitalised


@dataclass(frozen=True, slots=True)
class PatientHit:
    """One patient found. `approximate`: by the sound of a name or despite a typing slip only."""

    id: UUID
    birth_name: str
    first_birth_given_name: str
    birth_given_names: str
    used_name: str
    used_given_name: str
    birth_date: date
    birth_date_estimated: bool
    sex: str
    identity_status: str
    is_homonym: bool
    is_doubtful: bool
    is_fictitious: bool
    phone: str
    phone_other: str
    city: str
    deceased_on: date | None
    last_seen_on: date | None
    approximate: bool = False
    rank: int = 0

    @property
    def family(self) -> str:
        """The used name when there is one, otherwise the birth name, as printed."""
        return (self.used_name or self.birth_name).replace("'", "’")

    @property
    def given(self) -> str:
        """The given name in use, capitalised."""
        return capitalised(self.used_given_name or self.first_birth_given_name)

    @property
    def born(self) -> str:
        """The birth name when another name is used, blank otherwise."""
        return self.birth_name.replace("'", "’") if self.used_name and self.used_name != self.birth_name else ""


COLUMNS = tuple(field.name for field in fields(PatientHit))[:-2]
_NAMES = tuple(COLUMNS.index(name) for name in ("birth_name", "first_birth_given_name", "used_name", "used_given_name"))
_FURTHER, _SEEN = COLUMNS.index("birth_given_names"), COLUMNS.index("last_seen_on")
_DATES = tuple(COLUMNS.index(name) for name in ("birth_date", "deceased_on", "last_seen_on"))
_FLAGS = tuple(COLUMNS.index(name) for name in ("birth_date_estimated", "is_homonym", "is_doubtful", "is_fictitious"))

Row = tuple[Any, ...]


def read_rows(patients: QuerySet[Patient], limit: int) -> list[Row]:
    """The columns of at most `limit` patients."""
    return list(patients.values_list(*COLUMNS)[:limit])


def best_hits(rows: Iterable[Row], words: tuple[str, ...], limit: int) -> list[PatientHit]:
    """The rows whose names fit the words typed: best fit first, then family names that were typed, lately seen, by name.

    Only what is shown becomes a hit; the rows may come from the database as they are.
    """
    kept = [(fit, row) for row in rows if (fit := names_fit(words, [row[at] for at in _NAMES], (row[_FURTHER],)))]
    kept.sort(key=lambda pair: _order(pair, words))
    return [_hit(row, fit) for fit, row in kept[:limit]]


def _order(pair: tuple[tuple[int, bool], Row], words: tuple[str, ...]) -> tuple[object, ...]:
    (rank, _), row = pair
    family, given = row[_NAMES[2]] or row[_NAMES[0]], row[_NAMES[3]] or row[_NAMES[1]]
    elsewhere = not any(fold(family).replace(" ", "").startswith(word) for word in words)
    part_of_given = fold(given).replace(" ", "") not in words
    return rank, elsewhere, part_of_given, -_day(row[_SEEN]).toordinal(), family, given


def _hit(row: Row, fit: tuple[int, bool]) -> PatientHit:
    values = list(row)
    values[0] = values[0] if isinstance(values[0], UUID) else UUID(values[0])
    for at in _DATES:
        values[at] = _day(values[at]) if values[at] else None
    for at in _FLAGS:
        values[at] = bool(values[at])
    return PatientHit(*[*values, fit[1], fit[0]])


def _day(value: date | str | None) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value or date.min
