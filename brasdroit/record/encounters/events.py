"""What happens to an encounter."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class EncounterPlanned(Event):
    """A passage is expected: booked, or a person who came without an appointment."""

    encounter_id: UUID
    patient_id: UUID
    doctor_id: UUID
    day: date
    walk_in: bool


@dataclass(frozen=True, slots=True)
class EncounterMoved(Event):
    """The encounter went from one status to another (codes of EncounterStatus); `kind` is a code of StepKind."""

    encounter_id: UUID
    patient_id: UUID
    doctor_id: UUID
    source: str
    status: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EncounterReplanned(Event):
    """The planned time, place or doctor changed."""

    encounter_id: UUID
    patient_id: UUID
    doctor_id: UUID
    day: date
