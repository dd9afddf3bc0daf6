"""Opening the practice: its team with accounts and codes, rooms, devices, missions entrusted, appointment types, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.utils import timezone

from brasdroit.cli.demo.cast import (
    DEVICES,
    ENTRUSTED,
    HOURS,
    MEASURING,
    PASSWORD,
    PRACTICE,
    ROOMS,
    SITE,
    TYPES,
    Persona,
    team,
)
from brasdroit.foundation.accounts.selectors import actor_of_membership
from brasdroit.foundation.accounts.services import choose_pin, register_workstation
from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.selectors import members
from brasdroit.practice.members.services import accept_invitation, add_member, add_role, open_practice
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.services import sign
from brasdroit.practice.missions.types import Grant, Signature
from brasdroit.practice.organisation.selectors import sites
from brasdroit.practice.organisation.services import declare_device, save_device, save_room, save_site
from brasdroit.practice.organisation.types import DeviceFacts, RoomFacts
from brasdroit.reception.agenda.services import (
    ExceptionFacts,
    OpeningFacts,
    ReserveFacts,
    add_exception,
    add_opening,
    add_reserve,
    save_type,
)
from brasdroit.reception.agenda.types import ExceptionKind

HISTORY_DAYS = 548
DOCTORS = ("martin", "nguyen")
ASSISTANTS = ("sarah", "ines")
NEEDS_DEVICE = frozenset({"CONS-02", "CONS-03"})


@dataclass(frozen=True, slots=True)
class House:
    """The practice as the other parts of the demonstration use it: everything by its key in `cast`."""

    tenant_id: UUID
    actors: Mapping[str, Actor]
    members: Mapping[str, UUID]
    rooms: Mapping[str, UUID]
    devices: Mapping[str, UUID]
    types: Mapping[str, UUID]
    site_id: UUID
    system: Actor


def open_house(today: date) -> House:
    """The practice with its team, ready to receive."""
    people = team(today)
    first = open_practice(
        actor=system_actor(new_id()), facts=PRACTICE, person=people[0].person, password=PASSWORD, role=people[0].role,
        profile=people[0].profile,
    )  # fmt: skip
    owner = _actor(first.membership_id)
    ids = {people[0].key: first.pk} | {each.key: _join(owner, each) for each in people[1:]}
    add_role(actor=owner, member_id=new_id(), of_member_id=first.pk, role=Role.MANAGER)
    actors = {people[0].key: owner} | {each.key: _welcome(owner.tenant_id, ids[each.key]) for each in people[1:]}
    for each in people:
        choose_pin(actor=actors[each.key], pin=each.pin, password=PASSWORD)
    site_id = _address(owner)
    rooms = _furnish(owner, site_id)
    return House(
        owner.tenant_id, actors, ids, rooms, _equip(owner, rooms, today), _offer(owner), site_id,
        system_actor(owner.tenant_id),
    )  # fmt: skip


def _actor(membership_id: UUID | None) -> Actor:
    actor = actor_of_membership(membership_id) if membership_id else None
    if actor is None:
        raise ProgrammingError("a member without an account cannot act")
    return actor


def _join(owner: Actor, persona: Persona) -> UUID:
    identifier = new_id()
    add_member(actor=owner, member_id=identifier, person=persona.person, role=persona.role, profile=persona.profile)
    return identifier


def _welcome(tenant_id: UUID, member_id: UUID) -> Actor:
    with tenant_scope(tenant_id):
        found = next(each for each in members() if each.pk == member_id)
    actor = _actor(found.membership_id)
    accept_invitation(actor=actor, password=PASSWORD)
    return actor


def _address(owner: Actor) -> UUID:
    with tenant_scope(owner.tenant_id):
        site = next(iter(sites()))
    save_site(actor=owner, site_id=site.pk, facts=SITE, version=site.version)
    return site.pk


def _furnish(owner: Actor, site_id: UUID) -> dict[str, UUID]:
    rooms = {key: new_id() for key in ROOMS}
    for key, (name, kind) in ROOMS.items():
        save_room(actor=owner, room_id=rooms[key], facts=RoomFacts(site_id, name, kind))
    return rooms


def _equip(owner: Actor, rooms: Mapping[str, UUID], today: date) -> dict[str, UUID]:
    devices = {key: new_id() for key in DEVICES}
    checked, again = today - timedelta(days=140), today + timedelta(days=225)
    for key, (kind, brand, model, serial, room, automatic) in DEVICES.items():
        facts = DeviceFacts(kind, brand, model, serial, rooms[room], checked, again)
        save_device(actor=owner, device_id=devices[key], facts=facts)
        if automatic or key == "manual":
            declare_device(actor=owner, device_id=devices[key], fully_automatic=automatic, on=today)
    return devices


def _offer(owner: Actor) -> dict[str, UUID]:
    types = {key: new_id() for key in TYPES}
    for key, facts in TYPES.items():
        save_type(actor=owner, type_id=types[key], facts=facts)
    return types


def register_desk(house: House) -> str:
    """The shared computer of the front desk; answers the secret of its cookie."""
    return register_workstation(
        actor=house.actors["martin"], workstation_id=new_id(), name="Accueil", idle_minutes=5
    ).secret


def entrust(house: House, today: date) -> None:
    """Each doctor signs what he entrusts to each assistant."""
    devices = tuple(str(house.devices[key]) for key in MEASURING)
    signature = Signature("password", timezone.now())
    for doctor in DOCTORS:
        grants = [
            Grant(house.members[who], code, today, device_ids=devices if code in NEEDS_DEVICE else ())
            for (giver, who), codes in ENTRUSTED.items()
            if giver == doctor
            for code in codes
        ]
        sign(actor=house.actors[doctor], grants=grants, signature=signature)


def set_hours(house: House, today: date) -> None:
    """Weekly openings since the beginning of the history, time kept for the day's requests, holidays to come."""
    since = today - timedelta(days=HISTORY_DAYS)
    for doctor, week in HOURS.items():
        actor, who, room = house.actors[doctor], house.members[doctor], house.rooms[doctor]
        for weekday, stretches in week.items():
            for start, end in stretches:
                add_opening(actor=actor, facts=OpeningFacts(new_id(), who, weekday, start, end, since, room_id=room))
    _reserves(house)
    _absences(house, today)


def _reserves(house: House) -> None:
    martin, nguyen = house.members["martin"], house.members["nguyen"]
    morning = ReserveFacts(new_id(), martin, (0, 1, 2, 3, 4), time(12), time(12, 30), time(9))
    evening = ReserveFacts(new_id(), nguyen, (0, 1, 2), time(18, 30), time(19), time(12))
    add_reserve(actor=house.actors["martin"], facts=morning)
    add_reserve(actor=house.actors["nguyen"], facts=evening)


def _absences(house: House, today: date) -> None:
    monday = today + timedelta(days=35 - today.weekday())
    leave = ExceptionFacts(
        new_id(), ExceptionKind.ABSENCE, monday, monday + timedelta(days=4), house.members["nguyen"], reason="Congés"
    )
    course = ExceptionFacts(
        new_id(), ExceptionKind.ABSENCE, monday - timedelta(days=18), monday - timedelta(days=18), house.members["martin"],
        time(14), time(18, 30), reason="Formation",
    )  # fmt: skip
    add_exception(actor=house.actors["nguyen"], facts=leave)
    add_exception(actor=house.actors["martin"], facts=course)
