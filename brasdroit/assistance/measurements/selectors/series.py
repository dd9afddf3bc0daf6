"""Measures over time: for the curves, the table beside them and the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.assistance.measurements.models import DoctorThreshold, Observation
from brasdroit.assistance.measurements.permissions import READ
from brasdroit.assistance.measurements.rules import growth_curves, growth_position
from brasdroit.assistance.measurements.rules.devices import measure_of
from brasdroit.assistance.measurements.rules.growth import MEASURES as GROWTH_MEASURES
from brasdroit.assistance.measurements.selectors.history import day_of, facts_of, results
from brasdroit.assistance.measurements.selectors.sheet import LABELS
from brasdroit.assistance.measurements.types import Curve, GrowthPosition
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.permissions import require
from brasdroit.record.patients.models import Patient
from brasdroit.reference.measurements import Measure, measures

LONGEST = 2000
_GROWING_YEARS = 19


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one measure, oldest first; `curves` and `position` for a child where the table allows."""

    code: str
    label: str
    measure: Measure
    points: tuple[Observation, ...]
    curves: tuple[Curve, ...] = ()
    position: GrowthPosition | None = None


def patient_series(actor: Actor, patient: Patient, on: date) -> list[Series]:
    """Every measure that has a value, in the order of the sheet; the reading is traced. One query."""
    require(actor, READ)
    record_read(actor, "measurement.read", subject=patient, about_id=patient.pk)
    by_code: dict[str, list[Observation]] = {}
    for row in reversed(results().filter(patient_id=patient.pk)[:LONGEST]):
        by_code.setdefault(row.code, []).append(row)
    found = [_series(patient, code, tuple(rows), on) for code, rows in by_code.items()]
    return sorted(found, key=lambda one: one.measure.order)


def _series(patient: Patient, code: str, rows: tuple[Observation, ...], on: date) -> Series:
    measure = measure_of(code, measures(on))
    label = LABELS.get(code, measure.label)
    grows = code in GROWTH_MEASURES and on.year - patient.birth_date.year < _GROWING_YEARS
    if not grows or patient.sex not in {"M", "F"}:
        return Series(code, label, measure, rows)
    position = growth_position(code, rows[-1].value, facts_of(patient), day_of(rows[-1]))
    return Series(code, label, measure, rows, growth_curves(code, patient.sex, on), position)


def observation_history(actor: Actor, encounter_id: UUID) -> list[Observation]:
    """Every row of an encounter, those in error included, oldest first: what was entered, by whom, and what replaced it."""
    require(actor, READ)
    return list(Observation.objects.filter(encounter_id=encounter_id).order_by("created_at", "id"))


def limits_of(doctor_id: UUID, *, ended: bool = False) -> list[DoctorThreshold]:
    """The limits a doctor set, those in force or those ended, by measure. One query."""
    rows = DoctorThreshold.objects.filter(doctor_id=doctor_id, ended_on__isnull=not ended)
    return list(rows.order_by("measure", "from_month", "side", "-valid_from"))
