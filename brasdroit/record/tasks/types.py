"""Plain values of tasks."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class TaskStatus(StrEnum):
    """FHIR R4 Task.status, the codes this workspace uses."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class TaskAction(StrEnum):
    """What somebody may do with a task."""

    ASSIGN = "assign"
    TAKE = "take"
    START = "start"
    HAND_OVER = "hand_over"
    SNOOZE = "snooze"
    RESUME = "resume"
    COMPLETE = "complete"
    REFUSE = "refuse"
    CANCEL = "cancel"
    REOPEN = "reopen"


class TaskSource(StrEnum):
    """Where the task comes from; the screen says it after « pourquoi »."""

    DOCTOR = "doctor"
    CLOSING = "closing"
    TELEPHONE = "telephone"
    AGENDA = "agenda"
    PREVENTION = "prevention"
    MEASUREMENT = "measurement"
    DATA_QUALITY = "data_quality"
    CERTIFICATION = "certification"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, and the hour that day when it matters, in the practice's local time."""

    day: date
    before: time | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """What the rules read of a task. People are member identifiers; `owner` None: anyone of the team may take it.

    `snoozed_until`: the day it comes back, while on hold.
    """

    status: TaskStatus
    requester: str
    owner: str | None = None
    due: Due | None = None
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts; a doctor may reorganise any task of the practice."""

    id: str
    is_doctor: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """An action with what it needs: `to` for assign and hand over, `until` for snooze, `reason` for refuse and cancel."""

    action: TaskAction
    to: str | None = None
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveAnswer:
    """The task's new status and owner when allowed, else the French sentence that says what to do."""

    allowed: bool
    code: str
    explanation: str
    status: TaskStatus | None = None
    owner: str | None = None
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueWording:
    """The due date in words: `label` for the list, `detail` the exact day, `late` and `rank` (0 first) to order."""

    label: str
    detail: str
    late: bool
    rank: int


@dataclass(frozen=True, slots=True)
class TaskChip:
    """A status as shown: lucide icon, word, tone (ok, wait, alert, info, accent)."""

    icon: str
    word: str
    tone: str
