"""Moving, resizing, giving up and giving back an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.reception.agenda.events import AppointmentCancelled, AppointmentMoved, SlotFreed
from brasdroit.reception.agenda.models import Appointment, AppointmentMove
from brasdroit.reception.agenda.permissions import BOOK, BOOKING_MISSION
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownType, Practitioner, agenda_setup
from brasdroit.reception.agenda.services.inputs import line
from brasdroit.reception.agenda.services.turns import (
    Place,
    check_place,
    last_word,
    placed,
    practitioner_of,
    require_mission,
    wait_for_turn,
)
from brasdroit.reception.agenda.types import AppointmentStatus, CancelledBy
from brasdroit.record.encounters.services import Replan, write_replan, write_step
from brasdroit.record.encounters.types import EncounterStatus

_PLACE_FIELDS = [
    "practitioner_id", "room_id", "site_id", "start", "end", "occupying", "overbooked", "sequence",
]  # fmt: skip
_CANCEL_FIELDS = [
    "status", "occupying", "sequence", "cancelled_at", "cancelled_by", "cancelled_by_name", "cancellation_reason",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Where an appointment goes. What is left out stays as it is; `version` is the one shown on the screen."""

    appointment_id: UUID
    start: datetime
    minutes: int | None = None
    practitioner_id: UUID | None = None
    room_id: UUID | None = None
    reason: str = ""
    overbook: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who gives the appointment up, and why (needed)."""

    appointment_id: UUID
    reason: str
    by: CancelledBy = CancelledBy.PATIENT
    version: int | None = None


@service(BOOK, mission=BOOKING_MISSION)
def move(*, actor: Actor, change: Change) -> Appointment:
    """Move or resize a booked appointment; the freed time is offered to the waiting list.

    Raises NotFound; Conflict when the time is held (with the next slots) or the version stale; Invalid when it is closed,
    past, or the visit has begun; Forbidden without the delegation of both the former and the new doctor.
    """
    setup = agenda_setup()
    appointment = locked(change.appointment_id)
    _require_still_booked(appointment, "se déplace")
    place = _new_place(setup, appointment, change)
    _require_missions(setup, actor, appointment, place.practitioner)
    wait_for_turn((place.practitioner.id, place.room_id, setup.local_day(place.start)))
    overbooked = check_place(setup, place, actor, overbook=change.overbook or appointment.overbooked)
    freed = _freed(appointment)
    _write_place(actor, setup, appointment, place, overbooked=overbooked, change=change)
    publish(AppointmentMoved(appointment.pk, appointment.patient_id, place.practitioner.id, place.start))
    if freed.start != place.start or freed.practitioner_id != place.practitioner.id:
        _announce_freed(freed)
    return appointment


@service(BOOK, mission=BOOKING_MISSION)
def cancel(*, actor: Actor, cancellation: Cancellation) -> Appointment:
    """Give an appointment up, with its reason; the freed time is offered to the waiting list.

    Raises NotFound; Invalid without a reason or once the visit has begun; Conflict when stale; Forbidden.
    """
    appointment = locked(cancellation.appointment_id)
    _require_missions(agenda_setup(), actor, appointment)
    _require_still_booked(appointment, "s’annule")
    return write_cancellation(actor, appointment, cancellation)


def write_cancellation(actor: Actor, appointment: Appointment, cancellation: Cancellation) -> Appointment:
    """Write a cancellation already allowed, inside the running service."""
    reason = line(cancellation.reason, "reason", needed=True)
    appointment.status = AppointmentStatus.CANCELLED.value
    appointment.occupying, appointment.sequence = False, appointment.sequence + 1
    appointment.cancelled_at, appointment.cancelled_by = timezone.now(), cancellation.by.value
    appointment.cancelled_by_name, appointment.cancellation_reason = actor.display_name, reason
    appointment.save_edit(expected_version=cancellation.version, fields=_CANCEL_FIELDS)
    trace(
        "appointment.cancelled",
        subject=appointment,
        about_id=appointment.patient_id,
        details={"by": cancellation.by.value},
    )
    write_step(actor, appointment.encounter, EncounterStatus.CANCELLED, reason=reason)
    publish(
        AppointmentCancelled(
            appointment.pk,
            appointment.patient_id,
            appointment.practitioner_id,
            appointment.start,
            cancellation.by.value,
        )
    )
    _announce_freed(_freed(appointment))
    return appointment


@service(BOOK, mission=BOOKING_MISSION)
def mark_no_show(*, actor: Actor, appointment_id: UUID) -> Appointment:
    """Note that the patient did not come. Raises NotFound; Invalid before the hour or once the visit has begun; Forbidden."""
    appointment = locked(appointment_id)
    _require_missions(agenda_setup(), actor, appointment)
    _require_still_booked(appointment, "devient une absence")
    if timezone.now() < appointment.start:
        raise Invalid("Ce rendez-vous n’a pas encore commencé\u202f: annulez-le plutôt.", code="not_yet")
    _set_status(appointment, AppointmentStatus.NO_SHOW, occupying=False)
    trace("appointment.no_show", subject=appointment, about_id=appointment.patient_id)
    write_step(actor, appointment.encounter, EncounterStatus.NO_SHOW)
    return appointment


@service(BOOK, mission=BOOKING_MISSION)
def restore(*, actor: Actor, appointment_id: UUID) -> Appointment:
    """Take a cancellation or an absence back, if the time is still free. Raises NotFound, Conflict, Invalid, Forbidden."""
    setup = agenda_setup()
    appointment = locked(appointment_id)
    _require_missions(setup, actor, appointment)
    if appointment.status == AppointmentStatus.BOOKED:
        return appointment
    wait_for_turn((appointment.practitioner_id, appointment.room_id, setup.local_day(appointment.start)))
    if appointment.start > timezone.now():
        check_place(setup, _same_place(setup, appointment), actor)
    _set_status(appointment, AppointmentStatus.BOOKED, occupying=not appointment.overbooked)
    trace("appointment.restored", subject=appointment, about_id=appointment.patient_id)
    write_step(actor, appointment.encounter, EncounterStatus.BOOKED)
    return appointment


def locked(appointment_id: UUID) -> Appointment:
    """The appointment with its encounter, kept from other writers until the transaction ends. Raises NotFound."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("encounter", "type")
    found: Appointment | None = rows.filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    return found


def _set_status(appointment: Appointment, status: AppointmentStatus, *, occupying: bool) -> None:
    appointment.status, appointment.occupying = status.value, occupying
    appointment.sequence += 1
    with last_word():
        appointment.save_edit(expected_version=None, fields=["status", "occupying", "sequence"])
    touch(f"agenda:{appointment.encounter.day.isoformat()}")


def _require_still_booked(appointment: Appointment, verb: str) -> None:
    booked = appointment.status == AppointmentStatus.BOOKED
    if booked and appointment.encounter.status == EncounterStatus.BOOKED:
        return
    if appointment.status == AppointmentStatus.CANCELLED:
        raise Conflict("Ce rendez-vous a été annulé entre-temps. Rechargez la page.", code="already_cancelled")
    sentence = f"Ce rendez-vous est déjà commencé, terminé ou annulé\u202f: il ne {verb} plus."
    raise Invalid(sentence, code="not_movable")


def _require_missions(
    setup: AgendaSetup, actor: Actor, appointment: Appointment, target: Practitioner | None = None
) -> None:
    former = setup.practitioners.get(appointment.practitioner_id)
    require_mission(actor, BOOKING_MISSION, former)
    if target is not None and target.id != appointment.practitioner_id:
        require_mission(actor, BOOKING_MISSION, target)


def _new_place(setup: AgendaSetup, appointment: Appointment, change: Change) -> Place:
    practitioner = practitioner_of(setup, change.practitioner_id or appointment.practitioner_id)
    minutes = change.minutes or (appointment.end - appointment.start) // timedelta(minutes=1)
    same = practitioner.id == appointment.practitioner_id
    room = change.room_id or (appointment.room_id if same and appointment.room_id in setup.rooms else None)
    urgent = appointment.encounter.priority != "routine"
    kind = _kind(setup, appointment)
    reference = str(appointment.pk)
    return placed(setup, practitioner, kind, change.start, minutes, room_id=room, urgent=urgent, reference=reference)


def _kind(setup: AgendaSetup, appointment: Appointment) -> KnownType:
    return setup.types[appointment.type_id]


def _same_place(setup: AgendaSetup, appointment: Appointment) -> Place:
    return Place(
        practitioner=practitioner_of(setup, appointment.practitioner_id),
        kind=_kind(setup, appointment),
        start=appointment.start,
        end=appointment.end,
        room_id=appointment.room_id,
        site_id=appointment.site_id,
        urgent=True,
        reference=str(appointment.pk),
    )


def _write_place(
    actor: Actor, setup: AgendaSetup, appointment: Appointment, place: Place, *, overbooked: bool, change: Change
) -> None:
    reason = line(change.reason, "reason")
    AppointmentMove.objects.create(
        appointment=appointment, practitioner_id=appointment.practitioner_id, room_id=appointment.room_id,
        start=appointment.start, end=appointment.end, reason=reason, by_name=actor.display_name,
    )  # fmt: skip
    appointment.practitioner_id, appointment.room_id = place.practitioner.id, place.room_id
    appointment.site_id, appointment.start, appointment.end = place.site_id, place.start, place.end
    appointment.overbooked, appointment.occupying = overbooked, not overbooked
    appointment.sequence += 1
    with last_word():
        appointment.save_edit(expected_version=change.version, fields=_PLACE_FIELDS)
    trace("appointment.moved", subject=appointment, about_id=appointment.patient_id, details={"overbooked": overbooked})
    day: date = setup.local_day(place.start)
    new = Replan(day, place.start, place.end, place.practitioner.id, place.site_id, place.room_id)
    write_replan(appointment.encounter, new)


def _freed(appointment: Appointment) -> SlotFreed:
    return SlotFreed(
        appointment.pk, appointment.practitioner_id, appointment.room_id, appointment.start, appointment.end
    )


def _announce_freed(freed: SlotFreed) -> None:
    if freed.start > timezone.now():
        publish(freed)
