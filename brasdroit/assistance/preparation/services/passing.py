"""From hand to hand: the assistant begins and hands over; the doctor reads, asks for more, closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.assistance.measurements.services import acknowledge_measures
from brasdroit.assistance.preparation.models import Preparation, PreparationEvent
from brasdroit.assistance.preparation.permissions import CONSULT, PREPARE
from brasdroit.assistance.preparation.services.collecting import TOPIC, prepared
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.members.selectors import member_of
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.services import locked, move_step
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.services.clinical import review_clinical_items
from brasdroit.record.tasks.models import Task
from brasdroit.record.tasks.services import TaskRequest, create_tasks
from brasdroit.record.tasks.types import TaskSource

COMMENT_MAX = 4000
_S = EncounterStatus


@service(PREPARE)
def begin_preparation(*, actor: Actor, encounter_id: UUID) -> Encounter:
    """Take the patient in preparation; nothing changes when he is already. Raises as `move_step` does."""
    encounter = locked(encounter_id)
    if encounter.status == _S.WITH_ASSISTANT:
        return encounter
    moved = move_step(actor=actor, encounter_id=encounter_id, to=_S.WITH_ASSISTANT)
    if actor.role == "assistant":
        moved.assistant = member_of(actor)
        moved.save_edit(expected_version=None, fields=["assistant"])
    touch(TOPIC)
    return moved


@service(PREPARE)
def hand_over(*, actor: Actor, encounter_id: UUID, message: str = "", version: int | None = None) -> Preparation:
    """Tell the doctor that the patient is ready, complete or not; `version`: the encounter's, as shown.

    Raises Forbidden without the delegation, Invalid when the patient is not in preparation, Conflict.
    """
    move_step(actor=actor, encounter_id=encounter_id, to=_S.READY_FOR_DOCTOR, expected_version=version)
    preparation = prepared(locked(encounter_id))
    preparation.handed_over_at, preparation.prepared_by_name = timezone.now(), actor.display_name
    preparation.message, preparation.request = message.strip()[:1000], ""
    fields = ["handed_over_at", "prepared_by_name", "message", "request"]
    preparation.save_edit(expected_version=None, fields=fields)
    return _said(actor, preparation, "handed_over", preparation.message)


@service(PREPARE)
def take_back(*, actor: Actor, encounter_id: UUID) -> Encounter:
    """Go on preparing a patient who was declared ready (the undo of `hand_over`)."""
    encounter: Encounter = move_step(actor=actor, encounter_id=encounter_id, to=_S.WITH_ASSISTANT)
    touch(TOPIC)
    return encounter


@service(CONSULT)
def take_patient(*, actor: Actor, encounter_id: UUID) -> Encounter:
    """« Avec moi »: the doctor receives the patient; nothing changes when he already does."""
    encounter = locked(encounter_id)
    if encounter.status == _S.WITH_DOCTOR:
        return encounter
    moved: Encounter = move_step(actor=actor, encounter_id=encounter_id, to=_S.WITH_DOCTOR)
    touch(TOPIC)
    return moved


@service(CONSULT)
def acknowledge(*, actor: Actor, encounter_id: UUID, seen_until: datetime | None = None) -> Preparation:
    """The doctor has seen everything collected: measures become final, alerts are answered, told lines reviewed.

    `seen_until`: the moment his page was drawn (None: now). Conflict, and nothing is noted, when something came since.
    """
    encounter = locked(encounter_id)
    acknowledge_measures(actor=actor, encounter_id=encounter_id, seen_until=seen_until)
    review_clinical_items(actor=actor, patient_id=encounter.patient_id, seen_until=seen_until)
    preparation = prepared(encounter)
    preparation.acknowledged_by, preparation.acknowledged_at = member_of(actor), timezone.now()
    preparation.save_edit(expected_version=None, fields=["acknowledged_by", "acknowledged_at"])
    return _said(actor, preparation, "acknowledged", "")


@service(CONSULT)
def comment(*, actor: Actor, encounter_id: UUID, text: str, version: int | None = None) -> Preparation:
    """The doctor's words on what was collected (4,000 characters at most). Conflict when somebody else wrote."""
    if len(text) > COMMENT_MAX:
        sentence = f"Raccourcissez\u202f: {COMMENT_MAX} caractères au plus."
        raise Invalid(sentence, fields={"comment": [sentence]})
    preparation = prepared(locked(encounter_id))
    preparation.comment = text.strip()
    preparation.save_edit(expected_version=version, fields=["comment"])
    return _said(actor, preparation, "commented", "")


@service(CONSULT)
def ask_more(*, actor: Actor, encounter_id: UUID, request: str) -> Preparation:
    """Give the patient back to the assistant with what is missing. Raises Invalid without words, or when he has left."""
    if not request.strip():
        sentence = "Dites ce qu’il faut ajouter."
        raise Invalid(sentence, fields={"request": [sentence]})
    move_step(actor=actor, encounter_id=encounter_id, to=_S.WITH_ASSISTANT)
    preparation = prepared(locked(encounter_id))
    preparation.request, preparation.requested_by_name = request.strip()[:1000], actor.display_name
    preparation.handed_over_at = None
    preparation.save_edit(expected_version=None, fields=["request", "requested_by_name", "handed_over_at"])
    return _said(actor, preparation, "asked", preparation.request)


@service(CONSULT)
def close_consultation(
    *,
    actor: Actor,
    encounter_id: UUID,
    requests: Sequence[TaskRequest] = (),
    gone: bool = False,
    seen_until: datetime | None = None,
) -> list[Task]:
    """End the consultation and give what follows back to the team; all or nothing.

    `gone`: the patient has left the practice, else he passes by the front desk. Everything collected is acknowledged,
    as `acknowledge` does with `seen_until`.
    """
    encounter = locked(encounter_id)
    if encounter.status == _S.READY_FOR_DOCTOR:
        move_step(actor=actor, encounter_id=encounter_id, to=_S.WITH_DOCTOR)
    acknowledge(actor=actor, encounter_id=encounter_id, seen_until=seen_until)
    asked = [
        replace(one, source=TaskSource.CLOSING, patient_id=encounter.patient_id, encounter_id=encounter_id)
        for one in requests
    ]
    tasks: list[Task] = create_tasks(actor=actor, requests=asked)
    move_step(actor=actor, encounter_id=encounter_id, to=_S.FINISHED if gone else _S.LEAVING)
    touch(TOPIC)
    return tasks


def _said(actor: Actor, preparation: Preparation, kind: str, text: str) -> Preparation:
    PreparationEvent.objects.create(preparation=preparation, kind=kind, text=text, by_name=actor.display_name)
    trace(f"preparation.{kind}", subject=preparation, about_id=preparation.patient_id)
    touch(TOPIC)
    return preparation
