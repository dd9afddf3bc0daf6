"""Moving the visits of the board on, and taking the last move back."""

from __future__ import annotations

from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role
from brasdroit.reception.waiting_room.permissions import MOVE
from brasdroit.reception.waiting_room.services.check_in import refuse_another_day
from brasdroit.record.encounters.models import Encounter, EncounterStep
from brasdroit.record.encounters.rules import STEPS
from brasdroit.record.encounters.services import locked, move_step
from brasdroit.record.encounters.types import EncounterStatus

UNDO_REASON = "Erreur de saisie"


@service(MOVE)
def move_visit(
    *, actor: Actor, encounter_id: UUID, to: EncounterStatus, reason: str = "", version: int | None = None
) -> Encounter:
    """Move a visit one step; an assistant who takes the patient becomes the one who prepares him.

    Raises as `record.encounters.services.move_step` does; Conflict for an arrival on another day than booked.
    """
    if to is EncounterStatus.ARRIVED:
        refuse_another_day(locked(encounter_id))
    encounter = move_step(actor=actor, encounter_id=encounter_id, to=to, reason=reason, expected_version=version)
    if to is EncounterStatus.WITH_ASSISTANT and actor.role == Role.ASSISTANT:
        _take(actor, encounter)
    return encounter


def _take(actor: Actor, encounter: Encounter) -> None:
    encounter.assistant = Member.objects.filter(membership_id=actor.seat).first()
    encounter.save_edit(expected_version=None, fields=["assistant"])
    trace("encounter.taken_charge", subject=encounter, about_id=encounter.patient_id)
    touch("waiting_room")


@service(MOVE)
def undo_last_step(*, actor: Actor, encounter_id: UUID) -> Encounter:
    """Take back one's own last move of a visit. Raises Conflict when somebody moved it since, or it cannot go back."""
    locked(encounter_id)
    last = EncounterStep.objects.filter(encounter_id=encounter_id).order_by("-at", "-id").first()
    mine = last is not None and last.by_id == actor.membership_id
    back = (EncounterStatus(last.status), EncounterStatus(last.source)) if last else None
    if not mine or back not in STEPS:
        raise Conflict("Cette visite a avancé depuis\u202f: relisez la salle d’attente.", code="undo_too_late")
    return move_step(actor=actor, encounter_id=encounter_id, to=back[1], reason=UNDO_REASON)
