"""What is free: the slots of a day, and the first ones that answer a search or a phrase."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.rules import Occupation, free_slots, read_phrase
from brasdroit.reception.agenda.rules.slots import LONGEST, SHORTEST
from brasdroit.reception.agenda.selectors.cards import Card
from brasdroit.reception.agenda.selectors.days import AgendaView
from brasdroit.reception.agenda.selectors.occupation import busy_between
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.types import AppointmentStatus, Busy, FreeSlot, SlotSearch

LONGEST_SEARCH = timedelta(days=400)
_FIRST_WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A free slot as it is proposed; times local to the practice."""

    practitioner_id: UUID
    practitioner: str
    start: datetime
    end: datetime
    room_id: UUID | None
    room: str
    reserved: bool


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The proposals, what was understood of the phrase and what was not; `problems` are the days that cannot be."""

    proposals: tuple[Proposal, ...]
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    search: SlotSearch | None = None
    problems: tuple[str, ...] = ()

    @property
    def unclear(self) -> bool:
        """Whether the day asked for cannot be, or nothing asked for could be read: a place proposed would be a guess."""
        return bool(self.problems or (self.not_understood and not self.understood))


def free_slots_of_day(
    actor: Actor, day: date, *, minutes: int, practitioner_ids: Collection[UUID] = (), type_id: UUID | None = None,
    urgent: bool = False,
) -> list[Proposal]:  # fmt: skip
    """Every free slot of a day, for these practitioners or for all; two queries. Raises Forbidden."""
    require(actor, SEE)
    search = SlotSearch(
        first_day=day, last_day=day, minutes=min(max(minutes, SHORTEST), LONGEST), urgent=urgent,
        practitioners=tuple(str(each) for each in practitioner_ids), kind=str(type_id) if type_id else None,
    )  # fmt: skip
    with tenant_scope(actor.tenant_id):
        return _proposals(agenda_setup(), search)


def free_slots_of_view(actor: Actor, view: AgendaView, *, minutes: int, urgent: bool = False) -> list[Proposal]:
    """Every free slot of the days of a view of everybody's agenda: what is taken was read with it. Raises Forbidden."""
    require(actor, SEE)
    busy = Occupation([_busy(card) for card in view.cards if card.status == AppointmentStatus.BOOKED])
    everyone = tuple(str(each) for each in view.setup.practitioners)
    length, now = min(max(minutes, SHORTEST), LONGEST), timezone.now()
    return [
        _proposal(view.setup, slot)
        for day in view.days
        for slot in free_slots(
            SlotSearch(first_day=day, last_day=day, minutes=length, urgent=urgent, practitioners=everyone),
            view.setup.schedule, busy, now=now,
        )
    ]  # fmt: skip


def _busy(card: Card) -> Busy:
    room = str(card.room_id) if card.room_id else None
    return Busy(card.start, card.end, str(card.practitioner_id), room, str(card.id), overbooked=card.overbooked)


def find_slots(
    actor: Actor, phrase: str = "", *, type_id: UUID | None = None, practitioner_ids: Collection[UUID] = (),
    first_day: date | None = None, urgent: bool = False, limit: int = 9,
) -> SlotAnswer:  # fmt: skip
    """The first free slots that answer a French phrase (« après 17 h un mercredi avec Martin »), at most `limit`.

    `practitioner_ids` and `first_day` hold unless the phrase says otherwise. A phrase that says nothing readable, or a day
    that cannot be, gets no slot. Raises Forbidden.
    """
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        kind = setup.types.get(type_id) if type_id else None
        today = timezone.localdate(timezone=setup.zone)
        read = read_phrase(
            phrase,
            today=today,
            practitioners=_names(setup),
            minutes=kind.minutes if kind else SHORTEST * 3,
            limit=limit,
        )
        search = _completed(read.search, setup, practitioner_ids, first_day, said_when=bool(read.understood))
        search = replace(search, kind=str(kind.id) if kind else None, urgent=urgent or search.urgent)
        answer = SlotAnswer((), read.understood, read.not_understood, search, read.problems)
        return answer if answer.unclear else replace(answer, proposals=tuple(_widening(setup, search)))


def _completed(
    search: SlotSearch,
    setup: AgendaSetup,
    practitioner_ids: Collection[UUID],
    first_day: date | None,
    *,
    said_when: bool,
) -> SlotSearch:
    named = search.practitioners or tuple(str(each) for each in practitioner_ids or setup.practitioners)
    first, last = search.first_day, min(search.last_day, search.first_day + LONGEST_SEARCH)
    if first_day is not None and not said_when and first_day > first:
        first, last = first_day, first_day + (last - first)
    return replace(search, practitioners=named, first_day=first, last_day=last)


def _names(setup: AgendaSetup) -> dict[str, str]:
    """How people call the practitioners: « Martin », « Dr Martin », « Claire Martin »."""
    names: dict[str, str] = {}
    for each in setup.practitioners.values():
        bare = each.display_name.removeprefix("Dr ").removeprefix("Pr ")
        for name in (bare.rsplit(" ", 1)[-1], bare, each.short_name):
            names.setdefault(name, str(each.id))
    return names


def _widening(setup: AgendaSetup, search: SlotSearch) -> list[Proposal]:
    """Look one week first, then the rest: most answers are near and a year of appointments is long to read."""
    near = replace(search, last_day=min(search.last_day, search.first_day + _FIRST_WINDOW))
    found = _proposals(setup, near)
    missing = (search.limit or 0) - len(found)
    if missing > 0 and near.last_day < search.last_day:
        far = replace(search, first_day=near.last_day + timedelta(days=1), limit=missing)
        found += _proposals(setup, far)
    return found


def _proposals(setup: AgendaSetup, search: SlotSearch) -> list[Proposal]:
    known = tuple(each for each in search.practitioners if UUID(each) in setup.practitioners)
    everyone = tuple(str(each) for each in setup.practitioners)
    search = replace(search, practitioners=known or everyone)
    start = datetime.combine(search.first_day, time.min, tzinfo=setup.zone).astimezone(UTC)
    end = datetime.combine(search.last_day + timedelta(days=2), time.min, tzinfo=setup.zone).astimezone(UTC)
    people = [UUID(each) for each in search.practitioners]
    rooms = {
        UUID(each.room) for each in setup.schedule.templates if each.room and each.practitioner in search.practitioners
    }
    busy = Occupation(busy_between(start, end, practitioner_ids=people, room_ids=rooms))
    return [_proposal(setup, each) for each in free_slots(search, setup.schedule, busy, now=timezone.now())]


def _proposal(setup: AgendaSetup, slot: FreeSlot) -> Proposal:
    who = setup.practitioners[UUID(slot.practitioner)]
    room = setup.rooms.get(UUID(slot.room)) if slot.room else None
    return Proposal(
        who.id,
        who.short_name,
        slot.start,
        slot.end,
        room.id if room else None,
        room.name if room else "",
        slot.reserved,
    )
