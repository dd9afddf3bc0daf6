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


@dataclass(frozen=True, slots=True)
class PatientsMerged(Event):
    """Two records were joined: all that pointed to the absorbed one points to the survivor now."""

    survivor_id: UUID
    absorbed_id: UUID


@dataclass(frozen=True, slots=True)
class PatientsParted(Event):
    """Rows went from one record to another: a merge taken back, a collision split, or a split taken back."""

    from_id: UUID
    to_id: UUID
