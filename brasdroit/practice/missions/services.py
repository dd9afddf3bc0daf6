"""Signing and withdrawing delegations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Forbidden, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions import types
from brasdroit.practice.missions.models import Delegation, Protocol
from brasdroit.practice.missions.permissions import ENTRUST, as_device
from brasdroit.practice.missions.rules import entrusting_problems
from brasdroit.practice.missions.types import EndReason, Grant, Signature
from brasdroit.practice.organisation.models import Device

FRESH = timedelta(minutes=5)

actions(
    {
        "delegation.signed": "Mission confiée et signée",
        "protocol.written": "Protocole écrit",
        "delegation.revoked": "Mission retirée",
        "delegation.replaced": "Mission modifiée et signée à nouveau",
    }
)


@service(ENTRUST)
def sign(
    *, actor: Actor, grants: Sequence[Grant], signature: Signature, withdrawn: Sequence[tuple[UUID, str]] = ()
) -> list[Delegation]:
    """Sign every grant and withdraw every (assistant, mission) at once, under the acting doctor's one signature.

    A grant replaces the line in force for the same assistant and mission: that is how one renews or changes it.
    Raises Forbidden (``signature_needed``) when the proof is older than five minutes, Invalid with the sentences of
    each cell (« assistant:code ») when something is to complete, NotFound for somebody who is no assistant here.
    """
    if not timedelta(0) <= timezone.now() - signature.at <= FRESH:
        raise Forbidden(
            "Signez à nouveau : votre identification date de plus de cinq minutes.", code="signature_needed"
        )
    doctor, team = _doctor(actor), _assistants({grant.assistant_id for grant in grants})
    _refuse_incomplete(doctor, grants)
    for assistant_id, mission in withdrawn:
        _end(doctor, assistant_id, mission, EndReason.REVOKED)
    signed = [_sign_one(doctor, team[grant.assistant_id], grant, signature) for grant in grants]
    touch("missions")
    return signed


@service(ENTRUST)
def revoke(*, actor: Actor, withdrawn: Sequence[tuple[UUID, str]]) -> int:
    """Withdraw the acting doctor's (assistant, mission) pairs, in force from now on; answers how many lines ended."""
    doctor = _doctor(actor)
    ended = sum(_end(doctor, assistant_id, mission, EndReason.REVOKED) for assistant_id, mission in withdrawn)
    touch("missions")
    return ended


@service(ENTRUST)
def end_former(*, actor: Actor, member_id: UUID) -> int:
    """End what that person gave or held before he left, now that he is back; answers how many lines ended."""
    lines = Delegation.objects.filter(Q(doctor_id=member_id) | Q(assistant_id=member_id), revoked_at=None)
    ended = lines.update(revoked_at=timezone.now(), end_reason=EndReason.REVOKED)
    if ended:
        trace("delegation.revoked", details={"member": str(member_id), "lines": ended})
        touch("missions")
    return ended


@service(ENTRUST)
def write_protocol(*, actor: Actor, protocol_id: UUID, title: str, body: str) -> Protocol:
    """Keep a protocol of the acting doctor; the same identifier again answers the first. Invalid by field."""
    faults = {"title": text_fault(title, limit=120, required=True)}
    faults["body"] = text_fault(body, limit=20_000, required=True, lines=True)
    found = {field: [fault] for field, fault in faults.items() if fault}
    if found:
        raise Invalid("Complétez le protocole.", fields=found)
    held: Protocol | None = Protocol.objects.filter(pk=protocol_id).first()
    if held is not None:
        return held
    doctor = _doctor(actor)
    protocol: Protocol = Protocol.objects.create(pk=protocol_id, doctor=doctor, title=title.strip(), body=body.strip())
    trace("protocol.written", subject=protocol)
    return protocol


def _doctor(actor: Actor) -> Member:
    doctor: Member | None = Member.objects.filter(membership_id=actor.seat, role=Role.DOCTOR).first()
    if doctor is None:
        raise NotFound
    return doctor


def _assistants(ids: set[UUID]) -> Mapping[UUID, Member]:
    team = {member.pk: member for member in Member.objects.filter(pk__in=ids, role=Role.ASSISTANT, ended_on=None)}
    if ids - team.keys():
        raise NotFound
    return team


def _refuse_incomplete(doctor: Member, grants: Sequence[Grant]) -> None:
    devices = [as_device(device) for device in Device.objects.all()]
    protocols = frozenset(Protocol.objects.filter(doctor=doctor).values_list("pk", flat=True))
    found = {grant.cell: [*_problems(grant, devices, protocols)] for grant in grants}
    problems = {cell: sentences for cell, sentences in found.items() if sentences}
    if problems:
        raise Invalid("Complétez les missions signalées avant de signer.", fields=problems)


def _problems(grant: Grant, devices: Iterable[types.Device], protocols: frozenset[UUID]) -> Iterable[str]:
    known = {device.id for device in devices}
    if grant.protocol_id and grant.protocol_id not in protocols:
        return ["Ce protocole n’est pas l’un des vôtres : choisissez-le à nouveau."]
    if set(grant.device_ids) - known:
        return ["Un des appareils n’appartient pas au cabinet : choisissez-le à nouveau."]
    if fault := text_fault(grant.conditions, limit=500, lines=True):
        return [fault]
    wanted = types.Delegation(
        "", "", str(grant.assistant_id), grant.mission, grant.valid_from, grant.valid_until,
        device_ids=frozenset(grant.device_ids), protocol_id=str(grant.protocol_id) if grant.protocol_id else None,
    )  # fmt: skip
    return entrusting_problems(wanted, devices, grant.valid_from)


def _sign_one(doctor: Member, assistant: Member, grant: Grant, signature: Signature) -> Delegation:
    replaced = _end(doctor, grant.assistant_id, grant.mission, EndReason.REPLACED)
    line: Delegation = Delegation.objects.create(
        doctor=doctor, assistant=assistant, mission=grant.mission, valid_from=grant.valid_from,
        valid_until=grant.valid_until, conditions=grant.conditions.strip(), device_ids=sorted(grant.device_ids),
        protocol_id=grant.protocol_id, signed_at=signature.at, signed_by=doctor, signature_method=signature.method,
    )  # fmt: skip
    action = "delegation.replaced" if replaced else "delegation.signed"
    trace(action, subject=line, details={"mission": grant.mission, "assistant": str(assistant.pk)})
    return line


def _end(doctor: Member, assistant_id: UUID, mission: str, reason: EndReason) -> int:
    current = Delegation.objects.filter(doctor=doctor, assistant_id=assistant_id, mission=mission, revoked_at=None)
    ended = current.update(revoked_at=timezone.now(), revoked_by=doctor, end_reason=reason)
    if ended and reason is EndReason.REVOKED:
        trace("delegation.revoked", subject=doctor, details={"mission": mission, "assistant": str(assistant_id)})
    return ended
