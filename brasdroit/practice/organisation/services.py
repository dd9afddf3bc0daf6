"""Changing the practice, its sites, rooms and devices."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from brasdroit.foundation.accounts.models import Membership
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.checks import compacted
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.foundation.tenancy.selectors import identifier_taken
from brasdroit.practice.organisation.models import Device, Organization, Room, Site
from brasdroit.practice.organisation.permissions import DECLARE, EDIT
from brasdroit.practice.organisation.rules import (
    Problems,
    device_problems,
    organization_problems,
    room_problems,
    site_problems,
)
from brasdroit.practice.organisation.types import DeviceFacts, OrganizationFacts, RoomFacts, SiteFacts

M = TypeVar("M", bound=VersionedModel)

actions(
    {
        "organization.edited": "Fiche du cabinet modifiée",
        "site.created": "Site ajouté",
        "site.edited": "Site modifié",
        "room.created": "Pièce ajoutée",
        "room.edited": "Pièce modifiée",
        "device.created": "Appareil ajouté",
        "device.edited": "Appareil modifié",
        "device.declared": "Appareil déclaré par un médecin",
        "journal.exported": "Journal exporté",
    }
)


@service(EDIT)
def edit_organization(*, actor: Actor, facts: OrganizationFacts, version: int) -> Organization:
    """Save the practice's own sheet; Invalid by field, Conflict when somebody saved since ``version``."""
    refuse(organization_problems(facts))
    organization = Organization.objects.get()
    numbers = {"finess": compacted(facts.finess), "siret": compacted(facts.siret), "phone": _phone(facts.phone)}
    values = asdict(facts) | numbers
    _save(organization, values, version)
    trace("organization.edited", subject=organization, details={"fields": sorted(values)})
    return organization


@service(EDIT)
def save_site(*, actor: Actor, site_id: UUID, facts: SiteFacts, version: int | None = None) -> Site:
    """Add a site (no ``version``; the same identifier again answers the first) or edit it."""
    refuse(site_problems(facts))
    refuse(_taken(Site, site_id, name=facts.name.strip()))
    return _add_or_edit(
        Site, site_id, asdict(facts) | {"name": facts.name.strip(), "phone": _phone(facts.phone)}, version
    )


@service(EDIT)
def save_room(*, actor: Actor, room_id: UUID, facts: RoomFacts, version: int | None = None) -> Room:
    """Add a room to a site of the practice, or edit it; NotFound for another practice's site."""
    refuse(room_problems(facts))
    found(Site, facts.site_id)
    refuse(_taken(Room, room_id, site_id=facts.site_id, name=facts.name.strip()))
    return _add_or_edit(Room, room_id, asdict(facts) | {"name": facts.name.strip()}, version)


@service(EDIT)
def save_device(*, actor: Actor, device_id: UUID, facts: DeviceFacts, version: int | None = None) -> Device:
    """Add a device or edit it. Another brand or model forgets the doctor's declaration: it was about another device."""
    refuse(device_problems(facts))
    if facts.room_id:
        found(Room, facts.room_id)
    if facts.serial:
        serial = {"kind": facts.kind, "brand": facts.brand, "serial": facts.serial}
        refuse(_taken(Device, device_id, field="serial", **serial))
    values = asdict(facts)
    held = Device.objects.filter(pk=device_id).first()
    if held and (held.kind, held.brand, held.model) != (facts.kind, facts.brand, facts.model):
        values |= {"fully_automatic": None, "declared_by_id": None, "declared_on": None}
    return _add_or_edit(Device, device_id, values, version)


@service(DECLARE)
def declare_device(*, actor: Actor, device_id: UUID, fully_automatic: bool, on: date) -> Device:
    """The acting doctor declares, on his responsibility, whether the device is fully automatic (profession §1.4)."""
    device = found(Device, device_id)
    declarant = Membership.objects.values_list("member", flat=True).get(pk=actor.seat)
    values = {"fully_automatic": fully_automatic, "declared_by_id": declarant, "declared_on": on}
    _save(device, values, None)
    trace("device.declared", subject=device, details={"fully_automatic": fully_automatic})
    return device


def found(model: type[M], pk: UUID) -> M:
    """The tenant's row; NotFound for no row or another practice's."""
    row: M | None = model.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def refuse(problems: Problems) -> None:
    """Raise Invalid when there are problems."""
    if problems:
        raise Invalid("Corrigez les champs signalés.", fields=problems)


def _taken(model: type[M], pk: UUID, *, field: str = "name", **same: Any) -> Problems:
    if not model.objects.filter(**same).exclude(pk=pk).exists():
        return {}
    return {field: ["Un autre élément du cabinet porte déjà ce nom ou ce numéro : distinguez-les."]}


def _add_or_edit(model: type[M], pk: UUID, values: dict[str, Any], version: int | None) -> M:
    kind = str(model._meta.model_name)
    row: M | None = model.objects.filter(pk=pk).first()
    if row is None:
        _refuse_foreign(model, pk, version)
        row = model.objects.create(pk=pk, **values)
        trace(f"{kind}.created", subject=row)
    elif version is not None:
        _save(row, values, version)
        trace(f"{kind}.edited", subject=row, details={"fields": sorted(values)})
    return row


def _refuse_foreign(model: type[M], pk: UUID, version: int | None) -> None:
    # An edit needs its row, and a new row may not take the identifier of another practice's.
    if version is not None or identifier_taken(model, pk):
        raise NotFound


def _save(row: VersionedModel, values: dict[str, Any], version: int | None) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save_edit(expected_version=version, fields=list(values))


def _phone(text: str) -> str:
    return phone_e164(text) or ""
