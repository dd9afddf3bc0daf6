"""Reading accounts: from a membership to the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, models
from django.db.models import QuerySet

from brasdroit.foundation.accounts.models import Membership, PinCredential, User, Workstation
from brasdroit.foundation.accounts.pins import digest_of
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope


@platform_scope()
def actor_of_membership(membership_id: str | UUID, workstation: str = "") -> Actor | None:
    """The actor behind an active membership of an active account, else None. One query."""
    return _actor(Membership.objects.filter(pk=membership_id), workstation)


@platform_scope()
def signed_in(membership_id: str | UUID, workstation: str = "") -> tuple[Actor, User] | None:
    """The actor of a session's membership and his account, when both are still active. One query.

    Every request asks this, so the statement is written by hand: building it through the query builder took longer than
    all the rest of an ordinary request. What it does not read of the account is read when somebody asks for it.
    """
    key = models.UUIDField().get_db_prep_value(_uuid(membership_id), connection)
    with connection.cursor() as cursor:
        cursor.execute(_SEAT, [key])
        row = cursor.fetchone()
    if row is None:
        return None
    seat_id, tenant_id, role, *account = row
    user = User.from_db(connection.alias, _ACCOUNT, account)
    user.pk = _uuid(user.pk)
    return Actor(_uuid(tenant_id), role, user.full_name, user.pk, _uuid(seat_id), workstation), user


_READ = {"id", "email", "password", "title", "given_name", "family_name", "is_active"}
_ACCOUNT = tuple(field.name for field in User._meta.concrete_fields if field.name in _READ)  # from_db wants their order
_SEAT = f"""
    SELECT seat.id, seat.tenant_id, seat.role, {", ".join(f"account.{name}" for name in _ACCOUNT)}
    FROM foundation_membership seat JOIN foundation_user account ON account.id = seat.user_id
    WHERE seat.id = %s AND seat.active AND account.is_active
"""  # noqa: S608 - made of the names of our own columns


def _uuid(value: str | UUID) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


@platform_scope()
def first_membership(user_id: UUID) -> Actor | None:
    """The oldest active membership of an account, else None. One query."""
    return _actor(Membership.objects.filter(user_id=user_id))


def _actor(memberships: QuerySet[Membership], workstation: str = "") -> Actor | None:
    active = memberships.filter(active=True, user__is_active=True)
    found = active.select_related("user").order_by("created_at", "id").first()
    return as_actor(found, workstation) if found else None


def as_actor(membership: Membership, workstation: str = "") -> Actor:
    """The actor of a membership whose account is loaded."""
    return Actor(
        tenant_id=membership.tenant_id,
        role=membership.role,
        display_name=membership.user.full_name,
        user_id=membership.user_id,
        membership_id=membership.pk,
        workstation=workstation,
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """A place a person may take: a role in a practice."""

    membership_id: UUID
    tenant_id: UUID
    practice: str
    role: str


@dataclass(frozen=True, slots=True)
class PinHolder:
    """A person the lock screen of a shared workstation offers."""

    membership_id: UUID
    name: str
    initials: str
    role: str


@dataclass(frozen=True, slots=True)
class SharedWorkstation:
    """A registered computer."""

    id: UUID
    tenant_id: UUID
    name: str
    idle_minutes: int
    active: bool
    created_at: datetime


def account(user_id: UUID | None) -> User | None:
    """An active account, else None."""
    return User.objects.filter(pk=user_id, is_active=True).first() if user_id else None


@platform_scope()
def installed() -> bool:
    """Whether the program has its first member; before that everything leads to the set-up."""
    return Membership.objects.exists()


@platform_scope()
def seats_of(user_id: UUID) -> tuple[Seat, ...]:
    """The active memberships of an account, oldest first. One query."""
    rows = Membership.objects.filter(user_id=user_id, active=True, user__is_active=True).select_related("tenant")
    return tuple(Seat(row.pk, row.tenant_id, row.tenant.name, row.role) for row in rows.order_by("created_at", "id"))


@platform_scope()
def belongs_elsewhere(user_id: UUID, tenant_id: UUID) -> bool:
    """Whether the account has, or had, a place in a practice other than this one. One query."""
    return Membership.objects.filter(user_id=user_id).exclude(tenant_id=tenant_id).exists()


def pin_holders(tenant_id: UUID) -> tuple[PinHolder, ...]:
    """Who may unlock by PIN at the practice's workstations, each in every role he holds, by name."""
    holders = PinCredential.everyone.filter(tenant_id=tenant_id).values("user_id")
    rows = Membership.objects.filter(tenant_id=tenant_id, active=True, user__is_active=True, user_id__in=holders)
    ordered = rows.select_related("user").order_by("user__family_name", "user__given_name", "created_at")
    with tenant_scope(tenant_id):
        return tuple(PinHolder(row.pk, row.user.full_name, row.user.initials, row.role) for row in ordered)


def has_pin(actor: Actor) -> bool:
    """Whether the person chose a PIN for this practice."""
    return PinCredential.objects.filter(user_id=actor.account).exists()


@platform_scope()
def workstation_of(secret: str) -> SharedWorkstation | None:
    """The active workstation whose cookie this is, else None. One query."""
    row = Workstation.everyone.filter(secret_digest=digest_of(secret), active=True).first() if secret else None
    return _as_shared(row) if row else None


def workstations() -> tuple[SharedWorkstation, ...]:
    """The workstations of the tenant in force, active first, by name."""
    return tuple(_as_shared(row) for row in Workstation.objects.order_by("-active", "name"))


def _as_shared(row: Workstation) -> SharedWorkstation:
    return SharedWorkstation(row.pk, row.tenant.pk, row.name, row.idle_minutes, row.active, row.created_at)
