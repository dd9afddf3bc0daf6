"""Synthetic practices and people for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from brasdroit.foundation.accounts.models import Membership, User
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.foundation.tenancy.models import Tenant
from brasdroit.practice.members.models import AssistantProfile, DoctorProfile, Member
from brasdroit.practice.members.types import Profile, Role
from brasdroit.practice.missions.models import Delegation
from brasdroit.practice.organisation.models import Device, Organization, Room, Site

PASSWORD = "quatre-mots-de-passe-longs"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Practice:
    """A tenant with one site and one room."""

    tenant: Tenant
    organization: Organization
    site: Site
    room: Room


@contextmanager
def writing(tenant_id: UUID) -> Iterator[None]:
    """A place where a test prepares its facts."""
    with tenant_scope(tenant_id), writes_allowed():
        yield


def make_practice(name: str = "Cabinet des Tilleuls") -> Practice:
    """A practice with a site and a room."""
    with writes_allowed():
        tenant = Tenant.objects.create(name=name)
    with writing(tenant.pk):
        organization = Organization.objects.create(name=name, department="72")
        site = Site.objects.create(name="Site principal", city="Le Mans")
        room = Room.objects.create(site=site, name="Cabinet 1")
    return Practice(tenant, organization, site, room)


def make_user(given_name: str = "Sarah", family_name: str = "Benali", **fields: Any) -> User:
    """An account whose password is PASSWORD."""
    fields.setdefault("email", f"personne{next(_numbers)}@example.org")
    return User.objects.create_user(password=PASSWORD, given_name=given_name, family_name=family_name, **fields)


def make_member(
    practice: Practice, role: Role, family_name: str = "Benali", given_name: str = "Sarah", **fields: Any
) -> Member:
    """A person with an account, a membership and the profile of the role; ``user`` reuses an account."""
    title = "Dr" if role is Role.DOCTOR else ""
    user = fields.pop("user", None) or make_user(given_name, family_name, title=title)
    profile = fields.pop("profile", {})
    with writing(practice.tenant.pk):
        membership = Membership.objects.create(tenant=practice.tenant, user=user, role=role)
        short = f"Dr {family_name}" if role is Role.DOCTOR else given_name
        names = {"display_name": user.full_name, "short_name": short}
        member = Member.objects.create(membership=membership, role=role, **{**names, **fields})
        _make_profile(member, role, profile)
    return member


def _make_profile(member: Member, role: Role, profile: dict[str, Any]) -> None:
    if role is Role.DOCTOR:
        DoctorProfile.objects.create(member=member, **profile)
    if role is Role.ASSISTANT:
        start = {
            "profile": Profile.CQP,
            "contract_from": date(2020, 1, 6),
            "confidentiality_signed_on": date(2020, 1, 6),
        }
        AssistantProfile.objects.create(member=member, **{**start, **profile})


def make_doctor(practice: Practice, family_name: str = "Martin", **fields: Any) -> Member:
    """« Dr Claire Martin »."""
    return make_member(practice, Role.DOCTOR, family_name, fields.pop("given_name", "Claire"), **fields)


def make_assistant(practice: Practice, family_name: str = "Benali", **fields: Any) -> Member:
    """A qualified assistant médical."""
    return make_member(practice, Role.ASSISTANT, family_name, fields.pop("given_name", "Sarah"), **fields)


def actor_of(member: Member, workstation: str = "") -> Actor:
    """The actor of a member made here."""
    membership = Membership.objects.select_related("user").get(member__pk=member.pk)
    return Actor(
        tenant_id=membership.tenant_id,
        role=membership.role,
        display_name=membership.user.full_name,
        user_id=membership.user_id,
        membership_id=membership.pk,
        workstation=workstation,
    )


def make_device(practice: Practice, doctor: Member | None = None, **fields: Any) -> Device:
    """An automatic blood pressure monitor when a ``doctor`` declares it, else one nobody declared."""
    declared = {"fully_automatic": True, "declared_by": doctor, "declared_on": date(2024, 1, 8)} if doctor else {}
    named = {"kind": "blood_pressure", "brand": "Omron", "model": "M7", "room": practice.room}
    with writing(practice.tenant.pk):
        return Device.objects.create(**{**named, **declared, **fields})


def entrust(doctor: Member, assistant: Member, *missions: str, **fields: Any) -> list[Delegation]:
    """Delegations signed since 2024; ``device_ids`` names devices."""
    signed = {"valid_from": date(2024, 1, 8), "signed_at": datetime(2024, 1, 8, 8, tzinfo=UTC), "signed_by": doctor}
    with writing(doctor.tenant.pk):
        return [
            Delegation.objects.create(
                doctor=doctor, assistant=assistant, mission=code, signature_method="password", **{**signed, **fields}
            )
            for code in missions
        ]


@dataclass(frozen=True, slots=True)
class Team:
    """A practice with a doctor, an assistant, a secretary and a manager."""

    practice: Practice
    doctor: Member
    assistant: Member
    secretary: Member
    manager: Member
    tenant_id: UUID = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tenant_id", self.practice.tenant.pk)


def make_team(name: str = "Cabinet des Tilleuls") -> Team:
    """Everybody of a small practice."""
    practice = make_practice(name)
    return Team(
        practice,
        make_doctor(practice),
        make_assistant(practice),
        make_member(practice, Role.SECRETARY, "Petit", "Julie"),
        make_member(practice, Role.MANAGER, "Leroy", "Paul"),
    )
