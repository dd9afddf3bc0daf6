"""Reading the practice of the tenant in force."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Model, Q, QuerySet

from brasdroit.foundation.errors import NotFound
from brasdroit.practice.organisation.models import Device, Organization, Room, Site

M = TypeVar("M", bound=Model)


def organization() -> Organization:
    """The practice; NotFound before its set-up. One query."""
    row: Organization | None = Organization.objects.first()
    if row is None:
        raise NotFound
    return row


def idle_minutes() -> int:
    """Minutes without a gesture before a screen locks. One query."""
    found: int | None = Organization.objects.values_list("idle_minutes", flat=True).first()
    return found or 10


def practice_zone() -> ZoneInfo:
    """The practice's time zone. One query."""
    return ZoneInfo(organization().time_zone)


def sites(*, active_only: bool = False) -> QuerySet[Site]:
    """Sites by name, with the number of their rooms in use as ``room_count``."""
    rows = Site.objects.annotate(room_count=Count("rooms", filter=Q(rooms__active=True))).order_by("-active", "name")
    return rows.filter(active=True) if active_only else rows


def rooms(*, active_only: bool = False) -> QuerySet[Room]:
    """Rooms by site and name, their site loaded."""
    rows = Room.objects.select_related("site").order_by("-active", "site__name", "name")
    return rows.filter(active=True, site__active=True) if active_only else rows


def devices(*, in_service_only: bool = False) -> QuerySet[Device]:
    """Devices by kind, in service first, with their room and the declaring doctor loaded."""
    rows = Device.objects.select_related("room__site", "declared_by").order_by("-in_service", "kind", "brand", "model")
    return rows.filter(in_service=True) if in_service_only else rows


def site(site_id: UUID) -> Site:
    """A site of the practice; NotFound otherwise."""
    return _one(Site.objects.filter(pk=site_id))


def room(room_id: UUID) -> Room:
    """A room of the practice; NotFound otherwise."""
    return _one(Room.objects.filter(pk=room_id).select_related("site"))


def device(device_id: UUID) -> Device:
    """A device of the practice; NotFound otherwise."""
    return _one(Device.objects.filter(pk=device_id).select_related("room", "declared_by"))


def checks_due(on: date) -> QuerySet[Device]:
    """Devices in service whose next check is past or falls on that day."""
    return Device.objects.filter(in_service=True, next_check__lte=on).order_by("next_check")


def _one(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
