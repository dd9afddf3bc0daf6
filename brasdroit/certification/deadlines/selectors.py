"""Reading the deadlines of the practice's assistants: the employer sees all of them, an assistant his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.certification.deadlines.permissions import SEE_OWN, SEE_TEAM
from brasdroit.certification.deadlines.rules import reminder_reached, situation
from brasdroit.certification.deadlines.types import Reminder, Situation
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.selectors import assistants, doctors, member_of, members
from brasdroit.practice.members.types import Profile, Role
from brasdroit.practice.missions.permissions import as_assistant


@dataclass(frozen=True, slots=True)
class AssistantDeadlines:
    """An assistant of the practice and where he stands."""

    member: Member
    profile: Profile
    situation: Situation


def team_deadlines(actor: Actor, on: date) -> list[AssistantDeadlines]:
    """The assistants present on `on`, the most pressing first; Forbidden without the right. One query."""
    require(actor, SEE_TEAM)
    found = [_deadlines(member, on) for member in assistants(on)]
    return sorted(found, key=lambda one: (one.situation.next_by or date.max, one.member.display_name))


def own_deadlines(actor: Actor, on: date) -> AssistantDeadlines:
    """Those of the assistant behind the actor; Forbidden without the right. One query."""
    require(actor, SEE_OWN)
    return _deadlines(member_of(actor), on)


def reminders(on: date) -> list[Reminder]:
    """What the assistants present on `on` are to be reminded of: the days that count, from their first reminder. One query."""
    return [
        Reminder(one.member.pk, item.deadline, months)
        for one in (_deadlines(member, on) for member in assistants(on))
        for item in one.situation.deadlines
        if item.deadline.strict and (months := reminder_reached(item.deadline.by, on)) is not None
    ]


def employers(on: date) -> list[UUID]:
    """Whom the practice's deadlines concern: those who manage it, or its doctors when nobody does. At most two queries."""
    return [member.pk for member in members(Role.MANAGER, on=on) or doctors(on)]


def _deadlines(member: Member, on: date) -> AssistantDeadlines:
    return AssistantDeadlines(member, Profile(member.assistant_profile.profile), situation(as_assistant(member), on))
