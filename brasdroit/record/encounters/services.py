"""Planning an encounter and moving it on.

The `write_*` functions are parts of another capability's service: they run inside it, after it has checked its own right
and mission (the agenda books under the missions of the agenda, not under those of the reception). The services proper are
for whoever acts on the encounter itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_many, insert_objects
from brasdroit.foundation.errors import Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import publish, running, service, touch, trace
from brasdroit.foundation.tenancy.context import current_tenant_id
from brasdroit.practice.members.models import Member
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.encounters.events import EncounterMoved, EncounterPlanned, EncounterReplanned
from brasdroit.record.encounters.models import Encounter, EncounterStep
from brasdroit.record.encounters.permissions import MOVE, PLAN
from brasdroit.record.encounters.rules import INITIAL, check_step
from brasdroit.record.encounters.types import (
    EncounterPlan,
    EncounterStatus,
    PastStep,
    Role,
    Step,
    StepAnswer,
    StepKind,
)

STAMPS = {
    EncounterStatus.ARRIVED: "arrived_at",
    EncounterStatus.WAITING: "waiting_at",
    EncounterStatus.WITH_ASSISTANT: "with_assistant_at",
    EncounterStatus.READY_FOR_DOCTOR: "ready_for_doctor_at",
    EncounterStatus.WITH_DOCTOR: "with_doctor_at",
    EncounterStatus.LEAVING: "leaving_at",
    EncounterStatus.FINISHED: "finished_at",
}
"""Where the instant of each status is kept, in the order of a visit."""
WALK_IN_MISSION = "ADM-01"


@dataclass(frozen=True, slots=True)
class Replan:
    """The new time and place of an encounter."""

    day: date
    start: datetime
    end: datetime
    doctor_id: UUID
    site_id: UUID | None = None
    room_id: UUID | None = None


@service(PLAN, mission=WALK_IN_MISSION)
def plan_encounter(*, actor: Actor, plan: EncounterPlan) -> Encounter:
    """Expect a patient outside the agenda: a person who comes without an appointment, a visit added by hand.

    Out: the encounter, already there when `plan.id` was planned before. Raises Forbidden without the delegation.
    """
    require_delegation(actor=actor, mission=WALK_IN_MISSION, doctor_id=plan.doctor_id)
    known = Encounter.objects.filter(pk=plan.id).first() if plan.id else None
    return known or write_plan(plan)


def write_plan(plan: EncounterPlan) -> Encounter:
    """Create the encounter inside the running service; the caller has verified the patient, the doctor and the place."""
    status = INITIAL[plan.walk_in]
    now = timezone.now()
    encounter = Encounter(
        id=plan.id or new_id(),
        patient_id=plan.patient_id,
        doctor_id=plan.doctor_id,
        site_id=plan.site_id,
        room_id=plan.room_id,
        day=plan.day,
        planned_start=plan.start,
        planned_end=plan.end,
        status=status.value,
        status_at=now,
        reason=plan.reason,
        service_type=plan.service_type,
        service_label=plan.service_label,
        priority=plan.priority.value,
        walk_in=plan.walk_in,
        companion=plan.companion,
        arrived_at=now if plan.walk_in else None,
    )
    insert_objects([encounter])
    trace("encounter.planned", subject=encounter, about_id=plan.patient_id, details={"walk_in": plan.walk_in})
    publish(EncounterPlanned(encounter.id, plan.patient_id, plan.doctor_id, plan.day, plan.walk_in))
    touch(*_topics(plan.day, on_site=plan.walk_in))
    return encounter


def write_replan(encounter: Encounter, new: Replan) -> None:
    """Change the planned time, place or doctor inside the running service."""
    left = encounter.day
    encounter.day, encounter.planned_start, encounter.planned_end = new.day, new.start, new.end
    encounter.doctor_id, encounter.site_id, encounter.room_id = new.doctor_id, new.site_id, new.room_id
    fields = ["day", "planned_start", "planned_end", "doctor_id", "site_id", "room_id"]
    encounter.save_edit(expected_version=None, fields=fields)
    trace("encounter.replanned", subject=encounter, about_id=encounter.patient_id)
    publish(EncounterReplanned(encounter.id, encounter.patient_id, encounter.doctor_id, new.day))
    touch(*_topics(left), *_topics(new.day))


_STEP_COLUMNS = (
    "id", "tenant", "created_at", "encounter", "source", "status", "kind", "reason", "at", "by", "by_name", "role",
)  # fmt: skip


def write_history(visits: Sequence[tuple[EncounterPlan, Sequence[PastStep]]], *, planned_at: datetime) -> None:
    """Write many passages that already took their course elsewhere, inside the running service, which traces the load.

    Each plan carries its `id`; its steps are in order. The statuses are taken as they come: another system decided.
    """
    running()
    columns = [field.name for field in Encounter._meta.concrete_fields]
    rows = [_past(plan, steps, planned_at) for plan, steps in visits]
    insert_many(
        Encounter, columns, [[getattr(row, field.attname) for field in row._meta.concrete_fields] for row in rows]
    )
    tenant_id = current_tenant_id()
    insert_many(
        EncounterStep, _STEP_COLUMNS, [row for plan, steps in visits for row in _past_steps(tenant_id, plan, steps)]
    )


def _past(plan: EncounterPlan, steps: Sequence[PastStep], planned_at: datetime) -> Encounter:
    last = steps[-1] if steps else None
    stamps = {STAMPS[step.status]: step.at for step in steps if step.status in STAMPS}
    return Encounter(
        id=plan.id, patient_id=plan.patient_id, doctor_id=plan.doctor_id, site_id=plan.site_id, room_id=plan.room_id,
        day=plan.day, planned_start=plan.start, planned_end=plan.end, reason=plan.reason, priority=plan.priority.value,
        service_type=plan.service_type, service_label=plan.service_label, walk_in=plan.walk_in, companion=plan.companion,
        assistant_id=next((step.assistant_id for step in steps if step.assistant_id), None), created_at=planned_at,
        updated_at=last.at if last else planned_at, status=(last.status if last else INITIAL[plan.walk_in]).value,
        status_at=last.at if last else planned_at, status_reason=last.reason if last else "", **stamps,
    )  # fmt: skip


def _past_steps(tenant_id: UUID, plan: EncounterPlan, steps: Sequence[PastStep]) -> Iterator[tuple[Any, ...]]:
    """The values of `_STEP_COLUMNS`, step by step."""
    source = INITIAL[plan.walk_in]
    for step in steps:
        kind = StepKind.FORWARD if step.status in STAMPS else StepKind.ENDING
        what = new_id(), tenant_id, step.at, plan.id, source.value, step.status.value, kind.value, step.reason, step.at
        yield *what, step.by.membership_id, step.by.display_name, step.by.role
        source = step.status


@service(MOVE)
def move_step(
    *,
    actor: Actor,
    encounter_id: UUID,
    to: EncounterStatus,
    at: datetime | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Encounter:
    """Move the encounter one step, as far as the role and the delegation of that doctor allow.

    In: the new status, the instant (none: now), the reason where the step asks for one, the version shown on the screen.
    Raises NotFound; Invalid (step not possible, reason missing); Forbidden (role, delegation); Conflict (stale version).
    """
    encounter = locked(encounter_id)
    step = _allowed_step(actor, encounter, to, reason)
    _require_one_mission(actor, step, encounter)
    return write_step(actor, encounter, to, at=at, reason=reason, expected_version=expected_version)


def write_step(
    actor: Actor,
    encounter: Encounter,
    to: EncounterStatus,
    *,
    at: datetime | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Encounter:
    """Move the encounter inside the running service, which has checked its own mission. Raises as `move_step` does."""
    running()
    step = _allowed_step(actor, encounter, to, reason)
    moment = at or timezone.now()
    fields = ["status", "status_at", "status_reason", *_stamp(encounter, step, moment)]
    encounter.status, encounter.status_at, encounter.status_reason = to.value, moment, reason.strip()
    encounter.save_edit(expected_version=expected_version, fields=fields)
    _note_step(actor, encounter, step, moment, reason.strip())
    return encounter


@service(MOVE)
def take_charge(*, actor: Actor, encounter_id: UUID, assistant_id: UUID) -> Encounter:
    """Say which assistant looks after the patient before the doctor. Raises NotFound, Invalid for a stranger."""
    encounter = locked(encounter_id)
    require_delegation(actor=actor, mission=WALK_IN_MISSION, doctor_id=encounter.doctor_id)
    _check_assistant(assistant_id)
    encounter.assistant_id = assistant_id
    encounter.save_edit(expected_version=None, fields=["assistant_id"])
    trace("encounter.taken_charge", subject=encounter, about_id=encounter.patient_id)
    touch(*_topics(encounter.day, on_site=True))
    return encounter


def _check_assistant(member_id: UUID) -> None:
    member = Member.objects.filter(pk=member_id).first()
    if member is None or not member.is_active(timezone.localdate()):
        sentence = "Cette personne ne fait pas partie du cabinet."
        raise Invalid(sentence, fields={"assistant": [sentence]})


def locked(encounter_id: UUID) -> Encounter:
    """The encounter, kept from other writers until the end of the running service. Raises NotFound."""
    encounter: Encounter | None = Encounter.objects.select_for_update(of=("self",)).filter(pk=encounter_id).first()
    if encounter is None:
        raise NotFound
    return encounter


def _allowed_step(actor: Actor, encounter: Encounter, to: EncounterStatus, reason: str) -> Step:
    roles = list(Role) if actor.is_system else [role for role in Role if role == actor.role]
    source = EncounterStatus(encounter.status)
    answers = [check_step(source, to, role, reason) for role in roles]
    return _step_of(next((each for each in answers if each.allowed), answers[0] if answers else _NO_ROLE))


_NO_ROLE = StepAnswer(
    allowed=False,
    code="role_not_allowed",
    explanation="Votre rôle ne fait pas avancer les visites. Demandez à l’accueil.",
)


def _step_of(answer: StepAnswer) -> Step:
    if answer.allowed and answer.step is not None:
        return answer.step
    if answer.code == "role_not_allowed":
        raise Forbidden(answer.explanation, code=answer.code)
    raise Invalid(answer.explanation, code=answer.code, fields={name: [answer.explanation] for name in answer.missing})


def _require_one_mission(actor: Actor, step: Step, encounter: Encounter) -> None:
    """One of the step's missions is enough: the preparation may have been entrusted piece by piece.

    A step uses no device: the device of a measure is judged when the measure is recorded.
    """
    refusal: Forbidden | None = None
    for mission in sorted(step.missions):
        try:
            require_delegation(actor=actor, mission=mission, doctor_id=encounter.doctor_id, offering=True)
        except Forbidden as error:
            refusal = refusal or error
        else:
            return
    if refusal:
        raise refusal


def _stamp(encounter: Encounter, step: Step, moment: datetime) -> list[str]:
    """Note when the new status began; a correction also forgets the statuses that did not happen after all."""
    changed: dict[str, datetime | None] = {}
    if step.kind is StepKind.CORRECTION:
        later = list(STAMPS)[list(STAMPS).index(step.target) + 1 :] if step.target in STAMPS else list(STAMPS)
        changed = {STAMPS[status]: None for status in later}
    name = STAMPS.get(step.target)
    if name and (step.kind is not StepKind.CORRECTION or getattr(encounter, name) is None):
        changed[name] = moment
    for field, value in changed.items():
        setattr(encounter, field, value)
    return list(changed)


def _note_step(actor: Actor, encounter: Encounter, step: Step, moment: datetime, reason: str) -> None:
    EncounterStep.objects.create(
        encounter=encounter,
        source=step.source.value,
        status=step.target.value,
        kind=step.kind.value,
        reason=reason,
        at=moment,
        by_id=actor.membership_id,
        by_name=actor.display_name,
        role=actor.role,
    )
    details = {"from": step.source.value, "to": step.target.value}
    trace("encounter.moved", subject=encounter, about_id=encounter.patient_id, details=details)
    publish(
        EncounterMoved(
            encounter.id, encounter.patient_id, encounter.doctor_id, step.source.value, step.target.value,
            step.kind.value, moment,
        )
    )  # fmt: skip
    touch(*_topics(encounter.day, on_site=True))


def _topics(day: date, *, on_site: bool = False) -> tuple[str, ...]:
    return (f"agenda:{day.isoformat()}", "waiting_room") if on_site else (f"agenda:{day.isoformat()}",)
