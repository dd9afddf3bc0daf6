"""The calendars that practitioners read on their own devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope
from brasdroit.reception.agenda.models import Appointment, CalendarFeed
from brasdroit.reception.agenda.permissions import FEEDS
from brasdroit.reception.agenda.rules import feed
from brasdroit.reception.agenda.selectors.setup import agenda_setup
from brasdroit.reception.agenda.types import AppointmentStatus, FeedEntry, FeedOptions

READ = "calendar_feed.read"
_PAST, _COMING = timedelta(days=30), timedelta(days=180)


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One address, without its secret; `last_used` from the journal."""

    id: UUID
    practitioner: str
    label: str
    show_kind: bool
    created_at: datetime
    revoked_at: datetime | None
    last_used: datetime | None


def feeds(actor: Actor) -> list[FeedLine]:
    """The addresses given, latest first; one query. Raises Forbidden."""
    require(actor, FEEDS)
    reads = AuditEntry.objects.filter(tenant_id=actor.tenant_id, about_id=OuterRef("pk"), action=READ)
    with tenant_scope(actor.tenant_id):
        rows = CalendarFeed.objects.select_related("practitioner").order_by("-created_at")
        rows = rows.annotate(last_used=Subquery(reads.order_by("-at").values("at")[:1]))
        return [
            FeedLine(
                row.pk,
                row.practitioner.short_name,
                row.label,
                row.show_kind,
                row.created_at,
                row.revoked_at,
                row.last_used,
            )
            for row in rows
        ]


def feed_calendar(token: str) -> bytes:
    """The calendar (RFC 5545) behind a secret; says nothing of any patient. The read is traced.

    Raises NotFound, also from the day the practitioner is away for good: his address was of the practice.
    """
    digest = sha256(token.encode()).hexdigest()
    rows = CalendarFeed.everyone.filter(digest=digest, revoked_at=None).select_related("practitioner")
    with platform_scope():
        found: CalendarFeed | None = rows.first()
    if found is None or found.tenant_id is None or not found.practitioner.is_active(timezone.localdate()):
        raise NotFound
    # The journal finds « last used » by what the line is about: the feed itself, for no patient is in it.
    record_read(system_actor(found.tenant_id, found.practitioner.display_name), READ, subject=found, about_id=found.pk)
    with tenant_scope(found.tenant_id):
        setup = agenda_setup()
        options = FeedOptions(show_kind=found.show_kind, timezone=setup.zone.key)
        return feed(found.practitioner.short_name, _entries(found), options, now=timezone.now())


def _entries(found: CalendarFeed) -> list[FeedEntry]:
    now = timezone.now()
    rows = Appointment.objects.filter(
        practitioner_id=found.practitioner_id, start__gt=now - _PAST, start__lt=now + _COMING
    ).select_related("type", "room")
    return [
        FeedEntry(
            uid=f"{row.pk}@brasdroit",
            sequence=row.sequence,
            start=row.start,
            end=row.end,
            kind_label=row.type.name,
            place=row.room.name if row.room else "",
            cancelled=row.status == AppointmentStatus.CANCELLED,
        )
        for row in rows.order_by("start", "id")
    ]
