"""Taking over measures that were taken and seen by a doctor elsewhere or before: a batch per transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.permissions import LIMITS
from brasdroit.assistance.measurements.rules.devices import measure_of
from brasdroit.assistance.measurements.types import ObservationStatus
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.service import service, trace
from brasdroit.reference.measurements import measures

_COLUMNS = tuple(field.name for field in Observation._meta.concrete_fields)
_ATTRIBUTES = tuple(field.attname for field in Observation._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class LoadedMeasure:
    """One value of the past, in the measure's unit; a blood pressure has both. `doctor_id` is the Member who saw it."""

    patient_id: UUID
    encounter_id: UUID
    code: str
    value: Decimal
    taken_at: datetime
    doctor_id: UUID
    diastolic: Decimal | None = None
    device_id: UUID | None = None
    device_label: str = ""
    by_id: UUID | None = None
    by_name: str = ""


@service(LIMITS)
def bulk_load_measures(*, actor: Actor, rows: Sequence[LoadedMeasure], on: date) -> int:
    """Write measures of the past as seen by their doctor; answers how many. They raise no alert: they are history."""
    known = measures(on)
    made = [
        Observation(
            patient_id=row.patient_id, encounter_id=row.encounter_id, code=row.code, value=row.value,
            diastolic=row.diastolic, unit=measure_of(row.code, known).ucum, method=measure_of(row.code, known).capture.value,
            device_id=row.device_id, device_label=row.device_label, taken_at=row.taken_at, entered_by_id=row.by_id,
            entered_by_name=row.by_name, status=ObservationStatus.FINAL, reviewed_by_id=row.doctor_id,
            reviewed_at=row.taken_at, created_at=row.taken_at, updated_at=row.taken_at,
        )
        for row in rows
    ]  # fmt: skip
    insert_many(Observation, _COLUMNS, [[getattr(each, name) for name in _ATTRIBUTES] for each in made])
    trace("measurement.loaded", details={"count": len(made)})
    return len(made)
