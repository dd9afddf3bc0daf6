"""Giving a slot to a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_objects
from brasdroit.foundation.service import publish, service, trace
from brasdroit.reception.agenda.events import AppointmentBooked
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.permissions import BOOK, BOOKING_MISSION
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.services.inputs import known_patient, line
from brasdroit.reception.agenda.services.turns import (
    Place,
    check_place,
    last_word,
    occupied,
    placed,
    practitioner_of,
    require_mission,
    type_of,
    wait_for_turn,
)
from brasdroit.record.encounters.services import write_plan
from brasdroit.record.encounters.types import EncounterPlan, EncounterPriority


@dataclass(frozen=True, slots=True)
class Booking:
    """What is asked for. `id` is drawn by the client, so that a form sent twice books once; `minutes` none: the type's.

    `urgent` may use the emergency reserve; `overbook` asks for a deliberate overbooking, which the doctor must allow.
    """

    id: UUID
    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    start: datetime
    minutes: int | None = None
    room_id: UUID | None = None
    reason: str = ""
    companion: str = ""
    urgent: bool = False
    overbook: bool = False


@service(BOOK, mission=BOOKING_MISSION)
def book(*, actor: Actor, booking: Booking) -> Appointment:
    """Book the slot and create the encounter; the same `id` again answers the first booking.

    Raises Conflict, with the next free slots, when somebody holds the time; Invalid when it is closed, past or kept for
    emergencies, or when the patient cannot be booked; Forbidden without the right, the delegation or the type's role.
    """
    setup = agenda_setup()
    place = place_of(setup, actor, booking)
    require_mission(actor, BOOKING_MISSION, place.practitioner)
    wait_for_turn((place.practitioner.id, place.room_id, setup.local_day(place.start)))
    busy = occupied(setup, place)
    if any(each.reference == str(booking.id) for each in busy):  # the form was sent twice
        return Appointment.objects.select_related("encounter").get(pk=booking.id)
    known_patient(booking.patient_id)
    overbooked = check_place(setup, place, actor, overbook=booking.overbook, busy=busy)
    return write_booking(setup, actor, booking, place, overbooked=overbooked)


def place_of(setup: AgendaSetup, actor: Actor, booking: Booking) -> Place:
    """Where and when the booking would be."""
    practitioner = practitioner_of(setup, booking.practitioner_id)
    kind = type_of(setup, booking.type_id, actor)
    minutes = booking.minutes or kind.minutes
    return placed(setup, practitioner, kind, booking.start, minutes, room_id=booking.room_id, urgent=booking.urgent)


def write_booking(
    setup: AgendaSetup, actor: Actor, booking: Booking, place: Place, *, overbooked: bool, series_id: UUID | None = None
) -> Appointment:
    """Write a booking already checked, inside the running service: the encounter first, then the reservation of its time."""
    encounter = write_plan(_plan(setup, booking, place))
    appointment = Appointment(
        id=booking.id, encounter=encounter, patient_id=booking.patient_id, practitioner_id=place.practitioner.id,
        site_id=place.site_id, room_id=place.room_id, type_id=place.kind.id, start=place.start, end=place.end,
        occupying=not overbooked, overbooked=overbooked, reason=encounter.reason, series_id=series_id,
        booked_by_id=actor.membership_id, booked_by_name=actor.display_name,
    )  # fmt: skip
    with last_word():
        insert_objects([appointment])
    details = {"overbooked": overbooked} if overbooked else {}
    trace("appointment.booked", subject=appointment, about_id=booking.patient_id, details=details)
    publish(AppointmentBooked(booking.id, booking.patient_id, place.practitioner.id, place.start, overbooked))
    return appointment


def _plan(setup: AgendaSetup, booking: Booking, place: Place) -> EncounterPlan:
    return EncounterPlan(
        patient_id=booking.patient_id,
        doctor_id=place.practitioner.id,
        day=setup.local_day(place.start),
        start=place.start,
        end=place.end,
        reason=line(booking.reason, "reason"),
        service_type=place.kind.id,
        service_label=place.kind.name,
        site_id=place.site_id,
        room_id=place.room_id,
        priority=EncounterPriority.URGENT if booking.urgent else EncounterPriority.ROUTINE,
        companion=line(booking.companion, "companion", 200),
    )
