"""What the agenda's pages say and show, from what the selectors answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.clock.formats import clock_time, day_in_words, short_day
from brasdroit.foundation.permissions import may
from brasdroit.reception.agenda import selectors
from brasdroit.reception.agenda.permissions import BOOK, ORGANISE
from brasdroit.reception.agenda.selectors import AgendaView, Card, KnownRoom, Practitioner, Proposal
from brasdroit.record.encounters.permissions import SEE as SEE_VISITS
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.ui.addresses import address

DEFAULT_MINUTES = 15
EARLIEST, LATEST = 8, 19
PLACES = {"practice": "Au cabinet", "video": "Par vidéo", "phone": "Par téléphone", "home": "À domicile"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: an appointment, or a free slot when `card` is None."""

    start: datetime
    end: datetime
    practitioner: str
    card: Card | None = None
    href: str = ""
    status: Any = None


@dataclass(frozen=True, slots=True)
class DayList:
    """One day of the list."""

    day: date
    title: str
    note: str
    rows: list[Row] = field(default_factory=list)


def header_of(view: AgendaView, waiting: int, free: int) -> tuple[str, str]:
    """The title of the page and the sentence that says how it stands."""
    first, last = view.days[0], view.days[-1]
    title = day_in_words(first).capitalize() if first == last else f"Semaine du {day_in_words(first)}"
    year = f" {last.year}" if last.year != timezone.localdate().year else ""
    parts = [
        counted(len(view.cards), "rendez-vous"),
        counted(free, "place") + (" libres" if free > 1 else " libre"),
        f"{counted(waiting, 'personne')} en liste d’attente",
    ]
    holiday = "".join(f". {short_day(day).capitalize()}\u202f: {name}" for day, name in view.holidays.items())
    return f"{title}{year}", ", ".join(parts) + holiday


def lists_of(view: AgendaView, free: Iterable[Proposal]) -> list[DayList]:
    """The days of the view as lists; free slots have their place among the appointments."""
    rows = [_card_row(card) for card in view.cards] + [_free_row(slot) for slot in free]
    rows.sort(key=lambda row: (row.start, row.practitioner))
    by_day = {day: list(found) for day, found in groupby(rows, key=lambda row: row.start.date())}
    return [DayList(day, day_in_words(day).capitalize(), _note(view, day), by_day.get(day, [])) for day in view.days]


def links_of(
    day: date, view: str, columns: str, practitioner_ids: Collection[UUID], everybody: Iterable[Practitioner]
) -> dict[str, Any]:
    """The addresses of the days and views around this one."""
    step = timedelta(days=7 if view == "semaine" else 1)
    today = timezone.localdate()

    def to(**changes: Any) -> str:
        values = {"jour": day.isoformat(), "vue": view, "colonnes": columns, "avec": list(map(str, practitioner_ids))}
        return f"{reverse('agenda')}?{urlencode({**values, **changes}, doseq=True)}"

    return {
        "before": to(jour=(day - step).isoformat()),
        "after": to(jour=(day + step).isoformat()),
        "today": to(jour=today.isoformat()),
        "is_today": day == today,
        "views": [
            {"label": label, "href": to(vue=code, avec=[]), "current": view == code}
            for code, label in (("jour", "Jour"), ("semaine", "Semaine"), ("liste", "Liste"))
        ],
        "people": [
            {"label": each.short_name, "href": to(avec=str(each.id)), "current": each.id in practitioner_ids}
            for each in everybody
        ],
        "columns": [
            {"label": label, "href": to(colonnes=code), "current": columns == code}
            for code, label in (("praticiens", "Praticiens"), ("salles", "Salles"), ("tout", "Les deux"))
        ],
    }


def first_day_of(day: date, view: str) -> tuple[date, int]:
    """The first day shown and how many."""
    return (day - timedelta(days=day.weekday()), 7) if view == "semaine" else (day, 1)


def free_of(actor: Actor, view: AgendaView, practitioner_ids: Collection[UUID]) -> list[Proposal]:
    """The free quarters of an hour of these days; a view of everybody already knows what is taken."""
    if not practitioner_ids:
        return selectors.free_slots_of_view(actor, view, minutes=DEFAULT_MINUTES, urgent=True)
    return [
        slot
        for day in view.days
        for slot in selectors.free_slots_of_day(
            actor, day, minutes=DEFAULT_MINUTES, practitioner_ids=practitioner_ids, urgent=True
        )
    ]


def resources_of(view: AgendaView, columns: str) -> list[dict[str, Any]]:
    """The columns of the grid: practitioners, rooms, or both side by side."""
    people = [
        {"id": f"p:{each.id}", "title": each.title, "extendedProps": {"note": _load(view, each.id)}}
        for each in view.columns
    ]
    rooms = [{"id": f"r:{each.id}", "title": each.name, "extendedProps": {"note": "salle"}} for each in _rooms(view)]
    return {"praticiens": people, "salles": rooms, "tout": people + rooms}[columns]


def hours_of(view: AgendaView) -> tuple[str, str]:
    """The first and last hour of the grid, wide enough for every opening and appointment."""
    spans: list[Any] = [*view.cards, *(opening for column in view.columns for opening in column.openings)]
    first = min((each.start.hour for each in spans), default=EARLIEST)
    last = max((each.end.hour + bool(each.end.minute) for each in spans), default=LATEST)
    return f"{min(first, EARLIEST):02d}:00", f"{max(last, LATEST):02d}:00"


def rights_of(actor: Actor) -> dict[str, bool]:
    """What the page may offer."""
    return {"book": may(actor, BOOK), "organise": may(actor, ORGANISE), "reasons": may(actor, SEE_VISITS)}


@dataclass(frozen=True, slots=True)
class FreedLine:
    """A freed slot in words, and the page where the answers are noted."""

    label: str
    who: str
    note: str
    href: str


def freed_of(actor: Actor) -> list[FreedLine]:
    """The slots given back that somebody of the waiting list would take."""
    return [
        FreedLine(
            slot_label(slot.start),
            slot.practitioner,
            f"{slot.thinking} réfléchit" if slot.thinking else f"convient à {counted(slot.fits, 'personne')}",
            offer_href(slot.practitioner_id, slot.start, slot.end),
        )
        for slot in selectors.freed_slots(actor, timezone.now())
    ]


def offer_href(practitioner_id: UUID, start: datetime, end: datetime) -> str:
    """The page that says whom to call for a free slot."""
    asked = {"avec": practitioner_id, "debut": start.isoformat(), "fin": end.isoformat()}
    return f"{address('waiting_slot')}?{urlencode(asked)}"


def slot_href(slot: Proposal) -> str:
    """The booking page with that slot already chosen."""
    start = slot.start.isoformat().replace(":", "%3A").replace("+", "%2B")
    return f"{address('appointment_new')}?avec={slot.practitioner_id}&debut={start}"


def slot_label(start: datetime) -> str:
    """« mer. 25/11, 9:40 »."""
    return f"{short_day(start.date())}, {clock_time(start)}"


def _card_row(card: Card) -> Row:
    state = chip(EncounterStatus(card.visit))
    return Row(card.start, card.end, card.practitioner, card, address("appointment", card.id), state)


def _free_row(slot: Proposal) -> Row:
    return Row(slot.start, slot.end, slot.practitioner, href=slot_href(slot))


def _note(view: AgendaView, day: date) -> str:
    if day in view.holidays:
        return view.holidays[day]
    closed = [f"{column.title}\u202f: {column.closed[day]}" for column in view.columns if day in column.closed]
    return ", ".join(closed)


def _rooms(view: AgendaView) -> list[KnownRoom]:
    """The rooms where patients are received: those of the weekly hours and of the appointments shown."""
    planned = {each.room for each in view.setup.schedule.templates}
    used = {each.room_id for each in view.cards}
    return [each for each in view.setup.rooms.values() if str(each.id) in planned or each.id in used]


def _load(view: AgendaView, practitioner_id: UUID) -> str:
    count = len(view.of(practitioner_id))
    return counted(count, "rendez-vous")
