"""Plain values of measurements."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from brasdroit.reference.measurements import AlertLimit

BLOOD_PRESSURE = "blood_pressure"
"""The code of the one observation that holds both pressures."""


class ObservationStatus(StrEnum):
    """FHIR R4 Observation.status, the codes used here. REGISTERED: doubtful, not a result yet."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    IN_ERROR = "entered-in-error"


class Position(StrEnum):
    """How the patient was during the measure."""

    SITTING = "sitting"
    LYING = "lying"
    STANDING = "standing"


class Level(StrEnum):
    """REFUSED is not stored; DOUBTFUL waits for a second measure or a confirmation; ALERT is stored and told."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    ALERT = "alert"


class Arm(StrEnum):
    """The arm of a blood pressure reading."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fact about a value, never an interpretation: `explanation` is the French sentence shown beside the field."""

    level: Level
    code: str
    explanation: str = ""
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was typed, as one value (or systolic then diastolic); `refusal` says what is wrong, `values` is then empty."""

    values: tuple[Decimal, ...]
    refusal: Judgement | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What the rules read of the patient. `sex`: M, F or None; None elsewhere: not known."""

    birth_date: date | None
    sex: str | None = None
    pregnant: bool | None = None
    arrhythmia: bool | None = None
    preterm: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed for one measure (`code`, or blood_pressure as « 128/76 »), and how it was taken.

    `id` names the new observation, so that a repeated post is one; `replaces` the observation that it corrects, with
    the `reason`; `confirmed`: the doubtful value was measured again or confirmed.
    """

    code: str
    text: str
    device_id: UUID | None = None
    body_site: str = ""
    position: str = ""
    confirmed: bool = False
    taken_at: datetime | None = None
    replaces: UUID | None = None
    reason: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PastValue:
    """An earlier value of the same measure, in its unit."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Setting:
    """Who measures and by which limits: the doctor's `thresholds` replace the proposed ones of the same side and age.

    `by_assistant`: an assistant measures (the automatic-device scope applies); `confirmed`: a doubtful value was
    measured again or confirmed.
    """

    thresholds: tuple[AlertLimit, ...] = ()
    by_assistant: bool = True
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PressureReading:
    """One reading, in mmHg, at a local time."""

    systolic: Decimal
    diastolic: Decimal
    arm: Arm
    at: datetime


@dataclass(frozen=True, slots=True)
class PressureSummary:
    """The protocol's state: the mean kept (rounded to 1 mmHg), on which arm, how many readings remain.

    `next_at`: not before this time; None when nothing remains. `judgement`: the arms, or simply ok.
    """

    systolic: Decimal | None
    diastolic: Decimal | None
    arm: Arm | None
    remaining: int
    next_at: datetime | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class GrowthPosition:
    """Where a value stands on the table, as a fact; None when the table or the patient does not allow it."""

    z: Decimal | None
    explanation: str
    interpolated: bool
    sources: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """One line to draw: its standard deviation and its points (months, value)."""

    deviation: int
    points: tuple[tuple[int, Decimal], ...]
