"""The floor's tables, re-exported for Django."""

from brasdroit.practice.members.models import AssistantProfile, DoctorProfile, Member
from brasdroit.practice.missions.models import Delegation, Protocol
from brasdroit.practice.organisation.models import Device, Organization, Room, Site

__all__ = [
    "AssistantProfile",
    "Delegation",
    "Device",
    "DoctorProfile",
    "Member",
    "Organization",
    "Protocol",
    "Room",
    "Site",
]
