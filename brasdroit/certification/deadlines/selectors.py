"""Reading the deadlines of the practice's assistants: the employer sees all of them, an assistant his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brasdroit.certification.deadlines.permissions import SEE_OWN, SEE_TEAM
from brasdroit.certification.deadlines.rules import situation
from brasdroit.certification.deadlines.types import Situation
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.selectors import assistants, member_of
from brasdroit.practice.members.types import Profile
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


def _deadlines(member: Member, on: date) -> AssistantDeadlines:
    return AssistantDeadlines(member, Profile(member.assistant_profile.profile), situation(as_assistant(member), on))
