"""The next free slot of the day that somebody on the waiting list would take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.selectors.free import Proposal, _proposals
from brasdroit.reception.agenda.selectors.setup import agenda_setup
from brasdroit.reception.agenda.selectors.waiting import WaitingLine, _line, matching, open_entries
from brasdroit.reception.agenda.types import FreeSlot, SlotSearch


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
                return Offer(slot, _line(found[0][0], setup))
    return None
