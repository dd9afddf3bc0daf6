"""Reading observations: those of a patient, those of an encounter, and the facts the rules need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from brasdroit.assistance.measurements.models import DoctorThreshold, Observation
from brasdroit.assistance.measurements.types import ObservationStatus, PastValue, PatientFacts
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.record.patients.models import Coverage, Patient
from brasdroit.reference.measurements import AlertLimit, Side

RESULTS = (
    ObservationStatus.PRELIMINARY.value,
    ObservationStatus.FINAL.value,
    ObservationStatus.AMENDED.value,
)
"""The statuses of a value that counts."""
RECENT = 150
PER_MEASURE, MOST = 30, 120  # half a year of weekly weights; a judgement reads no further back


def results() -> QuerySet[Observation]:
    """The observations that count, latest first."""
    return Observation.objects.filter(status__in=RESULTS).order_by("-taken_at", "-id")


def recent(patient_id: UUID) -> list[Observation]:
    """The latest observations of a patient, doubtful ones included, those in error left out. One query."""
    return list(_in_time(patient_id)[:RECENT])


def recent_of(patient_id: UUID, codes: Iterable[str]) -> list[Observation]:
    """The latest observations of these measures (one at least), as `recent` reads them. One query."""
    return _RECENT_OF(patient=patient_id, codes=sorted(set(codes)))


def _in_time(patient_id: UUID) -> QuerySet[Observation]:
    rows = Observation.objects.filter(patient_id=patient_id).exclude(status=ObservationStatus.IN_ERROR)
    return rows.order_by("-taken_at", "-id")


_RECENT_OF: Prepared[Observation] = Prepared(
    lambda patient, codes: _in_time(patient).filter(code__in=codes)[: min(PER_MEASURE * len(codes), MOST)],
    patient=UUID,
    codes=(str,),
)


def is_result(row: Observation) -> bool:
    """Whether a row counts as a value."""
    return row.status in RESULTS


def awaits_review(row: Observation) -> bool:
    """Whether a row counts as a value that no doctor has read; a doubtful one is the assistant's to confirm first."""
    return is_result(row) and row.reviewed_at is None


def past_values(rows: Iterable[Observation], code: str) -> list[PastValue]:
    """The values of one measure as the rules read them; the systolic of a blood pressure."""
    return [PastValue(row.value, day_of(row)) for row in rows if row.code == code and is_result(row)]


def last_pressure(rows: Iterable[Observation]) -> tuple[Decimal, Decimal] | None:
    """The latest blood pressure among rows sorted latest first."""
    for row in rows:
        if row.diastolic is not None and is_result(row):
            return row.value, row.diastolic
    return None


def day_of(row: Observation) -> date:
    """The local day of a measure."""
    return timezone.localdate(row.taken_at)


def facts_of(patient: Patient) -> PatientFacts:
    """What the rules read of the patient; arrhythmia is not known to the record."""
    return PatientFacts(birth_date=patient.birth_date, sex=patient.sex if patient.sex in {"M", "F"} else None)


def pressure_facts_of(patient: Patient, on: date) -> PatientFacts:
    """The same with the pregnancy that a maternity cover in force tells; without one, not known. One query, none for a man."""
    facts = facts_of(patient)
    return facts if facts.sex == "M" or not _maternity(patient.pk, on) else replace(facts, pregnant=True)


def _maternity(patient_id: UUID, on: date) -> bool:
    rows = Coverage.objects.filter(patient_id=patient_id, kind="MATERNITY", ended_at=None)
    begun, going_on = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    return rows.filter(begun, going_on).exists()


def own_limits(doctor_id: UUID, doctor_name: str, on: date) -> tuple[AlertLimit, ...]:
    """The limits a doctor set, as the rules read them. One query."""
    rows = _LIMITS(doctor=doctor_id, on=on)
    return tuple(
        AlertLimit(
            row.measure, Side(row.side), row.limit, row.reached, row.from_month, row.to_month, author=doctor_name
        )
        for row in rows
    )


_LIMITS: Prepared[DoctorThreshold] = Prepared(
    lambda doctor, on: DoctorThreshold.objects.filter(doctor_id=doctor, ended_on=None, valid_from__lte=on).order_by(
        "id"
    ),
    doctor=UUID,
    on=date,
)
