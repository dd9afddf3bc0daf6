"""Telling the doctor: an alert is raised with the value, shown on his screen at once, acknowledged by him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.events import MeasurementAlertRaised
from brasdroit.assistance.measurements.models import MeasurementAlert, Observation
from brasdroit.assistance.measurements.permissions import REVIEW
from brasdroit.assistance.measurements.rules import summarise_readings
from brasdroit.assistance.measurements.selectors.history import is_result
from brasdroit.assistance.measurements.selectors.sheet import pressure_readings
from brasdroit.assistance.measurements.types import BLOOD_PRESSURE, Level, ObservationStatus
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.practice.members.selectors import member_of
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.selectors import encounter_detail

ALERTS_TOPIC, SHEET_TOPIC = "alerts", "preparation"


def raise_alerts(
    encounter: Encounter, rows: Sequence[Observation], known: Sequence[Observation], on: date, now: datetime
) -> list[MeasurementAlert]:
    """Write the alerts of the new rows inside the running service."""
    raised = [(row, row.judgement_code, row.judgement) for row in rows if row.level == Level.ALERT]
    raised += _arms(encounter, rows, known, on)
    alerts = [
        MeasurementAlert(
            patient_id=encounter.patient_id,
            encounter_id=encounter.pk,
            doctor_id=encounter.doctor_id,
            observation=row,
            code=code,
            text=text[:300],
            raised_at=now,
        )
        for row, code, text in raised
    ]
    if alerts:
        MeasurementAlert.objects.bulk_create(alerts)
    for alert in alerts:
        publish(MeasurementAlertRaised(alert.pk, encounter.pk, encounter.doctor_id))
    return alerts


def _arms(
    encounter: Encounter, rows: Sequence[Observation], known: Sequence[Observation], on: date
) -> list[tuple[Observation, str, str]]:
    """The two arms differ: told once, with the reading that showed it."""
    new = [row for row in rows if row.code == BLOOD_PRESSURE and is_result(row)]
    if not new:
        return []
    earlier = [row for row in known if row.encounter_id == encounter.pk and row.status != ObservationStatus.IN_ERROR]
    before = summarise_readings(pressure_readings(earlier), on).judgement
    after = summarise_readings(pressure_readings([*earlier, *new]), on).judgement
    if after.level is not Level.ALERT or before.level is Level.ALERT:
        return []
    return [(new[-1], after.code, after.explanation)]


def tell_screens(alerts: Sequence[MeasurementAlert]) -> None:
    """Name the live topics inside the running service."""
    touch(SHEET_TOPIC, *([ALERTS_TOPIC] if alerts else []))


def withdraw_alerts(observation: Observation, now: datetime) -> None:
    """The value was an error: its alerts no longer call."""
    if observation.alerts.filter(acknowledged_at=None, withdrawn_at=None).update(withdrawn_at=now):
        touch(ALERTS_TOPIC)


@service(REVIEW)
def acknowledge_measures(*, actor: Actor, encounter_id: UUID, seen_until: datetime | None = None) -> int:
    """The doctor has seen the measures and the alerts of an encounter: they become final. Answers how many were new.

    `seen_until`: the moment his page was drawn (None: now). Conflict when something was entered or raised since.
    """
    encounter = encounter_detail(actor, encounter_id)
    doctor, now = member_of(actor), timezone.now()
    waiting = Observation.objects.filter(
        encounter_id=encounter.pk,
        status__in=[ObservationStatus.PRELIMINARY, ObservationStatus.AMENDED],
        reviewed_at=None,
    )
    alerts = MeasurementAlert.objects.filter(encounter_id=encounter.pk, acknowledged_at=None, withdrawn_at=None)
    newer = seen_until is not None and (
        waiting.filter(updated_at__gt=seen_until).exists() or alerts.filter(raised_at__gt=seen_until).exists()
    )
    if newer:
        raise Conflict(
            "De nouveaux éléments sont arrivés depuis l’affichage\u202f: rechargez la page, puis relisez-les.",
            code="not_seen",
        )
    seen = waiting.update(status=ObservationStatus.FINAL, reviewed_by=doctor, reviewed_at=now, updated_at=now)
    told = alerts.update(acknowledged_by=doctor, acknowledged_at=now)
    trace(
        "measurement.acknowledged",
        subject=encounter,
        about_id=encounter.patient_id,
        details={"count": seen, "alerts": told},
    )
    touch(SHEET_TOPIC, ALERTS_TOPIC)
    return seen
