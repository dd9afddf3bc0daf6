"""What other pages say of a patient's prevention while he is here."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.pathway.prevention.permissions import READ
from brasdroit.pathway.prevention.selectors import patient_prevention
from brasdroit.web.pathway.prevention import pages

_NOW = {"En retard", "À faire"}
_MOST = 6


def due_now(actor: Actor, patient_id: UUID) -> tuple[str, ...]:
    """The names of what could be done today, the most urgent first, six at most; nothing for who may not read it.

    Four statements; the reading is traced.
    """
    if not may(actor, READ):
        return ()
    page = pages.page(patient_prevention(actor, patient_id, timezone.localdate()))
    return tuple(line.label for line in page.due if line.status.label in _NOW)[:_MOST]
