"""What already holds the time of the practitioners and of the rooms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from brasdroit.foundation.db.prepared import Prepared
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.types import AppointmentStatus, Busy

LONGEST = timedelta(days=1)
"""No appointment is longer (the database refuses it): one that started earlier is over."""


def busy_between(
    start: datetime, end: datetime, *, practitioner_ids: Collection[UUID] = (), room_ids: Collection[UUID] = ()
) -> list[Busy]:
    """What touches [start, end) of these practitioners or of these rooms (both empty: of everybody). One query."""
    bounds = {"after": start - LONGEST, "before": end, "since": start}
    if practitioner_ids and room_ids:
        rows = _OF_BOTH.columns(**bounds, people=_whole(practitioner_ids), rooms=_whole(room_ids))
    elif practitioner_ids:
        rows = _OF_PEOPLE.columns(**bounds, people=_whole(practitioner_ids))
    elif room_ids:
        rows = _OF_ROOMS.columns(**bounds, rooms=_whole(room_ids))
    else:
        rows = _OF_ALL.columns(**bounds)
    return [
        Busy(begin, finish, str(practitioner), str(room) if room else None, str(key), overbooked=overbooked)
        for key, begin, finish, practitioner, room, overbooked in rows
    ]


def _whole(keys: Collection[UUID]) -> list[UUID]:
    """The keys in a list whose length is one of few, the last one repeated: few shapes of the query are kept ready."""
    listed = list(keys)
    size = 1 << (len(listed) - 1).bit_length()
    return listed + listed[-1:] * (size - len(listed))


def _busy(
    after: datetime, before: datetime, since: datetime, people: Sequence[UUID] = (), rooms: Sequence[UUID] = ()
) -> QuerySet[Appointment, Any]:
    rows = Appointment.objects.filter(
        status=AppointmentStatus.BOOKED.value, start__gt=after, start__lt=before, end__gt=since
    )
    if people or rooms:
        rows = rows.filter(Q(practitioner_id__in=people) | Q(room_id__in=rooms))
    columns = rows.values_list("id", "start", "end", "practitioner_id", "room_id", "overbooked")
    return columns.order_by("start", "id")


_BOUNDS: dict[str, Any] = {"after": datetime, "before": datetime, "since": datetime}
_OF_ALL: Prepared[Appointment] = Prepared(_busy, **_BOUNDS)
_OF_PEOPLE: Prepared[Appointment] = Prepared(_busy, **_BOUNDS, people=(UUID,))
_OF_ROOMS: Prepared[Appointment] = Prepared(_busy, **_BOUNDS, rooms=(UUID,))
_OF_BOTH: Prepared[Appointment] = Prepared(_busy, **_BOUNDS, people=(UUID,), rooms=(UUID,))
