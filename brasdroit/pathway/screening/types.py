"""What the screening rules read and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ScreeningStatus(StrEnum):
    """Where a patient stands. UP_TO_DATE: nothing due now, a later date exists; COMPLETE: nothing more will ever be due."""

    DUE = "due"
    OVERDUE = "overdue"
    NOT_YET = "not_yet"
    UP_TO_DATE = "up_to_date"
    COMPLETE = "complete"
    AGED_OUT = "aged_out"
    NOT_INDICATED = "not_indicated"
    UNDETERMINED = "undetermined"


class ResultKind(StrEnum):
    """What an examination showed; INADEQUATE: it could not be read and must be repeated."""

    NEGATIVE = "negative"
    POSITIVE = "positive"
    INADEQUATE = "inadequate"


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """An examination made. `test` and `result` are None where the record does not say. `index`: its place in the record."""

    target: str
    on: date
    test: str | None = None
    result: ResultKind | None = None
    index: int = 0


@dataclass(frozen=True, slots=True)
class ScreeningFacts:
    """What is known of a patient. `sex`: F, M, or None where unknown; `weeks`: weeks of amenorrhoea of a pregnancy.

    `conditions_known`: whether the risk factors were asked for: an absent one then means no, else it means unknown.
    """

    born_on: date
    sex: str | None
    conditions: frozenset[str] = frozenset()
    conditions_known: bool = True
    pregnant: bool = False
    weeks: int | None = None
    results: tuple[ScreeningResult, ...] = ()
    personal_intervals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ScreeningAnswer:
    """One programme for one patient on one day. `number`: which examination of a numbered list; dates as in the forecast.

    `latest`: last useful day; `missing`: the facts that would decide.
    """

    target: str
    status: ScreeningStatus
    code: str
    explanation: str
    sources: tuple[str, ...]
    earliest: date | None = None
    recommended: date | None = None
    latest: date | None = None
    number: int | None = None
    missing: tuple[str, ...] = ()
    to_verify: bool = False


class EntryKind(StrEnum):
    """What the record keeps of a screening: a kit handed over, an examination, a refusal."""

    KIT = "kit"
    RESULT = "result"
    REFUSAL = "refusal"


class EntryStatus(StrEnum):
    """FHIR R4 Observation.status, the codes this workspace uses."""

    FINAL = "final"
    IN_ERROR = "entered-in-error"
