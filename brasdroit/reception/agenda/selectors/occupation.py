"""What already holds the time of the practitioners and of the rooms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.types import AppointmentStatus, Busy

LONGEST = timedelta(days=1)
"""No appointment is longer (the database refuses it): one that started earlier is over."""


def busy_between(
    start: datetime, end: datetime, *, practitioner_ids: Collection[UUID] = (), room_ids: Collection[UUID] = ()
) -> list[Busy]:
    """What touches [start, end) of these practitioners or of these rooms (both empty: of everybody). One query."""
    rows = Appointment.objects.filter(
        status=AppointmentStatus.BOOKED.value, start__gt=start - LONGEST, start__lt=end, end__gt=start
    )
    if practitioner_ids or room_ids:
        rows = rows.filter(Q(practitioner_id__in=practitioner_ids) | Q(room_id__in=room_ids))
    values: Iterable[tuple[Any, ...]] = rows.values_list(
        "id", "start", "end", "practitioner_id", "room_id", "overbooked"
    ).order_by("start", "id")
    return [
        Busy(begin, finish, str(practitioner), str(room) if room else None, str(key), overbooked=overbooked)
        for key, begin, finish, practitioner, room, overbooked in values
    ]
