"""The public screen: call numbers, nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope
from brasdroit.reception.waiting_room.models import CheckIn, PublicDisplay
from brasdroit.reception.waiting_room.permissions import DISPLAY
from brasdroit.reception.waiting_room.rules import digest_of, display
from brasdroit.reception.waiting_room.types import Arrival, DisplayEntry
from brasdroit.record.encounters.types import EncounterStatus

S = EncounterStatus
CALLED_FOR = timedelta(minutes=8)
_CALLED = frozenset({S.WITH_ASSISTANT, S.WITH_DOCTOR})
_WAITING = frozenset({S.WAITING, S.READY_FOR_DOCTOR})


@dataclass(frozen=True, slots=True)
class Screen:
    """What hangs in the room: those called, then those who wait."""

    called: tuple[DisplayEntry, ...]
    waiting: tuple[DisplayEntry, ...]


def public_screen(token: str, now: datetime) -> Screen:
    """The screen of a secret address. Raises NotFound when the address is unknown or was closed. Two queries."""
    with platform_scope():
        row = PublicDisplay.everyone.filter(digest=digest_of(token), revoked_at=None).first()
    if row is None:
        raise NotFound
    with tenant_scope(row.tenant_id):
        lines = display(_entry(each, now) for each in _checked_in(now))
    return Screen(tuple(each for each in lines if each.called), tuple(each for each in lines if not each.called))


def displays(actor: Actor) -> list[PublicDisplay]:
    """The screens of the practice, open ones first."""
    require(actor, DISPLAY)
    rows = PublicDisplay.objects.order_by("-created_at")
    return sorted(rows, key=lambda row: row.revoked_at is not None)


def _checked_in(now: datetime) -> list[CheckIn]:
    wanted = [status.value for status in (_CALLED | _WAITING)]
    rows = CheckIn.objects.filter(day=timezone.localdate(now), encounter__status__in=wanted)
    rows = rows.select_related("encounter__room").order_by("call_number")
    return [row for row in rows if row.encounter.status in _WAITING or now - row.encounter.status_at < CALLED_FOR]


def _entry(row: CheckIn, now: datetime) -> Arrival:
    encounter = row.encounter
    return Arrival(
        reference="",
        practitioner="",
        arrived_at=now,
        call_number=row.call_number,
        room=encounter.room.name if encounter.room else "",
        called=encounter.status in _CALLED,
    )
