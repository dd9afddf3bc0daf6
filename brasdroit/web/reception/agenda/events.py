"""The grid's events: appointments, free slots, closed time, time kept for emergencies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from brasdroit.foundation.clock.formats import clock_time
from brasdroit.reception.agenda.selectors import AgendaView, Card, Column, Proposal
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.reception.agenda.pages import slot_href
from brasdroit.web.ui.addresses import address

Event = dict[str, Any]


def events_of(view: AgendaView, free: Iterable[Proposal], *, may_book: bool) -> list[Event]:
    """Everything the grid draws for these days."""
    closed = [event for column in view.columns for event in _closed(view, column)]
    reserved = [event for column in view.columns for event in _reserved(column)]
    slots = [_free(slot) for slot in free if not slot.reserved] if may_book else []
    return closed + reserved + slots + [_appointment(card, may_book=may_book) for card in view.cards]


def _appointment(card: Card, *, may_book: bool) -> Event:
    state = chip(EncounterStatus(card.visit))
    words = f", {clock_time(card.start)} à {clock_time(card.end)}, {card.practitioner}, {state.word}"
    return {
        "id": str(card.id),
        "resourceIds": _resources(card),
        "start": _local(card.start),
        "end": _local(card.end),
        "title": card.patient,
        "editable": may_book and card.movable,
        "classNames": [name for name, applies in _classes(card).items() if applies],
        "extendedProps": {
            "kind": "appointment",
            "detail": ", ".join(filter(None, (card.kind.name, card.reason))),
            "state": state.word,
            "marks": [mark for mark, applies in (("Surnombre", card.overbooked), ("Urgent", card.urgent)) if applies],
            "label": words,
            "href": address("appointment", card.id),
            "move": address("appointment_move", card.id),
            "version": card.version,
            "movable": may_book and card.movable,
        },
    }


def _classes(card: Card) -> dict[str, bool]:
    return {
        "ev": True,
        f"tone-{card.kind.colour}": True,
        "prepared": card.kind.preparation_minutes > 0,
        "past": card.visit in {"finished", "left_without_being_seen", "no_show"},
        "overbooked": card.overbooked,
        "urgent": card.urgent,
        "short": card.minutes < 20,
    }


def _free(slot: Proposal) -> Event:
    at = clock_time(slot.start)
    rooms = [f"r:{slot.room_id}"] if slot.room_id else []
    return {
        "id": f"free:{slot.practitioner_id}:{slot.start:%Y%m%dT%H%M}",
        "resourceIds": [f"p:{slot.practitioner_id}", *rooms],
        "start": _local(slot.start),
        "end": _local(slot.end),
        "title": f"{at} libre",
        "editable": False,
        "classNames": ["ev", "free"],
        "extendedProps": {"kind": "free", "label": f", {slot.practitioner}", "href": slot_href(slot)},
    }


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


def _resources(card: Card) -> list[str]:
    return [f"p:{card.practitioner_id}", *([f"r:{card.room_id}"] if card.room_id else [])]


def _local(moment: datetime) -> str:
    """Without its offset: the grid shows the practice's clock wherever the screen stands."""
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
