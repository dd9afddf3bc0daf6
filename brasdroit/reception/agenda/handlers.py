"""What the agenda does when something happens elsewhere; wired by brasdroit.wiring."""

from __future__ import annotations

from brasdroit.foundation.actors import Actor
from brasdroit.reception.agenda.events import SlotFreed
from brasdroit.reception.agenda.services import follow_encounter, offer_freed_slot
from brasdroit.record.encounters.events import EncounterMoved
from brasdroit.record.encounters.types import EncounterStatus

_ENDS = frozenset({EncounterStatus.CANCELLED, EncounterStatus.NO_SHOW})


def on_slot_freed(actor: Actor, event: SlotFreed) -> None:
    """Offer the freed slot to the waiting list."""
    offer_freed_slot(actor=actor, freed=event)


def on_encounter_moved(actor: Actor, event: EncounterMoved) -> None:
    """Give the time back, or hold it again, as the visit says."""
    status = EncounterStatus(event.status)
    if status in _ENDS or event.source in _ENDS:
        follow_encounter(actor=actor, encounter_id=event.encounter_id, status=status)
