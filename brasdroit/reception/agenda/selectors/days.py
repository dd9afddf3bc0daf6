"""A day or a week of the agenda, one appointment, a patient's appointments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.working import holiday_name
from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, AppointmentMove
from brasdroit.reception.agenda.permissions import SEE
from brasdroit.reception.agenda.rules import closing_reason, missed_text, openings_of_day
from brasdroit.reception.agenda.selectors.cards import CARD_COLUMNS, Card, cards, cards_of
from brasdroit.reception.agenda.selectors.occupation import LONGEST
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.types import AppointmentStatus, Opening
from brasdroit.record.encounters.permissions import SEE as SEE_VISITS


@dataclass(frozen=True, slots=True)
class Column:
    """One practitioner: when he receives on each of the days, or why he does not."""

    id: UUID
    title: str
    role: str
    openings: tuple[Opening, ...]
    closed: dict[date, str]


@dataclass(frozen=True, slots=True)
class AgendaView:
    """Some days of the agenda: the columns, the appointments by time, the public holidays."""

    days: tuple[date, ...]
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    holidays: dict[date, str]
    setup: AgendaSetup

    def of(self, practitioner_id: UUID) -> list[Card]:
        """The appointments of one practitioner."""
        return [each for each in self.cards if each.practitioner_id == practitioner_id]


def agenda_view(
    actor: Actor, first: date, days: int = 1, *, practitioner_ids: Collection[UUID] = (), cancelled: bool = False
) -> AgendaView:
    """`days` days of the agenda from `first`; two queries whatever the number of appointments. Raises Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        setup = agenda_setup()
        span = tuple(first + timedelta(days=offset) for offset in range(days))
        found = _cards_between(actor, setup, span[0], span[-1], practitioner_ids, cancelled=cancelled)
    wanted = [each for each in setup.practitioners if not practitioner_ids or each in practitioner_ids]
    columns = tuple(_column(setup, each, span) for each in wanted)
    holidays = {day: name for day in span if (name := holiday_name(day, setup.department))}
    return AgendaView(span, columns, tuple(found), holidays, setup)


def appointment_detail(actor: Actor, appointment_id: UUID) -> Card:
    """One appointment. The read is traced. Raises NotFound, Forbidden."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        found = cards(Appointment.objects.filter(pk=appointment_id), agenda_setup(), actor)
    if not found:
        raise NotFound
    record_read(actor, "appointment.read", about_id=found[0].patient_id, details={"appointment": str(appointment_id)})
    return found[0]


def patient_appointments(actor: Actor, patient_id: UUID, *, upcoming: bool = False, limit: int = 50) -> list[Card]:
    """A patient's appointments, latest first, or the coming ones, soonest first."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        rows = Appointment.objects.filter(patient_id=patient_id)
        if upcoming:
            rows = rows.filter(start__gte=timezone.now(), status=AppointmentStatus.BOOKED.value).order_by("start", "id")
        else:
            rows = rows.order_by("-start", "id")
        return cards(rows[:limit], agenda_setup(), actor)


def missed_of(actor: Actor, patient_id: UUID, *, months: int = 12) -> str:
    """« 2 rendez-vous manqués en 12 mois »."""
    require(actor, SEE)
    since = timezone.now() - relativedelta(months=months)
    with tenant_scope(actor.tenant_id):
        rows = Appointment.objects.filter(
            patient_id=patient_id, status=AppointmentStatus.NO_SHOW.value, start__gt=since
        )
        return missed_text(rows.count(), months)


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """Where an appointment was before a change."""

    start: datetime
    minutes: int
    practitioner_id: UUID
    practitioner: str
    room_id: UUID | None
    changed_at: datetime
    by: str
    reason: str


def moves_of(actor: Actor, appointment_id: UUID) -> list[FormerPlace]:
    """The former times of an appointment, oldest first; the reasons for who sees the visits."""
    require(actor, SEE)
    with tenant_scope(actor.tenant_id):
        zone = agenda_setup().zone
        rows = AppointmentMove.objects.filter(appointment_id=appointment_id).select_related("practitioner")
        return [
            FormerPlace(
                start=row.start.astimezone(zone),
                minutes=round((row.end - row.start).total_seconds() / 60),
                practitioner_id=row.practitioner_id,
                practitioner=row.practitioner.short_name,
                room_id=row.room_id,
                changed_at=row.created_at.astimezone(zone),
                by=row.by_name,
                reason=row.reason if may(actor, SEE_VISITS) else "",
            )
            for row in rows.order_by("created_at", "id")
        ]


def _cards_between(
    actor: Actor, setup: AgendaSetup, first: date, last: date, practitioner_ids: Collection[UUID], *, cancelled: bool
) -> list[Card]:
    start = datetime.combine(first, time.min, tzinfo=setup.zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=setup.zone).astimezone(UTC)
    bounds = {"after": start - LONGEST, "before": end, "since": start}
    if cancelled:
        return cards(_touching(**bounds, people=practitioner_ids), setup, actor)
    rows = _DAYS_OF.columns(**bounds, people=list(practitioner_ids)) if practitioner_ids else _DAYS.columns(**bounds)
    return cards_of(rows, setup, actor)


def _touching(
    after: datetime, before: datetime, since: datetime, people: Collection[UUID] = ()
) -> QuerySet[Appointment]:
    rows = Appointment.objects.filter(start__gt=after, start__lt=before, end__gt=since)
    return (rows.filter(practitioner_id__in=people) if people else rows).order_by("start", "id")


def _kept(**bounds: Any) -> QuerySet[Appointment, Any]:
    return _touching(**bounds).exclude(status=AppointmentStatus.CANCELLED.value).values_list(*CARD_COLUMNS)


_BOUNDS: dict[str, Any] = {"after": datetime, "before": datetime, "since": datetime}
_DAYS: Prepared[Appointment] = Prepared(_kept, **_BOUNDS)
_DAYS_OF: Prepared[Appointment] = Prepared(_kept, **_BOUNDS, people=(UUID,))


def _column(setup: AgendaSetup, practitioner_id: UUID, days: tuple[date, ...]) -> Column:
    who, code, now = setup.practitioners[practitioner_id], str(practitioner_id), timezone.now()
    openings = tuple(each for day in days for each in openings_of_day(setup.schedule, day, (code,), now=now))
    reasons = {day: closing_reason(setup.schedule, day, code) for day in days}
    closed = {day: reason for day, reason in reasons.items() if reason}
    return Column(practitioner_id, who.short_name, who.role, openings, closed)
