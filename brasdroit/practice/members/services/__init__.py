"""Changing the team: opening a practice, inviting, editing, ending."""

from brasdroit.practice.members.services.accounts import accept_invitation, invite_again
from brasdroit.practice.members.services.installation import open_practice
from brasdroit.practice.members.services.team import add_member, add_role, edit_member, edit_profile, end_membership

__all__ = [
    "accept_invitation",
    "add_member",
    "add_role",
    "edit_member",
    "edit_profile",
    "end_membership",
    "invite_again",
    "open_practice",
]
