"""What happens to measures."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class MeasurementAlertRaised(Event):
    """A measure passed a limit: the doctor must be told."""

    alert_id: UUID
    encounter_id: UUID | None
    doctor_id: UUID
