"""Plain facts of the waiting room. Instants are aware datetimes, durations whole minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Coming(StrEnum):
    """How somebody came: with an appointment, without one, or as an emergency."""

    APPOINTMENT = "appointment"
    WALK_IN = "walk_in"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who waits. `appointment_at` is None for a walk-in; `minutes` is the time planned with the practitioner."""

    reference: str
    practitioner: str
    arrived_at: datetime
    appointment_at: datetime | None = None
    coming: Coming = Coming.APPOINTMENT
    minutes: int = 15
    call_number: str = ""
    companions: int = 0
    room: str = ""
    called: bool = False


@dataclass(frozen=True, slots=True)
class Consultation:
    """What a practitioner is doing now: since when, and the time planned (minutes)."""

    practitioner: str
    started_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the order: rank from 1 per practitioner, why, and the expected wait from now (minutes, rounded to 5)."""

    reference: str
    practitioner: str
    rank: int
    reason: str
    expected_minutes: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """A late patient: how late (minutes), what is proposed (code) and the French explanation. The practice decides."""

    minutes: int
    code: str
    explanation: str


@dataclass(frozen=True, slots=True)
class DisplayEntry:
    """One line of the public screen: a call number, where to go, and nothing about anybody."""

    call_number: str
    room: str
    called: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What reception needs to know of a file. `coverage_ends` and `coverage_seen` are those of the main coverage."""

    identity_validated: bool
    phone: bool
    address: bool
    covered: bool
    coverage_ends: date | None
    coverage_seen: date | None
    treating_doctor: bool
    minor: bool = False
    representative: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Something missing: stable code, and what to ask for in French."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """What an identity check is worth: proof_seen, stated_known, too_weak or unchecked, with its sentence."""

    code: str
    explanation: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations in whole minutes; None without any."""

    count: int
    mean: int | None = None
    median: int | None = None
    p90: int | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole; `percent` None without a whole."""

    part: int
    whole: int
    percent: float | None
