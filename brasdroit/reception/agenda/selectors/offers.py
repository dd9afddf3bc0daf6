"""Whom to call for a free slot, and the slots that were freed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, AppointmentMove, WaitingListEntry
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.selectors.free import Proposal, _proposals
from brasdroit.reception.agenda.selectors.occupation import busy_between
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.selectors.waiting import WaitingLine, _line, matching, open_entries, slot_key
from brasdroit.reception.agenda.types import AppointmentStatus, Busy, FreeSlot, SlotSearch, WaitingStatus

HORIZON = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Offer:
    """A free slot and the first person of the waiting list whom it fits."""

    slot: Proposal
    line: WaitingLine


def next_offer(actor: Actor, now: datetime) -> Offer | None:
    """The earliest free slot left today that fits somebody who waits; None when there is none. Three queries at most.

    Raises Forbidden.
    """
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup, rows = agenda_setup(), list(open_entries())
        if not rows:
            return None
        day = setup.local_day(now)
        shortest = min(setup.types[row.type_id].minutes for row in rows)
        slots = _proposals(setup, SlotSearch(first_day=day, last_day=day, minutes=shortest))
        for slot in slots:
            free = FreeSlot(str(slot.practitioner_id), slot.start, slot.end)
            if slot.start > now and (found := matching(setup, free, rows, now=now)):
                return Offer(slot, _line(found[0][0], setup, actor))
    return None


@dataclass(frozen=True, slots=True)
class FreedSlot:
    """A slot somebody gave back and nobody took; how many people of the list it fits, and who is thinking about it."""

    practitioner_id: UUID
    practitioner: str
    start: datetime
    end: datetime
    fits: int
    thinking: str


def freed_slots(actor: Actor, now: datetime, *, limit: int = 20) -> list[FreedSlot]:
    """The slots of the next three weeks that were cancelled or moved away, are still free and fit somebody who waits.

    Soonest first; five queries at most. Raises Forbidden.
    """
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup, rows = agenda_setup(), list(open_entries())
        given_back = _given_back(now) if rows else []
        if not given_back:
            return []
        busy = busy_between(now, now + HORIZON, practitioner_ids={who for who, _, _ in given_back})
        free = [each for each in given_back if not _taken(each, busy) and each[0] in setup.practitioners]
        found = (_freed(setup, each, rows, now) for each in free)
        return [slot for slot in found if slot.fits or slot.thinking][:limit]


def _given_back(now: datetime) -> list[tuple[UUID, datetime, datetime]]:
    """(practitioner, start, end) of what was cancelled or moved away, without repetition, soonest first."""
    ahead = {"start__gt": now, "start__lt": now + HORIZON}
    names = ("practitioner_id", "start", "end")
    cancelled = Appointment.objects.filter(status=AppointmentStatus.CANCELLED.value, **ahead).values_list(*names)
    moved = AppointmentMove.objects.filter(**ahead).values_list(*names)
    return sorted({*cancelled, *moved}, key=lambda each: (each[1], str(each[0]), each[2]))


def _taken(slot: tuple[UUID, datetime, datetime], busy: Iterable[Busy]) -> bool:
    who, start, end = slot
    return any(each.practitioner == str(who) and each.start < end and start < each.end for each in busy)


def _freed(
    setup: AgendaSetup, slot: tuple[UUID, datetime, datetime], rows: list[WaitingListEntry], now: datetime
) -> FreedSlot:
    who, start, end = slot
    matches = matching(setup, FreeSlot(str(who), start, end), rows, now=now)
    thinking = next((row for row in rows if _thinks_about(row, who, start)), None)
    name = str(thinking.patient.birth_name) if thinking else ""
    begin, finish = start.astimezone(setup.zone), end.astimezone(setup.zone)
    return FreedSlot(who, setup.practitioners[who].short_name, begin, finish, len(matches), name)


def _thinks_about(row: WaitingListEntry, practitioner_id: UUID, start: datetime) -> bool:
    return (row.status, row.slot_practitioner_id, row.slot_start) == (
        WaitingStatus.PROPOSED.value, practitioner_id, start
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom to call for one slot: who is thinking about it, who comes next (with the reasons of that order), who refused.

    `taken`: somebody holds the time now.
    """

    practitioner: str
    start: datetime
    end: datetime
    taken: bool
    thinking: tuple[WaitingLine, ...]
    to_call: tuple[tuple[WaitingLine, tuple[str, ...]], ...]
    refused: tuple[WaitingLine, ...]


def candidates(actor: Actor, practitioner_id: UUID, start: datetime, end: datetime, now: datetime) -> Candidates | None:
    """Whom to call for one slot; None when nobody of that name has an agenda here. Three queries. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup, rows, key = agenda_setup(), list(open_entries()), slot_key(practitioner_id, start)
        who = setup.practitioners.get(practitioner_id)
        if who is None:
            return None
        busy = busy_between(start, end, practitioner_ids=[practitioner_id])
        thinking = [row for row in rows if _thinks_about(row, practitioner_id, start)]
        matches = matching(setup, FreeSlot(str(practitioner_id), start, end), rows, now=now)
        return Candidates(
            who.short_name, start.astimezone(setup.zone), end.astimezone(setup.zone),
            taken=_taken((practitioner_id, start, end), busy),
            thinking=tuple(_line(row, setup, actor) for row in thinking),
            to_call=tuple((_line(row, setup, actor), match.reasons) for row, match in matches if row not in thinking),
            refused=tuple(_line(row, setup, actor) for row in rows if key in row.declined_slots),
        )  # fmt: skip
