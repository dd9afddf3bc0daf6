"""What the patient's timeline shows of the measures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.permissions import READ
from brasdroit.assistance.measurements.rules.devices import measure_of
from brasdroit.assistance.measurements.rules.words import french_number, with_unit
from brasdroit.assistance.measurements.selectors.history import results
from brasdroit.assistance.measurements.selectors.sheet import LABELS
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.record.patients.ports import TimelineEntry
from brasdroit.reference.measurements import measures


def measurement_timeline(actor: Actor, patient_id: UUID, length: int) -> Iterable[TimelineEntry]:
    """The measures that count, those taken together in one entry; none without the right. One statement."""
    if not may(actor, READ):
        return
    rows = results().filter(patient_id=patient_id)[:length]
    for (_, at, who), taken in groupby(rows, key=lambda row: (row.encounter_id, row.taken_at, row.entered_by_name)):
        words = " · ".join(_words(row) for row in sorted(taken, key=lambda row: row.created_at))
        yield TimelineEntry(at, f"Mesures\u202f: {words}", who, icon="activity")


def _words(row: Observation) -> str:
    measure = measure_of(row.code, measures(timezone.localdate(row.taken_at)))
    value = with_unit(row.diastolic or row.value, measure)
    above = f"{french_number(row.value)}/" if row.diastolic is not None else ""
    return f"{LABELS.get(row.code, measure.label).lower()} {above}{value}"
