"""What happened to a patient's record."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class PatientCreated(Event):
    """A patient was created."""

    patient_id: UUID


@dataclass(frozen=True, slots=True)
class PatientIdentityChanged(Event):
    """A strict trait, the status or an attribute changed; `status` is the code now in force."""

    patient_id: UUID
    status: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientDeceased(Event):
    """The death of a patient was noted, or the note taken back (`deceased` False)."""

    patient_id: UUID
    deceased: bool
