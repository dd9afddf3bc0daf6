"""Reading accounts: from a membership to the actor."""

from __future__ import annotations

from uuid import UUID

from brasdroit.foundation.accounts.models import Membership
from brasdroit.foundation.actors import Actor


def actor_of_membership(membership_id: str | UUID) -> Actor | None:
    """The actor behind an active membership of an active account, else None. One query."""
    return _actor(Membership.objects.filter(pk=membership_id))


def first_membership(user_id: UUID) -> Actor | None:
    """The oldest active membership of an account, else None. One query."""
    return _actor(Membership.objects.filter(user_id=user_id))


def _actor(memberships: object) -> Actor | None:
    found = (
        memberships.filter(active=True, user__is_active=True)  # type: ignore[attr-defined]
        .select_related("user")
        .order_by("created_at", "id")
        .first()
    )
    return as_actor(found) if found else None


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
