"""Plain facts of a telephone call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Instruction(StrEnum):
    """What the doctor wrote for a red flag: hand over to the SAMU (15), or to the doctor at once."""

    SAMU = "15"
    DOCTOR_NOW = "doctor_now"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One line of the list written by the doctor: the words that callers use and the instruction. Active while dated so."""

    label: str
    expressions: tuple[str, ...]
    instruction: Instruction
    written_by: str
    valid_from: date
    valid_until: date | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """A red flag heard in a caller's words: the words, the instruction, the French sentence to show."""

    label: str
    heard: tuple[str, ...]
    instruction: Instruction
    explanation: str
    written_by: str


class CallReason(StrEnum):
    """Why people call. Labels are in `rules.REASON_LABELS`."""

    APPOINTMENT = "appointment"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    RESULTS = "results"
    PRESCRIPTION = "prescription"
    CERTIFICATE = "certificate"
    ADMINISTRATIVE = "administrative"
    MEDICAL_QUESTION = "medical_question"
    PROFESSIONAL = "professional"
    OTHER = "other"


class CallOutcome(StrEnum):
    """How a call ended. Labels are in `rules.OUTCOME_LABELS`."""

    BOOKED = "booked"
    MESSAGE = "message"
    CALL_BACK = "call_back"
    TRANSFERRED = "transferred"
    SENT_TO_SAMU = "sent_to_samu"
    ANSWERED = "answered"
    UNREACHED = "unreached"
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """How soon somebody must act. Labels are in `rules.URGENCY_LABELS`; the program never chooses it."""

    ROUTINE = "routine"
    TODAY = "today"
    NOW = "now"


class Relationship(StrEnum):
    """Who speaks. Labels are in `rules.RELATIONSHIP_LABELS`."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    PARTNER = "partner"
    CARER = "carer"
    PROFESSIONAL = "professional"
    OTHER = "other"


class CallStatus(StrEnum):
    """OPEN: somebody must still answer or call back."""

    OPEN = "open"
    CLOSED = "closed"
