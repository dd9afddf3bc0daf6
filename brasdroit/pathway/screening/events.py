"""What happens to screenings."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class ScreeningChanged(Event):
    """A kit, a result or a refusal of a patient was noted or taken back: what is due may differ."""

    patient_id: UUID
    entry_id: UUID
