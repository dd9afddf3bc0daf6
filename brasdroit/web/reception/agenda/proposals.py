"""The proposals as buttons: the first nine answer to the digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from brasdroit.reception.agenda.selectors import AgendaSetup, Proposal, SlotAnswer
from brasdroit.web.reception.agenda.pages import slot_label

MOST = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposal: what is sent, what is read."""

    value: str
    label: str
    who: str
    room: str
    reserved: bool = False

    @property
    def href(self) -> str:
        """The booking page with this place already chosen."""
        who, start, _ = self.value.split("|")
        return f"{reverse('appointment_new')}?{urlencode({'avec': who, 'debut': start})}"


def choices_of(answer: SlotAnswer) -> list[Choice]:
    """The proposals of an answer."""
    return [_choice(slot) for slot in answer.proposals]


def chosen_first(found: list[Choice], setup: AgendaSetup, who: UUID, start: datetime) -> list[Choice]:
    """Same, with the slot already chosen elsewhere at the head of the list."""
    person = setup.practitioners.get(who)
    if person is None:
        return found
    begin = f"{who}|{start.isoformat()}"
    known = [each for each in found if each.value.startswith(f"{begin}|")]
    head = known or [Choice(f"{begin}|", slot_label(start.astimezone(setup.zone)), person.short_name, "")]
    return [*head, *(each for each in found if each not in known)][:MOST]


def _choice(slot: Proposal) -> Choice:
    value = f"{slot.practitioner_id}|{slot.start.isoformat()}|{slot.room_id or ''}"
    return Choice(value, slot_label(slot.start), slot.practitioner, slot.room, slot.reserved)
