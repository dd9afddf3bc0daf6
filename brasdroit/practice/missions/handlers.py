"""What happens to the missions when the team changes; wired by brasdroit.wiring."""

from __future__ import annotations

from brasdroit.foundation.actors import Actor
from brasdroit.practice.members.events import MemberReturned
from brasdroit.practice.missions.services import end_former


def on_member_returned(actor: Actor, event: MemberReturned) -> None:
    """What was signed before the departure does not come back by itself."""
    end_former(actor=actor, member_id=event.member_id)
