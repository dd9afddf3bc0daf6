"""Writing to and reading from the outbox of live updates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope

KEEP = timedelta(hours=1)
PAGE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A topic that changed for a tenant, and its number in the outbox."""

    number: int
    tenant_id: UUID
    topic: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """Of the database's transactions: the oldest one under way, and the next one to begin."""

    oldest: int
    next: int


def announce(tenant_id: UUID, topics: Iterable[str]) -> None:
    """Note, in the transaction of the act, that these topics changed."""
    rows = [(tenant_id, topic, timezone.now()) for topic in sorted(set(topics))]
    if rows:
        insert_many(LiveEvent, ("tenant_id", "topic", "at"), rows)


@platform_scope()
def last_number() -> int:
    """The newest number of the outbox (0 when empty)."""
    return LiveEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


@platform_scope()
def since(number: int, also: Collection[int] = ()) -> list[Change]:
    """The changes of every tenant after ``number``, and those of the numbers in ``also``, oldest first; a page of them."""
    wanted = Q(id__gt=number) | Q(id__in=list(also)) if also else Q(id__gt=number)
    return _changes(wanted)


def missed(number: int, tenant_id: UUID) -> list[Change]:
    """The changes of one tenant after ``number``, oldest first; a page of them."""
    with tenant_scope(tenant_id):
        return _changes(Q(id__gt=number, tenant_id=tenant_id))


def _changes(wanted: Q) -> list[Change]:
    rows = LiveEvent.objects.filter(wanted).order_by("id").values_list("id", "tenant_id", "topic")
    return [Change(*row) for row in rows[:PAGE]]


def numbers_in_order() -> bool:
    """Whether numbers become visible in their order: SQLite writes one transaction at a time, PostgreSQL many."""
    return connection.vendor != "postgresql"


def horizon() -> Horizon:
    """Where the transactions of PostgreSQL are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(now_seen)::text::bigint, pg_snapshot_xmax(now_seen)::text::bigint "
            "FROM pg_current_snapshot() AS now_seen"
        )
        return Horizon(*cursor.fetchone())


@platform_scope()
def forget_old() -> int:
    """Drop what nobody can still be waiting for; answers how many rows."""
    return LiveEvent.objects.filter(at__lt=timezone.now() - KEEP).delete()[0]
