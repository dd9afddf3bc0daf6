"""Rights over missions, and the check every service that names a mission goes through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.permissions import permission
from brasdroit.foundation.service import bound_by_delegations, delegation_checked
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import AssistantProfile, Member
from brasdroit.practice.members.types import Profile, Role
from brasdroit.practice.missions import types
from brasdroit.practice.missions.models import Delegation
from brasdroit.practice.missions.rules import evaluate_delegation
from brasdroit.practice.organisation.models import Device
from brasdroit.reference.missions import forbidden_acts, missions

ENTRUST = permission("missions.entrust", "confier des missions à un assistant", [Role.DOCTOR])
SEE_MATRIX = permission("missions.matrix", "consulter toutes les missions confiées", [Role.DOCTOR, Role.MANAGER])
SEE = permission("missions.see", "consulter les missions confiées", [Role.DOCTOR, Role.ASSISTANT, Role.MANAGER])


def require_delegation(
    *,
    actor: Actor,
    mission: str,
    doctor_id: UUID | None = None,
    device_id: UUID | None = None,
    on: date | None = None,
    urgent: bool = False,
    offering: bool = False,
) -> types.DelegationAnswer | None:
    """Let the running service write, if the actor may perform the mission; None for those no delegation binds.

    ``doctor_id`` is the Member for whom the assistant acts (None: any doctor of the practice will do), ``device_id``
    the device used, ``on`` the day (today by default), ``offering`` that the device is chosen, and judged, later.
    One query when the answer is yes.
    Raises Forbidden with the sentence of the rule: what is missing and whom to ask.
    """
    if not bound_by_delegations(actor):
        return None
    answer = check(
        actor=actor, mission=mission, doctor_id=doctor_id, device_id=device_id, on=on, urgent=urgent, offering=offering
    )
    if not answer.allowed:
        raise Forbidden(answer.explanation, code=answer.code)
    delegation_checked()
    return answer


def check(
    *,
    actor: Actor,
    mission: str,
    doctor_id: UUID | None = None,
    device_id: UUID | None = None,
    on: date | None = None,
    urgent: bool = False,
    offering: bool = False,
) -> types.DelegationAnswer:
    """The rule's answer for an assistant, without opening anything; same arguments as ``require_delegation``."""
    day = on or timezone.localdate()
    with tenant_scope(actor.tenant_id):
        rows = _rows(actor, mission, doctor_id, device_id)
        wanted = types.Wanted(mission, day, _device(rows, device_id), urgent, offering)
        return best(wanted, rows) or _nobody_entrusted(wanted, doctor_id)


def current_delegations(actor: Actor) -> QuerySet[Delegation]:
    """Every line ever signed for the person behind the actor, with doctor and assistant loaded."""
    return _signed_for(actor.seat)


def _signed_for(seat: UUID) -> QuerySet[Delegation]:
    rows = Delegation.objects.filter(assistant__membership_id=seat)
    return rows.select_related("doctor", "assistant__assistant_profile").order_by("id")


def best(wanted: types.Wanted, rows: Iterable[Delegation]) -> types.DelegationAnswer | None:
    """The best answer over the doctors who signed something for this mission; None when nobody did."""
    lines = [row for row in rows if row.mission == wanted.mission]
    answers = [
        evaluate_delegation(wanted, as_doctor(line.doctor), as_assistant(line.assistant), [as_delegation(line)])
        for line in lines
    ]
    ended = {"revoked", "expired", "not_started", "unsigned"}
    return max(answers, key=lambda answer: (answer.allowed, answer.code not in ended), default=None)


def as_doctor(member: Member) -> types.Doctor:
    """The doctor as the rule reads him."""
    return types.Doctor(str(member.pk), member.short_name, member.ended_on)


def as_assistant(member: Member) -> types.Assistant:
    """The assistant as the rule reads him; his profile is loaded or read."""
    held: AssistantProfile = member.assistant_profile
    return types.Assistant(
        id=str(member.pk),
        name=member.display_name,
        profile=Profile(held.profile),
        contract_from=held.contract_from,
        contract_until=_last_day(held.contract_until, member.ended_on),
        hired_on=held.hired_on,
        post_started_on=held.post_started_on,
        cpam_signed_on=held.cpam_signed_on,
        certified_on=held.certified_on,
        adaptation_on=held.adaptation_on,
        afgsu_on=held.afgsu_on,
        afgsu_refreshed_on=held.afgsu_refreshed_on,
        trainings={code: date.fromisoformat(day) if day else None for code, day in held.trainings.items()},
        confidentiality_signed=held.confidentiality_signed_on is not None or None,
    )


def _last_day(contract_until: date | None, ended_on: date | None) -> date | None:
    ends = [contract_until, ended_on - timedelta(days=1) if ended_on else None]
    return min((day for day in ends if day), default=None)


def as_delegation(row: Delegation) -> types.Delegation:
    """A signed line as the rule reads it; days are those of the practice."""
    return types.Delegation(
        id=str(row.pk),
        doctor_id=str(row.doctor_id),
        assistant_id=str(row.assistant_id),
        mission=row.mission,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        signed_on=timezone.localdate(row.signed_at),
        revoked_on=timezone.localdate(row.revoked_at) if row.revoked_at else None,
        device_ids=frozenset(row.device_ids),
        protocol_id=str(row.protocol_id) if row.protocol_id else None,
        conditions=row.conditions,
    )


def as_device(device: Device) -> types.Device:
    """A device as the rule reads it."""
    return types.Device(str(device.pk), device.label, device.fully_automatic, device.in_service)


def _rows(actor: Actor, mission: str, doctor_id: UUID | None, device_id: UUID | None) -> list[Delegation]:
    values = {"doctor": doctor_id, "device": device_id}
    given = {name: value for name, value in values.items() if value is not None}
    return _LINES[frozenset(given)](seat=actor.seat, mission=mission, **given)


def _lines(*, seat: UUID, mission: str, doctor: UUID | None = None, device: UUID | None = None) -> QuerySet[Delegation]:
    rows = _signed_for(seat).filter(mission=mission)
    rows = rows.filter(doctor_id=doctor) if doctor else rows
    return rows.annotate(device=Subquery(_device_facts(device))) if device else rows


# Every act of an assistant asks this first: the four queries are built once (ADR 0003).
_LINES: Mapping[frozenset[str], Prepared[Delegation]] = {
    names: Prepared(_lines, seat=UUID, mission=str, **dict.fromkeys(names, UUID))
    for names in (frozenset[str](), frozenset({"doctor"}), frozenset({"device"}), frozenset({"doctor", "device"}))
}


def entrusted_lines(actor: Actor, doctor_id: UUID, missions: Iterable[str]) -> list[Delegation]:
    """Every line ever signed by that doctor for the person behind the actor and these missions. One query."""
    wanted = sorted(set(missions))
    return _LINES_OF_DOCTOR(seat=actor.seat, doctor=doctor_id, missions=wanted) if wanted else []


_LINES_OF_DOCTOR: Prepared[Delegation] = Prepared(
    lambda seat, doctor, missions: _signed_for(seat).filter(doctor_id=doctor, mission__in=missions),
    seat=UUID,
    doctor=UUID,
    missions=(str,),
)


def _device_facts(device_id: UUID) -> QuerySet[Any]:
    # Rides on the query of the lines: a check stays one query with a device too.
    facts = JSONObject(
        kind="kind", brand="brand", model="model", fully_automatic="fully_automatic", in_service="in_service"
    )
    known = Device.objects.filter(pk=device_id, tenant_id=OuterRef("tenant_id"))
    return known.values_list(facts)


def _device(rows: list[Delegation], device_id: UUID | None) -> types.Device | None:
    facts = getattr(rows[0], "device", None) if rows else None
    if device_id is None or not facts:
        return None
    declared = facts["fully_automatic"]
    device = Device(kind=facts["kind"], brand=facts["brand"], model=facts["model"])
    automatic = None if declared is None else bool(declared)
    return types.Device(str(device_id), device.label, automatic, bool(facts["in_service"]))


def _nobody_entrusted(wanted: types.Wanted, doctor_id: UUID | None) -> types.DelegationAnswer:
    doctor = Member.objects.filter(pk=doctor_id, role=Role.DOCTOR).first() if doctor_id else None
    if doctor is not None:
        nobody = types.Assistant("", "", Profile.IN_TRAINING, wanted.on)
        return evaluate_delegation(wanted, as_doctor(doctor), nobody, [])
    known = missions(wanted.on).get(wanted.mission)
    if forbidden := forbidden_acts(wanted.on).get(wanted.mission):
        text = f"{forbidden.label} ne se confie jamais à un assistant médical. Passez la main à un médecin."
        return types.DelegationAnswer(types.Verdict.REFUSED, "forbidden", text, (forbidden.source,))
    what = known.phrase if known else "cette action"
    text = f"Aucun médecin ne vous a confié {what}. Demandez à un médecin de l’ajouter dans Missions confiées."
    return types.DelegationAnswer(types.Verdict.REFUSED, "not_entrusted", text, (known.source,) if known else ())
