"""What the settings pages show: types, openings, exceptions and the appointments they hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import NoReturn
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, EmergencyReserve, ScheduleException, WeeklyOpening
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.rules import closing_reason, openings_of_day
from brasdroit.reception.agenda.selectors.cards import Card, cards
from brasdroit.reception.agenda.selectors.occupation import busy_between
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownType, agenda_setup
from brasdroit.reception.agenda.types import AppointmentStatus, Opening


def setup_of(actor: Actor) -> AgendaSetup:
    """The practice as the agenda knows it. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        return agenda_setup()


def type_detail(actor: Actor, type_id: UUID) -> KnownType:
    """One appointment type. Raises NotFound, Forbidden."""
    found = setup_of(actor).types.get(type_id)
    if found is None:
        raise NotFound
    return found


def opening_list(actor: Actor, practitioner_id: UUID | None = None) -> list[WeeklyOpening]:
    """The weekly openings in force or to come, by practitioner, day and time. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows = WeeklyOpening.objects.filter(ended_at=None).select_related("practitioner", "room")
        rows = rows.filter(practitioner_id=practitioner_id) if practitioner_id else rows
        return list(rows.order_by("practitioner__display_name", "weekday", "start", "id"))


def exception_list(actor: Actor, since: date) -> list[ScheduleException]:
    """The absences, closures, breaks and extra openings that end on `since` or later. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows = ScheduleException.objects.filter(ended_at=None, last_day__gte=since).select_related(
            "practitioner", "room"
        )
        return list(rows.order_by("first_day", "id"))


def reserve_list(actor: Actor) -> list[EmergencyReserve]:
    """The times kept for emergencies. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows = EmergencyReserve.objects.filter(ended_at=None).select_related("practitioner")
        return list(rows.order_by("practitioner__display_name", "start", "id"))


@dataclass(frozen=True, slots=True)
class ReserveDay:
    """One day when time is kept; `released`: given back by hand; `open_to_all`: its hour of release has passed.

    `booked` counts the appointments that stand in it.
    """

    day: date
    released: bool
    open_to_all: bool = False
    booked: int = 0


def opening_detail(actor: Actor, opening_id: UUID) -> WeeklyOpening:
    """One weekly opening still in the template. Raises NotFound, Forbidden."""
    return next((each for each in opening_list(actor) if each.pk == opening_id), None) or _missing()


def reserve_detail(actor: Actor, reserve_id: UUID) -> EmergencyReserve:
    """One time kept for emergencies. Raises NotFound, Forbidden."""
    return next((each for each in reserve_list(actor) if each.pk == reserve_id), None) or _missing()


def reserve_days(actor: Actor, reserve: EmergencyReserve, now: datetime, *, weeks: int = 5) -> list[ReserveDay]:
    """The days when time is kept and not over at `now` (local), and those further away that were released, soonest first.

    A day when the practitioner does not receive keeps nothing: it is left out. Raises Forbidden.
    """
    with tenant_scope(actor.tenant_id):
        setup, who = setup_of(actor), str(reserve.practitioner_id)
        near = (now.date() + timedelta(days=offset) for offset in range(weeks * 7))
        kept = {
            day for day in near if day.weekday() in reserve.weekdays and not closing_reason(setup.schedule, day, who)
        }
        released = {date.fromisoformat(each) for each in reserve.released_days}
        shown = sorted(day for day in kept | released if _at(day, reserve.end, setup) > now)
        booked = _booked(reserve, shown, setup)
    return [ReserveDay(day, day in released, _released_at(reserve, day, setup) <= now, booked[day]) for day in shown]


def _at(day: date, clock: time, setup: AgendaSetup) -> datetime:
    return datetime.combine(day, clock, tzinfo=setup.zone)


def _released_at(reserve: EmergencyReserve, day: date, setup: AgendaSetup) -> datetime:
    return _at(day - timedelta(days=reserve.release_days), reserve.release_at, setup)


def _booked(reserve: EmergencyReserve, days: list[date], setup: AgendaSetup) -> dict[date, int]:
    """How many appointments of the practitioner touch the kept time of each day; one query."""
    spans = {day: (_at(day, reserve.start, setup), _at(day, reserve.end, setup)) for day in days}
    if not spans:
        return {}
    first, last = min(spans.values())[0], max(spans.values())[1]
    busy = busy_between(first, last, practitioner_ids=[reserve.practitioner_id])
    return {day: sum(each.start < end and each.end > start for each in busy) for day, (start, end) in spans.items()}


def _missing() -> NoReturn:
    raise NotFound


def hit_by(
    actor: Actor, first_day: date, last_day: date, *, practitioner_id: UUID | None = None, limit: int = 200
) -> list[Card]:
    """The booked appointments to come of these days that no opening covers any more: to be moved or given up."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        start = max(datetime.combine(first_day, time.min, tzinfo=setup.zone).astimezone(UTC), timezone.now())
        end = datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=setup.zone).astimezone(UTC)
        rows = Appointment.objects.filter(start__gte=start, start__lt=end, status=AppointmentStatus.BOOKED.value)
        rows = rows.filter(practitioner_id=practitioner_id) if practitioner_id else rows
        found = cards(rows.order_by("start", "id"), setup, actor)
    opened = _OpenedDays(setup)
    return list(islice((each for each in found if not _covered(each, opened)), limit))


class _OpenedDays:
    """The openings of a practitioner's day, worked out once for all the appointments of that day."""

    def __init__(self, setup: AgendaSetup) -> None:
        self.schedule, self.now = setup.schedule, timezone.now()
        self.known: dict[tuple[date, UUID], tuple[Opening, ...]] = {}

    def of(self, day: date, practitioner_id: UUID) -> tuple[Opening, ...]:
        key = (day, practitioner_id)
        if key not in self.known:
            self.known[key] = openings_of_day(self.schedule, day, (str(practitioner_id),), now=self.now)
        return self.known[key]


def _covered(card: Card, opened: _OpenedDays) -> bool:
    openings = opened.of(card.start.date(), card.practitioner_id)
    cursor = card.start.astimezone(UTC)
    for each in openings:
        if each.start.astimezone(UTC) <= cursor:
            cursor = max(cursor, each.end.astimezone(UTC))
    return cursor >= card.end.astimezone(UTC)
