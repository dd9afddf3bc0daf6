"""Reading the team of the tenant in force."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import NotFound
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role


def members(role: Role | None = None, *, on: date | None = None) -> QuerySet[Member]:
    """Members by role then name, account and sheet loaded; ``on`` leaves out those who had left that day. One query."""
    rows = Member.objects.select_related("membership__user", "doctor_profile", "assistant_profile")
    if role is not None:
        rows = rows.filter(role=role)
    if on is not None:
        rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    return rows.order_by("role", "display_name", "id")


def people(on: date) -> list[tuple[UUID, str]]:
    """Everybody present on a day, each person once, under the role of doctor when he holds two: identifier and name.

    One query; doctors first, then by name.
    """
    rows = sorted(members(on=on), key=lambda row: (row.role != Role.DOCTOR, row.display_name))
    once = {row.membership.user_id if row.membership else row.pk: row for row in reversed(rows)}
    return [(row.pk, row.display_name) for row in rows if row in once.values()]


def doctors(on: date) -> QuerySet[Member]:
    """The doctors present on a day, by name. One query."""
    return members(Role.DOCTOR, on=on)


def doctor_names(on: date) -> list[tuple[UUID, str]]:
    """The doctors present on a day, as a form offers them: identifier and name. One query."""
    return [(row.pk, row.display_name) for row in _PRESENT_DOCTORS(on=on)]


_PRESENT_DOCTORS: Prepared[Member] = Prepared(
    lambda on: Member.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), role=Role.DOCTOR.value).order_by(
        "display_name", "id"
    ),
    on=date,
)


def is_doctor(member_id: UUID) -> bool:
    """Whether that member is, or was, a doctor of the practice. One query."""
    return bool(_DOCTOR_KEY.columns(member=member_id))


_DOCTOR_KEY: Prepared[Member] = Prepared(
    lambda member: Member.objects.filter(pk=member, role=Role.DOCTOR.value).values_list("pk"), member=UUID
)


def assistants(on: date) -> QuerySet[Member]:
    """The assistants present on a day, by name. One query."""
    return members(Role.ASSISTANT, on=on)


def member(member_id: UUID) -> Member:
    """A member of the practice, account and sheet loaded; NotFound otherwise. One query."""
    row: Member | None = members().filter(pk=member_id).first()
    if row is None:
        raise NotFound
    return row


def member_of(actor: Actor) -> Member:
    """The member behind the actor; NotFound for the program itself. One query."""
    row: Member | None = members().filter(membership_id=actor.seat).first()
    if row is None:
        raise NotFound
    return row


def waiting_invitations() -> frozenset[UUID]:
    """Members who have not chosen a password yet."""
    waiting = Member.objects.filter(ended_on=None, membership__user__password__startswith="!")  # noqa: S106  (Django marks so an account without a password)
    return frozenset(waiting.values_list("pk", flat=True))
