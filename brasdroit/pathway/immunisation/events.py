"""What happens to vaccinations."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class ImmunizationsChanged(Event):
    """Doses of a patient were recorded, corrected or taken back: what is due may differ."""

    patient_id: UUID
    immunization_ids: tuple[UUID, ...]
