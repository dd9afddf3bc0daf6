"""What the prevention rules read and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from brasdroit.pathway.screening.types import ScreeningResult


class Status(StrEnum):
    """Where a patient stands for one target."""

    COMPLETE = "complete"
    UP_TO_DATE = "up_to_date"
    DUE = "due"
    OVERDUE = "overdue"
    NOT_YET = "not_yet"
    AGED_OUT = "aged_out"
    NOT_INDICATED = "not_indicated"
    CONTRAINDICATED = "contraindicated"
    UNDETERMINED = "undetermined"


class ObligationStatus(StrEnum):
    """Where a patient stands before the law. IN_PROGRESS: the next dose is not due yet; MISSING: its age has passed."""

    COMPLIANT = "compliant"
    IN_PROGRESS = "in_progress"
    MISSING = "missing"
    CERTIFIED_CONTRAINDICATION = "certified_contraindication"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RecordedDose:
    """A dose as recorded. `on` is None where the date cannot be read; `components` None where the product is unknown."""

    index: int
    on: date | None
    components: tuple[str, ...] | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PreventionFacts:
    """What is known of a patient. `sex`: F, M or None; `weeks`: weeks of amenorrhoea; `certified`: targets with a certified contraindication.

    `unplaced_screenings`: places in the record of examinations without a readable date or target.
    `conditions_known`: the list of conditions was given: an absent one means no. `history_known` False: doses may be missing.
    """

    born_on: date
    sex: str | None
    conditions: frozenset[str] = frozenset()
    conditions_known: bool = True
    preterm_weeks: int | None = None
    pregnant: bool = False
    weeks: int | None = None
    history_known: bool = True
    doses: tuple[RecordedDose, ...] = ()
    screenings: tuple[ScreeningResult, ...] = ()
    unplaced_screenings: tuple[int, ...] = ()
    certified: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PreventionItem:
    """The answer for one target. `kind`: immunisation or screening; `latest`: last useful day; `dose`: number of the next dose.

    `to_verify`: a value behind the answer waits for a doctor's check; `doubts` says which (French).
    """

    target: str
    kind: str
    status: Status
    code: str
    explanation: str
    sources: tuple[str, ...]
    dose: int | None = None
    earliest: date | None = None
    recommended: date | None = None
    latest: date | None = None
    obligation: ObligationStatus = ObligationStatus.NONE
    missing: tuple[str, ...] = ()
    to_verify: bool = False
    doubts: tuple[str, ...] = ()


class Standing(NamedTuple):
    """A `PreventionItem` without its sentences: what a whole list is counted and filtered by."""

    target: str
    kind: str
    status: Status
    code: str
    dose: int | None
    earliest: date | None
    recommended: date | None
    latest: date | None
    obligation: ObligationStatus
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoseAnswer:
    """What a recorded dose is worth for one target (None: for nothing of the schedule). `code` None: it counts, nothing to say."""

    index: int
    target: str | None
    valid: bool
    code: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class ResultAnswer:
    """What a recorded examination is worth: `counted` False with the reason where it is set aside. `index`: its place in the record."""

    index: int
    target: str | None
    counted: bool
    code: str | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedInjection:
    """One injection of a plan: what it is called (French), the targets it serves, the components it holds."""

    label: str
    targets: tuple[str, ...]
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a catch-up plan."""

    on: date
    injections: tuple[PlannedInjection, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that waits for a doctor's check: the programme it belongs to, what is weak (French), its source."""

    programme: str
    label: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PreventionAnswer:
    """Everything for one patient on one day."""

    on: date
    edition: str
    items: tuple[PreventionItem, ...]
    doses: tuple[DoseAnswer, ...]
    screenings: tuple[ResultAnswer, ...] = ()
    unknown_conditions: tuple[str, ...] = ()
