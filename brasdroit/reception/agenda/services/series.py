"""Several appointments at once: dressings, injections, a follow-up every three months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import clock_time
from brasdroit.foundation.clock.working import holiday_name
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.reception.agenda.models import Appointment, AppointmentSeries
from brasdroit.reception.agenda.permissions import BOOK, BOOKING_MISSION
from brasdroit.reception.agenda.rules import closing_reason, recurring
from brasdroit.reception.agenda.rules.series import Recurrence
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.services.booking import Booking, place_of, write_booking
from brasdroit.reception.agenda.services.changes import Cancellation, write_cancellation
from brasdroit.reception.agenda.services.inputs import known_patient
from brasdroit.reception.agenda.services.turns import Place, check_place, require_mission, wait_for_turn
from brasdroit.reception.agenda.types import AppointmentStatus, CancelledBy, Series, SkippedDay
from brasdroit.record.encounters.types import EncounterStatus

_UNITS = {"weeks": "semaines", "months": "mois"}


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """What was booked, and the days on which nothing was, each with its reason (French)."""

    series_id: UUID
    booked: tuple[Appointment, ...]
    skipped: tuple[SkippedDay, ...]


class ClosedDays(Mapping[date, str]):
    """The days on which a practitioner does not receive, looked up one by one; iterating it is never asked for."""

    def __init__(self, setup: AgendaSetup, practitioner: str) -> None:
        self._setup, self._practitioner = setup, practitioner

    def __getitem__(self, day: date) -> str:
        reason = closing_reason(self._setup.schedule, day, self._practitioner)
        if reason is None:
            raise KeyError(day)
        holiday = holiday_name(day, self._setup.department)
        return f"jour férié\u202f: {holiday}" if holiday and day in self._setup.schedule.holidays else reason

    def __iter__(self) -> Iterator[date]:
        return iter(())

    def __len__(self) -> int:
        return 0


@service(BOOK, mission=BOOKING_MISSION)
def book_series(*, actor: Actor, booking: Booking, recurrence: Recurrence) -> SeriesResult:
    """Book a recurring series from its first appointment; days that are closed or taken are skipped and told.

    The same `booking.id` again answers the series already booked. Raises as `book` does when the first appointment itself
    cannot be, so that nothing is booked in the place of what was asked.
    """
    setup = agenda_setup()
    first = place_of(setup, actor, booking)
    require_mission(actor, BOOKING_MISSION, first.practitioner)
    known = Appointment.objects.filter(pk=booking.id).exclude(series=None).first()
    if known is not None and known.series is not None:
        return SeriesResult(known.series.pk, tuple(known.series.appointments.order_by("start")), ())
    known_patient(booking.patient_id)
    worked_out = _worked_out(setup, first, recurrence)
    places = [
        replace(first, start=each.start.astimezone(UTC), end=each.end.astimezone(UTC))
        for each in worked_out.occurrences
    ]
    wait_for_turn(*((each.practitioner.id, each.room_id, setup.local_day(each.start)) for each in [first, *places]))
    series = AppointmentSeries.objects.create(label=series_label(recurrence))
    booked, taken = _book_each(setup, actor, booking, places, series.pk)
    trace("appointment.series_booked", subject=series, about_id=booking.patient_id, details={"count": len(booked)})
    return SeriesResult(series.pk, tuple(booked), (*worked_out.skipped, *taken))


@service(BOOK, mission=BOOKING_MISSION)
def cancel_series(*, actor: Actor, series_id: UUID, reason: str, by: CancelledBy = CancelledBy.PATIENT) -> int:
    """Give up every appointment to come of a series; answers how many. Raises NotFound, Invalid, Forbidden."""
    rows = list(
        Appointment.objects.select_for_update(of=("self",))
        .select_related("encounter")
        .filter(series_id=series_id, start__gte=timezone.now(), status=AppointmentStatus.BOOKED.value)
        .order_by("start")
    )
    if not rows:
        raise NotFound("Cette série n’a plus de rendez-vous à venir.")
    setup = agenda_setup()
    for practitioner_id in {row.practitioner_id for row in rows}:
        require_mission(actor, BOOKING_MISSION, setup.practitioners.get(practitioner_id))
    to_cancel = [row for row in rows if row.encounter.status == EncounterStatus.BOOKED]
    for row in to_cancel:
        write_cancellation(actor, row, Cancellation(row.pk, reason, by))
    return len(to_cancel)


def series_label(recurrence: Recurrence) -> str:
    """« Toutes les 2 semaines, 10 fois », « Tous les mois jusqu’au 31/12/2026 »."""
    unit = _UNITS[recurrence.unit]
    singular = {"weeks": "Toutes les semaines", "months": "Tous les mois"}[recurrence.unit]
    many = f"{'Toutes' if recurrence.unit == 'weeks' else 'Tous'} les {recurrence.every} {unit}"
    rhythm = singular if recurrence.every == 1 else many
    return (
        f"{rhythm}, {recurrence.count} fois" if recurrence.count else f"{rhythm} jusqu’au {recurrence.until:%d/%m/%Y}"
    )


def _worked_out(setup: AgendaSetup, first: Place, recurrence: Recurrence) -> Series:
    local = first.start.astimezone(setup.zone)
    minutes = (first.end - first.start) // timedelta(minutes=1)
    closed = ClosedDays(setup, str(first.practitioner.id))
    return recurring(local.date(), local.time(), minutes, recurrence, closed=closed, timezone=setup.zone.key)


def _book_each(
    setup: AgendaSetup, actor: Actor, booking: Booking, places: list[Place], series_id: UUID
) -> tuple[list[Appointment], list[SkippedDay]]:
    booked, taken = [], []
    for rank, place in enumerate(places):
        try:
            overbooked = check_place(setup, place, actor, overbook=booking.overbook)
        except (Conflict, Invalid) as refusal:
            if rank == 0:
                raise
            taken.append(SkippedDay(setup.local_day(place.start), _short_reason(setup, place, refusal)))
            continue
        one = replace(booking, id=booking.id if rank == 0 else uuid5(booking.id, str(rank)))
        booked.append(write_booking(setup, actor, one, place, overbooked=overbooked, series_id=series_id))
    return booked, taken


def _short_reason(setup: AgendaSetup, place: Place, refusal: Conflict | Invalid) -> str:
    at = clock_time(place.start.astimezone(setup.zone))
    return f"déjà pris à {at}" if isinstance(refusal, Conflict) else refusal.message.partition(".")[0]
