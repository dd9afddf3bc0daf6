"""What happens in the agenda."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class AppointmentBooked(Event):
    """A slot was given to a patient."""

    appointment_id: UUID
    patient_id: UUID
    practitioner_id: UUID
    start: datetime
    overbooked: bool


@dataclass(frozen=True, slots=True)
class AppointmentMoved(Event):
    """An appointment changed its time, its place or its practitioner."""

    appointment_id: UUID
    patient_id: UUID
    practitioner_id: UUID
    start: datetime


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(Event):
    """An appointment was given up; `by` is a code of CancelledBy."""

    appointment_id: UUID
    patient_id: UUID
    practitioner_id: UUID
    start: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SlotFreed(Event):
    """Time to come that somebody held is free again: the waiting list may be offered it."""

    appointment_id: UUID
    practitioner_id: UUID
    room_id: UUID | None
    start: datetime
    end: datetime
