"""Writing to and reading from the outbox of live updates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.live.models import LiveEvent

KEEP = timedelta(hours=1)


def announce(tenant_id: UUID, topics: Iterable[str]) -> None:
    """Note, in the transaction of the act, that these topics changed."""
    rows = [(tenant_id, topic, timezone.now()) for topic in sorted(set(topics))]
    if rows:
        insert_many(LiveEvent, ("tenant_id", "topic", "at"), rows)


def last_number() -> int:
    """The newest number of the outbox (0 when empty)."""
    return LiveEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


def since(number: int, limit: int = 500, *, tenant_id: UUID | None = None) -> list[tuple[int, UUID, str]]:
    """(number, tenant, topic) after ``number``, oldest first; of one tenant when it is named."""
    rows = LiveEvent.objects.filter(id__gt=number)
    rows = rows.filter(tenant_id=tenant_id) if tenant_id is not None else rows
    return list(rows.order_by("id").values_list("id", "tenant_id", "topic")[:limit])


def forget_old() -> int:
    """Drop what nobody can still be waiting for; answers how many rows."""
    return LiveEvent.objects.filter(at__lt=timezone.now() - KEEP).delete()[0]
