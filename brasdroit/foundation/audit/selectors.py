"""Reading the journal of the tenant in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from brasdroit.foundation.audit.labels import action_label
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.tenancy.context import current_tenant_id

PAGE = 100


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act or one read, as shown: ``action_text`` in French, ``role`` a code, ``sealed`` once in the chain."""

    id: UUID
    at: datetime
    actor_id: UUID | None
    actor_name: str
    role: str
    workstation: str
    action: str
    action_text: str
    subject_type: str
    subject_id: UUID | None
    about_id: UUID | None
    details: Mapping[str, Any]
    sealed: bool


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What to show: one membership's acts, the days from ``first`` to ``last`` included, one action, one person."""

    actor_id: UUID | None = None
    first: date | None = None
    last: date | None = None
    action: str = ""
    about_id: UUID | None = None
    about_also: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Lines, newest first, and the identifier to ask the following ones after (None: no more)."""

    lines: tuple[JournalLine, ...]
    after: UUID | None


def access_log(
    patient_id: UUID, *, also: Iterable[UUID] = (), after: UUID | None = None, size: int = PAGE
) -> JournalPage:
    """Who saw or changed the record of a person, newest first; `also`: other records that were his. One query."""
    return journal(JournalFilter(about_id=patient_id, about_also=tuple(also)), after=after, size=size)


def journal(wanted: JournalFilter, *, after: UUID | None = None, size: int = PAGE) -> JournalPage:
    """A page of the journal, newest first; identifiers follow time, so ``after`` continues a page. One query."""
    rows = _lines(wanted)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows[: size + 1])
    shown = tuple(_line(row) for row in found[:size])
    return JournalPage(shown, shown[-1].id if len(found) > size else None)


def every_line(wanted: JournalFilter) -> Iterator[JournalLine]:
    """All lines of a filter, newest first, read in pieces."""
    return (_line(row) for row in _lines(wanted).iterator(500))


def journal_actors() -> list[tuple[UUID, str]]:
    """(membership, name) of those the journal knows, by name."""
    found = (
        AuditEntry.objects.filter(tenant_id=current_tenant_id(), actor_id__isnull=False)
        .values_list("actor_id", "actor_name")
        .distinct()
    )
    names = {actor_id: name for actor_id, name in found if actor_id is not None}
    return sorted(names.items(), key=lambda item: item[1])


def _lines(wanted: JournalFilter) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(tenant_id=current_tenant_id()).order_by("-id")
    if wanted.actor_id:
        rows = rows.filter(actor_id=wanted.actor_id)
    if wanted.about_id:
        rows = rows.filter(about_id__in=[wanted.about_id, *wanted.about_also])
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    return _between(rows, wanted.first, wanted.last)


def _between(rows: QuerySet[AuditEntry], first: date | None, last: date | None) -> QuerySet[AuditEntry]:
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(row: AuditEntry) -> JournalLine:
    return JournalLine(
        row.pk, row.at, row.actor_id, row.actor_name, row.actor_role, row.workstation, row.action,
        action_label(row.action), row.subject_type, row.subject_id, row.about_id, row.details, row.position is not None,
    )  # fmt: skip
