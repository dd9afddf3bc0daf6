"""The grid's events: appointments, free slots, closed time, time kept for emergencies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from brasdroit.foundation.clock.formats import clock_time
from brasdroit.reception.agenda.selectors import AgendaView, Card, Column, Proposal
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.reception.agenda.pages import slot_href
from brasdroit.web.ui.addresses import address

Event = dict[str, Any]


def day_of_cards(view: AgendaView, *, may_book: bool) -> dict[str, Any]:
    """The appointments of these days, and closed and reserved time. Short: what the cards have in common is told once."""
    types = {each.id: str(each.id) for each in view.setup.types.values()}
    return {
        "kinds": {
            types[each.id]: {"name": each.name, "tone": each.colour, "prepared": each.preparation_minutes > 0}
            for each in view.setup.types.values()
        },
        "people": {str(each): name for each, name in view.setup.names.items()},
        "open": address("appointment", _ANY),
        "move": address("appointment_move", _ANY),
        "any": str(_ANY),
        "background": [event for column in view.columns for event in (*_closed(view, column), *_reserved(column))],
        "cards": [_card(card, types[card.kind.id], may_book=may_book) for card in view.cards],
    }


_ANY = UUID(int=0)
"""Stands for the appointment in the addresses that all cards share."""
_WORDS = {status.value: chip(status).word for status in EncounterStatus}
_OVER = {"finished", "left_without_being_seen", "no_show"}


def _card(card: Card, kind: str, *, may_book: bool) -> Event:
    return {
        "id": str(card.id),
        "person": str(card.practitioner_id),
        "room": str(card.room_id) if card.room_id else "",
        "start": _local(card.start),
        "end": _local(card.end),
        "patient": card.patient,
        "kind": kind,
        "reason": card.reason,
        "state": _WORDS[card.visit],
        "past": card.visit in _OVER,
        "urgent": card.urgent,
        "overbooked": card.overbooked,
        "version": card.version,
        "movable": may_book and card.movable,
    }


def free_places(free: Iterable[Proposal]) -> list[Event]:
    """The free slots, reserved ones left out, with the address that books each."""
    return [
        {
            "person": str(slot.practitioner_id),
            "name": slot.practitioner,
            "room": str(slot.room_id) if slot.room_id else "",
            "start": _local(slot.start),
            "end": _local(slot.end),
            "href": slot_href(slot),
        }
        for slot in free
        if not slot.reserved
    ]


def _reserved(column: Column) -> list[Event]:
    return [
        {
            "id": f"reserve:{column.id}:{each.start:%Y%m%dT%H%M}",
            "resourceIds": [f"p:{column.id}"],
            "start": _local(each.start),
            "end": _local(each.end),
            "display": "background",
            "title": f"Urgences du jour, libérées à {clock_time(each.reserved_until)}",
            "classNames": ["reserve"],
            "extendedProps": {"kind": "reserve"},
        }
        for each in column.openings
        if each.reserved_until is not None
    ]


def _closed(view: AgendaView, column: Column) -> list[Event]:
    """What no opening covers, day by day; minutes compare as instants, the clock on the wall jumps twice a year."""
    return [
        _closed_event(view, column, start, end)
        for day in view.days
        for start, end in _gaps(
            datetime.combine(day, time.min, tzinfo=view.setup.zone),
            datetime.combine(day + timedelta(days=1), time.min, tzinfo=view.setup.zone),
            column,
        )
    ]


def _gaps(first: datetime, last: datetime, column: Column) -> list[tuple[datetime, datetime]]:
    gaps, cursor = [], first
    for each in sorted(column.openings, key=lambda opening: opening.start.astimezone(UTC)):
        if each.end.astimezone(UTC) <= first.astimezone(UTC) or each.start.astimezone(UTC) >= last.astimezone(UTC):
            continue
        if each.start.astimezone(UTC) > cursor.astimezone(UTC):
            gaps.append((cursor, each.start))
        cursor = max(cursor, each.end, key=lambda instant: instant.astimezone(UTC))
    return [*gaps, (cursor, last)] if cursor.astimezone(UTC) < last.astimezone(UTC) else gaps


def _closed_event(view: AgendaView, column: Column, start: datetime, end: datetime) -> Event:
    return {
        "id": f"closed:{column.id}:{start:%Y%m%dT%H%M}",
        "resourceIds": [f"p:{column.id}"],
        "start": _local(start),
        "end": _local(end),
        "display": "background",
        "title": column.closed.get(start.date(), ""),
        "classNames": ["closed"],
        "extendedProps": {"kind": "closed"},
    }


def _local(moment: datetime) -> str:
    """Without its offset: the grid shows the practice's clock wherever the screen stands."""
    return moment.isoformat()[:16]
