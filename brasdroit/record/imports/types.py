"""Plain values of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Target(StrEnum):
    """What a column of the file may hold."""

    BIRTH_NAME = "birth_name"
    USED_NAME = "used_name"
    GIVEN_NAME = "first_birth_given_name"
    GIVEN_NAMES = "birth_given_names"
    USED_GIVEN_NAME = "used_given_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    BIRTH_PLACE = "birth_place"
    BIRTH_PLACE_LABEL = "birth_place_label"
    PHONE = "phone"
    PHONE_OTHER = "phone_other"
    EMAIL = "email"
    ADDRESS = "address_line"
    ADDRESS_EXTRA = "address_extra"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    CITY_CODE = "city_code"
    TREATING_DOCTOR = "treating_doctor_name"
    NOTE = "note"
    IGNORED = ""


class Outcome(StrEnum):
    """What became of a row.

    ACCEPTED a new patient; MERGED a known one whose blanks were filled; UNCHANGED a known one, nothing new;
    DOUBTFUL left aside for a person to decide; REFUSED not usable, with the reason; DECIDED once doubtful.
    """

    ACCEPTED = "accepted"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class RunStatus(StrEnum):
    """How far an import is."""

    MAPPING = "mapping"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ColumnMapping = Mapping[str, str]
"""Header of the file -> code of Target ("" ignored)."""


@dataclass(frozen=True, slots=True)
class GuessedMapping:
    """What the headers seem to mean: ``columns`` header -> target; ``profile`` the known shape, when it is one;
    ``missing`` the targets without which no row can be read (codes).
    """

    columns: ColumnMapping
    profile: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row understood: ``values`` as ``PatientDraft`` takes them, or the French ``problem`` that refuses it."""

    number: int
    values: Mapping[str, str | date | bool]
    problem: str = ""
