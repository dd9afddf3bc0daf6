"""The doctor says that he has read what was noted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.service import service
from brasdroit.pathway.immunisation.models import Immunization
from brasdroit.pathway.prevention.permissions import REVIEW
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.record.patients.services.changes import find_patient, note


@service(REVIEW)
def review_prevention(*, actor: Actor, patient_id: UUID, seen_until: datetime | None = None) -> int:
    """The doctor has read every line that waits; answers how many.

    `seen_until`: the moment his page was drawn (None: now). Conflict when a line was written since; NotFound.
    """
    patient = find_patient(patient_id)
    waiting = [model.objects.filter(patient=patient, reviewed_at=None) for model in (Immunization, ScreeningEntry)]
    if seen_until is not None and any(rows.filter(updated_at__gt=seen_until).exists() for rows in waiting):
        raise Conflict(
            "De nouveaux éléments sont arrivés depuis l’affichage\u202f: rechargez la page, puis relisez-les.",
            code="not_seen",
        )
    read = {
        "reviewed_by_id": actor.membership_id,
        "reviewed_by_name": actor.display_name,
        "reviewed_at": timezone.now(),
    }
    count = 0
    for rows in waiting:
        if rows.exists():
            count += rows.update(**read)
    if count:
        note("prevention.reviewed", patient, patient.pk, {"lines": count})
    return count
