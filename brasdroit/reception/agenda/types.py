"""Plain facts of the agenda. Every instant is an aware datetime; every duration is in whole minutes.

Names follow FHIR where FHIR has a word: an `OpeningTemplate` feeds a Schedule, a `FreeSlot` is a Slot with status
free, a `Busy` interval is any Appointment or blocked time that occupies a practitioner or a room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

Place = Literal["practice", "video", "phone", "home"]
Role = Literal["doctor", "assistant", "secretary", "manager", "patient"]


@dataclass(frozen=True, slots=True)
class AppointmentType:
    """What is booked: its length (minutes), where it happens, how the patient prepares, who may book it."""

    code: str
    label: str
    minutes: int
    place: Place = "practice"
    preparation: str = ""
    documents: tuple[str, ...] = ()
    bookable_by: frozenset[Role] = frozenset({"doctor", "assistant", "secretary"})
    colour: str = "neutral"
    shape: str = "square"


@dataclass(frozen=True, slots=True)
class OpeningTemplate:
    """One weekly opening, in local time: weekday 0 (Monday) to 6, [start, end) (an end at or before start is after midnight).

    `kinds` empty accepts every appointment type. `every_weeks` = 2 means alternate weeks, counted from the week
    of `valid_from`.
    """

    practitioner: str
    weekday: int
    start: time
    end: time
    valid_from: date
    valid_until: date | None = None
    every_weeks: int = 1
    site: str = ""
    room: str | None = None
    kinds: frozenset[str] = frozenset()


class ExceptionKind(StrEnum):
    """Why a given day differs from the weekly template."""

    ABSENCE = "absence"
    CLOSURE = "closure"
    BREAK = "break"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class OpeningException:
    """A dated change, each day from `first_day` to `last_day` included, between two local times (none: the whole day).

    `practitioner` None means everybody. `weekdays` empty means every day. EXTRA needs a practitioner and both times;
    it is the only kind that opens, and it opens on a public holiday too. The others always close.
    """

    kind: ExceptionKind
    first_day: date
    last_day: date
    practitioner: str | None = None
    start: time | None = None
    end: time | None = None
    weekdays: frozenset[int] = frozenset()
    reason: str = ""
    site: str = ""
    room: str | None = None
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EmergencyReserve:
    """Time kept for urgent requests until it is released: `release_days` days before, at local time `release_at`."""

    practitioner: str
    weekdays: frozenset[int]
    start: time
    end: time
    release_at: time
    release_days: int = 0
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of one day when a practitioner receives; `reserved_until` set while it is kept for emergencies."""

    practitioner: str
    start: datetime
    end: datetime
    site: str = ""
    room: str | None = None
    kinds: frozenset[str] = frozenset()
    reserved_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """Occupied time [start, end) of a practitioner, of a room, or of both; `label` is shown to the team only."""

    start: datetime
    end: datetime
    practitioner: str | None = None
    room: str | None = None
    reference: str = ""
    label: str = ""
    overbooked: bool = False


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A proposal: who, when, where; `reserved` when it uses time kept for emergencies."""

    practitioner: str
    start: datetime
    end: datetime
    site: str = ""
    room: str | None = None
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class SlotSearch:
    """What is looked for. Days are inclusive; `after` bounds the start and `before` bounds the end, in local time.

    `minutes` 5 to 480; `step` is the distance between two proposals in a gap (none: the duration itself);
    `limit` none means every slot. `urgent` may use the emergency reserves.
    """

    first_day: date
    last_day: date
    minutes: int = 15
    practitioners: tuple[str, ...] = ()
    kind: str | None = None
    weekdays: frozenset[int] = frozenset()
    after: time | None = None
    before: time | None = None
    urgent: bool = False
    limit: int | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides when a practice receives, in one time zone (an IANA name)."""

    templates: tuple[OpeningTemplate, ...] = ()
    exceptions: tuple[OpeningException, ...] = ()
    reserves: tuple[EmergencyReserve, ...] = ()
    holidays: frozenset[date] = frozenset()
    timezone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A search phrase once read: the search, what was understood (French), the words that were not.

    `problems`: a French sentence for each day that was said and cannot be: it does not exist, or it is past.
    """

    search: SlotSearch
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of an agenda rule. `code` "ok" and "overbooking_allowed" let the booking through, all others explain.

    `missing` names the facts whose absence makes the answer "undetermined"; `next_slots` are what is free instead.
    """

    code: str
    explanation: str
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    next_slots: tuple[FreeSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment about to be written: new, moved or resized (`reference` is then its own, ignored as an obstacle)."""

    practitioner: str
    start: datetime
    end: datetime
    kind: str | None = None
    room: str | None = None
    reference: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One appointment of a series; `note` says why its day differs from the plain rule."""

    start: datetime
    end: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day of a series on which nothing is booked, and why (French)."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring series worked out: what to book, what was skipped."""

    occurrences: tuple[Occurrence, ...]
    skipped: tuple[SkippedDay, ...]


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """Somebody who would take an earlier slot. Empty sets mean "any"; `notice_minutes` is the time needed to come."""

    reference: str
    since: datetime
    minutes: int = 15
    practitioners: frozenset[str] = frozenset()
    kind: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: frozenset[int] = frozenset()
    after: time | None = None
    before: time | None = None
    priority: bool = False
    notice_minutes: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class WaitingMatch:
    """A waiting entry that fits a freed slot: its rank from 1, and why (French)."""

    reference: str
    rank: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverbookingRule:
    """What a doctor allows on his own agenda: how many overbookings a day, written by whom."""

    practitioner: str
    allowed: bool
    per_day: int = 0
    roles: frozenset[Role] = frozenset({"doctor"})


@dataclass(frozen=True, slots=True)
class Notice:
    """An appointment as it is told to the patient; `sequence` grows by one at each change."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    title: str
    practitioner: str
    address: str = ""
    phone: str = ""
    preparation: str = ""
    documents: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An appointment for the practitioner's own calendar; `kind_label` and `patient` leave only on explicit options."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    kind_label: str = ""
    patient: str = ""
    place: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What a feed may say. By default nothing but "Occupé"."""

    show_kind: bool = False
    show_patient: bool = False
    refresh_minutes: int = 60
    timezone: str = field(default="Europe/Paris")


class AppointmentStatus(StrEnum):
    """What became of the reservation (FHIR AppointmentStatus); the passage itself is the Encounter's story."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    NO_SHOW = "noshow"


class CancelledBy(StrEnum):
    """Who gave the appointment up."""

    PATIENT = "patient"
    PRACTICE = "practice"


class WaitingStatus(StrEnum):
    """Where a request for an earlier slot stands."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
