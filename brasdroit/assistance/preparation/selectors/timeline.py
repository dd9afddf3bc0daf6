"""What the patient's timeline shows of the questionnaires."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from brasdroit.assistance.preparation.models import QuestionnaireResponse
from brasdroit.assistance.preparation.permissions import READ
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may
from brasdroit.record.patients.ports import TimelineEntry


def questionnaire_timeline(actor: Actor, patient_id: UUID, length: int) -> Iterable[TimelineEntry]:
    """The questionnaires answered, by their title; none without the right. One statement."""
    if not may(actor, READ):
        return
    rows = QuestionnaireResponse.objects.filter(patient_id=patient_id)
    rows = rows.select_related("questionnaire_version__questionnaire").order_by("-answered_at")
    for row in rows[:length]:
        title = row.questionnaire_version.questionnaire.title
        yield TimelineEntry(row.answered_at, f"Questionnaire\u202f: {title}", row.author_name, icon="clipboard-list")
