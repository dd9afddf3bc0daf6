"""Who may take, read and review measures, and under which delegation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.permissions import permission
from brasdroit.foundation.service import bound_by_delegations, delegation_checked
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Profile, Role
from brasdroit.practice.missions.permissions import as_device, as_doctor, best, entrusted_lines
from brasdroit.practice.missions.rules import evaluate_delegation
from brasdroit.practice.missions.types import Assistant, DelegationAnswer, Wanted
from brasdroit.practice.organisation.models import Device

_CARE = (Role.DOCTOR, Role.ASSISTANT)

RECORD = permission("measurements.record", "noter des mesures", _CARE)
READ = permission("measurements.read", "consulter les mesures d’un patient", _CARE)
REVIEW = permission("measurements.review", "valider les mesures d’un patient", (Role.DOCTOR,))
LIMITS = permission("measurements.limits", "fixer ses seuils d’alerte", (Role.DOCTOR,))


@dataclass(frozen=True, slots=True)
class Act:
    """A measure about to be taken: the mission it needs (empty: not an assistant's) and the device (None: not yet)."""

    mission: str
    device_id: UUID | None = None


def answers(
    actor: Actor, doctor: Member, acts: Iterable[Act], devices: Mapping[UUID, Device], on: date
) -> dict[Act, DelegationAnswer]:
    """What the delegations of that doctor say of each act; empty for those no delegation binds. One query."""
    if not bound_by_delegations(actor):
        return {}
    wanted = {act: _wanted(act, devices, on) for act in acts if act.mission}
    lines = entrusted_lines(actor, doctor.pk, [act.mission for act in wanted])
    nobody = Assistant("", "", Profile.IN_TRAINING, on)
    return {
        act: best(one, lines) or evaluate_delegation(one, as_doctor(doctor), nobody, []) for act, one in wanted.items()
    }


def _wanted(act: Act, devices: Mapping[UUID, Device], on: date) -> Wanted:
    device = devices.get(act.device_id) if act.device_id else None
    return Wanted(act.mission, on, as_device(device) if device else None, offering=act.device_id is None)


def require_measures(found: Mapping[Act, DelegationAnswer]) -> None:
    """Let the running service write; raises Forbidden with the first sentence that refuses."""
    for answer in found.values():
        if not answer.allowed:
            raise Forbidden(answer.explanation, code=answer.code)
    delegation_checked()


actions(
    {
        "measurement.read": "Mesures consultées",
        "measurement.recorded": "Mesures notées",
        "measurement.confirmed": "Mesure confirmée",
        "measurement.corrected": "Mesure corrigée",
        "measurement.entered_in_error": "Mesure retirée",
        "measurement.acknowledged": "Mesures validées",
        "measurement.loaded": "Mesures reprises d’un autre logiciel",
        "measurement.limit_set": "Seuil d’alerte fixé",
        "measurement.limit_ended": "Seuil d’alerte retiré",
    }
)
