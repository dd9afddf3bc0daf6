"""Reading the alerts: those that wait for a doctor, those of an encounter."""

from __future__ import annotations

from uuid import UUID

from brasdroit.assistance.measurements.models import MeasurementAlert
from brasdroit.assistance.measurements.permissions import REVIEW
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may

WAITING = {"acknowledged_at": None, "withdrawn_at": None}


def waiting_encounters(actor: Actor) -> list[UUID]:
    """The encounters whose measures ask for this doctor's attention, the oldest first; none for other roles. One query."""
    if not may(actor, REVIEW) or actor.membership_id is None:
        return []
    rows = MeasurementAlert.objects.filter(
        doctor__membership_id=actor.membership_id, encounter__isnull=False, **WAITING
    )
    return list(dict.fromkeys(rows.order_by("raised_at", "id").values_list("encounter_id", flat=True)))


def alerts_of_encounter(encounter_id: UUID) -> list[MeasurementAlert]:
    """The alerts of one encounter that were not withdrawn, unacknowledged first. One query."""
    rows = MeasurementAlert.objects.filter(encounter_id=encounter_id, withdrawn_at=None)
    rows = rows.select_related("observation", "acknowledged_by")
    return sorted(rows, key=lambda row: (row.acknowledged_at is not None, row.raised_at, row.pk))
