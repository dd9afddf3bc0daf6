"""What the patient's timeline shows of the telephone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.reception.telephone.models import Call
from brasdroit.reception.telephone.permissions import SEE
from brasdroit.reception.telephone.rules import REASON_LABELS
from brasdroit.reception.telephone.types import CallReason
from brasdroit.record.patients.ports import TimelineEntry


def call_timeline(actor: Actor, patient_id: UUID, length: int) -> Iterable[TimelineEntry]:
    """The calls about the patient, by their reason and what was noted; none without the right. One statement."""
    if not may(actor, SEE):
        return
    for row in Call.objects.filter(patient_id=patient_id).order_by("-at", "-id")[:length]:
        reason = REASON_LABELS[CallReason(row.reason)]
        yield TimelineEntry(row.at, f"Appel\u202f: {reason}", row.taken_by_name, row.text, icon="phone")
