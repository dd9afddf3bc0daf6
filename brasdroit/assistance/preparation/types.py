"""Plain values of the preparation (FHIR R4 Questionnaire and QuestionnaireResponse)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class ItemKind(StrEnum):
    """Questionnaire.item.type, the kinds a practice may define."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "boolean"
    NUMBER = "decimal"
    DATE = "date"


class Operator(StrEnum):
    """Questionnaire.item.enableWhen.operator."""

    EXISTS = "exists"
    EQUALS = "="
    NOT_EQUALS = "!="
    GREATER = ">"
    LESS = "<"


class NoAnswer(StrEnum):
    """Asked without an answer, which differs from not asked (FHIR data-absent-reason)."""

    UNKNOWN = "asked-unknown"
    DECLINED = "asked-declined"


class VersionStatus(StrEnum):
    """FHIR R4 PublicationStatus, the codes used here."""

    DRAFT = "draft"
    ACTIVE = "active"


class ResponseStatus(StrEnum):
    """FHIR R4 QuestionnaireResponse.status, the codes used here."""

    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


Answer = str | bool | Decimal | date | tuple[str, ...] | NoAnswer
"""A text, yes or no, a number, a date, the codes chosen, or the absence of an answer."""


@dataclass(frozen=True, slots=True)
class Condition:
    """« Shown if »: the answer to an earlier item compared with `value` (True or False for `exists`)."""

    link_id: str
    operator: Operator
    value: Answer


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its stored code and its French label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `short` is its name in the doctor's sheet; every condition must hold for it to be shown.

    `minimum` and `maximum` are included, for numbers, in `unit`; `several`: more than one choice.
    """

    link_id: str
    text: str
    kind: ItemKind
    short: str
    required: bool = False
    options: tuple[Option, ...] = ()
    several: bool = False
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    shown_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One published version; a change is a new version, answers keep the one they were given to."""

    code: str
    version: int
    title: str
    valid_from: date
    items: tuple[Item, ...]


Answers = Mapping[str, Answer]
"""Answers by `link_id`."""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """What is wrong with one answer, beside the field; `code` is stable."""

    link_id: str
    code: str
    explanation: str


class PreparationStep(StrEnum):
    """The steps of the assistant's screen, in their order."""

    REASON = "reason"
    QUESTIONS = "questions"
    MEASUREMENTS = "measurements"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class PreparationFacts:
    """What has been collected so far. Measures map their code to their French name.

    `measures_set_aside`: explicitly not taken, with a reason. `doubtful`: taken, waiting for a second measure.
    """

    reason: str = ""
    questionnaire: Questionnaire | None = None
    answers: Answers = field(default_factory=lambda: MappingProxyType({}))
    expected_measures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    measures_taken: frozenset[str] = frozenset()
    measures_set_aside: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    history_reviewed: bool = False
    treatments_reviewed: bool = False
    lifestyle_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class StepState:
    """Whether a step is done, and what is missing in French words."""

    step: PreparationStep
    label: str
    done: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """Every step in order; an incomplete preparation may be handed over, `explanation` tells the doctor."""

    steps: tuple[StepState, ...]
    complete: bool
    code: str
    explanation: str
    sources: tuple[str, ...]
    missing: tuple[str, ...]
