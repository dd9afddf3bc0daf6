"""Plain values of the patient's passage."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class EncounterStatus(StrEnum):
    """Where the patient stands; finer than FHIR, see `fhir_status` in the rules."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    WAITING = "waiting"
    WITH_ASSISTANT = "with_assistant"
    READY_FOR_DOCTOR = "ready_for_doctor"
    WITH_DOCTOR = "with_doctor"
    LEAVING = "leaving"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LEFT_WITHOUT_BEING_SEEN = "left_without_being_seen"


class Role(StrEnum):
    """Who moves the encounter; the role under which the act is logged."""

    DOCTOR = "doctor"
    ASSISTANT = "assistant"
    SECRETARY = "secretary"


class StepKind(StrEnum):
    """FORWARD follows the visit, ENDING closes it early, CORRECTION undoes what was entered by mistake."""

    FORWARD = "forward"
    ENDING = "ending"
    CORRECTION = "correction"


class Tone(StrEnum):
    """The tint of a chip; state is always said by icon and word too."""

    OK = "ok"
    WAIT = "wait"
    ALERT = "alert"
    INFO = "info"
    ACCENT = "accent"


class Wording(StrEnum):
    """Which form agrees with the person; NEUTRAL when the administrative sex is unknown or not wanted."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move. An assistant needs one of `missions` entrusted by the doctor of the encounter (empty: only
    where the assistant has no part in the move).
    """

    source: EncounterStatus
    target: EncounterStatus
    kind: StepKind
    roles: frozenset[Role]
    missions: frozenset[str] = frozenset()
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """Whether the move may be made, and the French sentence that says what to do otherwise."""

    allowed: bool
    code: str
    explanation: str
    step: Step | None = None
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One line of the encounter's history, oldest first; `at` carries its time zone."""

    status: EncounterStatus
    at: datetime
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured up to `now`; None: that part has not begun.

    `waiting`: in the waiting room before anyone; `preparation`: with the assistant; `waiting_for_doctor`: ready and
    waiting; `consultation`: with the doctor; `departure`: leaving formalities; `presence`: arrival to departure.
    """

    waiting: timedelta | None = None
    preparation: timedelta | None = None
    waiting_for_doctor: timedelta | None = None
    consultation: timedelta | None = None
    departure: timedelta | None = None
    presence: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Delays against the booked time, zero when on time. `patient`: arrived after it; `practice`: seen after both."""

    patient: timedelta
    practice: timedelta
    sentence: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as shown: lucide icon, word, tone, and whether it is drawn dashed (past or not real yet)."""

    icon: str
    word: str
    tone: Tone
    dashed: bool = False


class EncounterPriority(StrEnum):
    """How soon the patient must be seen (FHIR ActPriority R, UR, EM)."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class EncounterPlan:
    """What is known when a passage is planned; `id` may be given by the client so that a repeated creation is one.

    Times are aware datetimes; `day` is the local day of the practice. `service_type` identifies the appointment type.
    """

    patient_id: UUID
    doctor_id: UUID
    day: date
    start: datetime
    end: datetime
    reason: str = ""
    service_type: UUID | None = None
    service_label: str = ""
    site_id: UUID | None = None
    room_id: UUID | None = None
    priority: EncounterPriority = EncounterPriority.ROUTINE
    walk_in: bool = False
    companion: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moved an encounter in the past: membership, name and role as they were."""

    membership_id: UUID | None
    display_name: str
    role: str


@dataclass(frozen=True, slots=True)
class PastStep:
    """One move of a passage that took place before the program knew it; `assistant_id` is the Member who prepared."""

    status: EncounterStatus
    at: datetime
    by: Mover
    reason: str = ""
    assistant_id: UUID | None = None
