"""Reading the waiting list, and whom a slot fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import WaitingListEntry
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.rules import waiting_matches
from brasdroit.reception.agenda.selectors.cards import shown_name
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownType, agenda_setup
from brasdroit.reception.agenda.types import FreeSlot, WaitingEntry, WaitingMatch, WaitingStatus
from brasdroit.record.encounters.permissions import SEE as SEE_VISITS

_OPEN = [WaitingStatus.WAITING.value, WaitingStatus.PROPOSED.value]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One person who waits; `slot_start` is what was proposed to him and not answered yet."""

    id: UUID
    patient_id: UUID
    patient: str
    birth_date: date
    phone: str
    kind: KnownType
    practitioners: tuple[str, ...]
    practitioner_ids: tuple[UUID, ...]
    first_day: date | None
    last_day: date | None
    weekdays: tuple[int, ...]
    since: datetime
    priority: bool
    refusals: int
    note: str
    slot_start: datetime | None
    slot_practitioner_id: UUID | None
    instead_of_id: UUID | None
    instead_of_start: datetime | None


def waiting_list(actor: Actor) -> list[WaitingLine]:
    """Everybody who waits, the doctor's priorities first, then the nearest deadline, then the oldest; two queries."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        lines = [_line(row, setup, actor) for row in open_entries()]
    return sorted(lines, key=lambda each: (not each.priority, each.last_day or date.max, each.since, each.id))


def waiting_line(actor: Actor, entry_id: UUID) -> WaitingLine | None:
    """One person who waits, None when he is off the list; two queries. The read is traced."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        row = open_entries().filter(pk=entry_id).first()
        line = _line(row, agenda_setup(), actor) if row else None
    if row and line:
        record_read(actor, "waiting_list.read", subject=row, about_id=line.patient_id)
    return line


def matches_for(
    actor: Actor, practitioner_id: UUID, start: datetime, end: datetime
) -> list[tuple[WaitingLine, WaitingMatch]]:
    """The people of the list whom a free slot fits, best first, with the reasons of that order."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        slot = FreeSlot(str(practitioner_id), start, end)
        return [
            (_line(row, setup, actor), match)
            for row, match in matching(setup, slot, open_entries(), now=timezone.now())
        ]


def open_entries() -> QuerySet[WaitingListEntry]:
    """The entries still waiting, oldest first, with their patient."""
    rows: QuerySet[WaitingListEntry] = WaitingListEntry.objects.filter(status__in=_OPEN)
    return rows.select_related("patient", "instead_of").order_by("created_at", "id")


def matching(
    setup: AgendaSetup, slot: FreeSlot, rows: Iterable[WaitingListEntry], *, now: datetime
) -> list[tuple[WaitingListEntry, WaitingMatch]]:
    """The entries that a slot fits, best first. Nobody is offered a slot later than his own, nor one he refused."""
    key = slot_key(UUID(slot.practitioner), slot.start)
    known = {
        str(row.pk): row
        for row in rows
        if key not in row.declined_slots and not (row.instead_of and row.instead_of.start <= slot.start)
    }
    entries = [_facts(row, setup) for row in known.values()]
    return [(known[each.reference], each) for each in waiting_matches(slot, entries, now=now, timezone=setup.zone.key)]


def slot_key(practitioner_id: UUID, start: datetime) -> str:
    """How an entry remembers a slot: whose it is and when it begins (UTC)."""
    return f"{practitioner_id}|{start.astimezone(UTC).isoformat()}"


def _facts(row: WaitingListEntry, setup: AgendaSetup) -> WaitingEntry:
    return WaitingEntry(
        reference=str(row.pk),
        since=row.created_at,
        minutes=setup.types[row.type_id].minutes,
        practitioners=frozenset(row.practitioners),
        kind=str(row.type_id),
        first_day=row.first_day,
        last_day=row.last_day,
        weekdays=frozenset(row.weekdays),
        after=row.after,
        before=row.before,
        priority=row.priority,
        notice_minutes=row.notice_minutes,
        refusals=row.refusals,
    )


def _line(row: WaitingListEntry, setup: AgendaSetup, actor: Actor) -> WaitingLine:
    patient, wanted = row.patient, tuple(UUID(each) for each in row.practitioners)
    return WaitingLine(
        id=row.pk,
        patient_id=row.patient_id,
        patient=shown_name(
            patient.birth_name, patient.used_name, patient.first_birth_given_name, patient.used_given_name
        ),
        birth_date=patient.birth_date,
        phone=row.phone or patient.phone,
        kind=setup.types[row.type_id],
        practitioners=tuple(setup.practitioners[each].short_name for each in wanted if each in setup.practitioners),
        practitioner_ids=wanted,
        first_day=row.first_day,
        last_day=row.last_day,
        weekdays=tuple(row.weekdays),
        since=row.created_at.astimezone(setup.zone),
        priority=row.priority,
        refusals=row.refusals,
        note=row.note if may(actor, SEE_VISITS) else "",
        slot_start=row.slot_start.astimezone(setup.zone) if row.slot_start else None,
        slot_practitioner_id=row.slot_practitioner_id,
        instead_of_id=row.instead_of_id,
        instead_of_start=row.instead_of.start.astimezone(setup.zone) if row.instead_of else None,
    )
