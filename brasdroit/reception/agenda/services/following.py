"""Keeping the reservation in step with the visit, when somebody ends or corrects the visit outside the agenda."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.service import publish, service, trace
from brasdroit.reception.agenda.events import SlotFreed
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.permissions import FOLLOW
from brasdroit.reception.agenda.selectors.occupation import busy_between
from brasdroit.reception.agenda.selectors.setup import agenda_setup
from brasdroit.reception.agenda.services.turns import last_word, wait_for_turn
from brasdroit.reception.agenda.types import AppointmentStatus, CancelledBy
from brasdroit.record.encounters.types import EncounterStatus

_ENDED = {
    EncounterStatus.CANCELLED: AppointmentStatus.CANCELLED,
    EncounterStatus.NO_SHOW: AppointmentStatus.NO_SHOW,
}


@service(FOLLOW)
def follow_encounter(*, actor: Actor, encounter_id: UUID, status: EncounterStatus) -> None:
    """Give the time back when the visit was cancelled or missed, hold it again when that was corrected."""
    wanted = _ENDED.get(status, AppointmentStatus.BOOKED)
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("encounter")
    appointment: Appointment | None = rows.filter(encounter_id=encounter_id).exclude(status=wanted.value).first()
    if appointment is None:
        return
    if wanted is AppointmentStatus.BOOKED:
        day = agenda_setup().local_day(appointment.start)
        wait_for_turn((appointment.practitioner_id, appointment.room_id, day))
    appointment.status, appointment.sequence = wanted.value, appointment.sequence + 1
    appointment.occupying = wanted is AppointmentStatus.BOOKED and _still_alone(appointment)
    appointment.overbooked = wanted is AppointmentStatus.BOOKED and not appointment.occupying
    if wanted is AppointmentStatus.CANCELLED:
        appointment.cancelled_at, appointment.cancelled_by = timezone.now(), CancelledBy.PRACTICE.value
        appointment.cancelled_by_name = actor.display_name
        appointment.cancellation_reason = appointment.encounter.status_reason
    fields = [
        "status", "sequence", "occupying", "overbooked",
        "cancelled_at", "cancelled_by", "cancelled_by_name", "cancellation_reason",
    ]  # fmt: skip
    with last_word():
        appointment.save_edit(expected_version=None, fields=fields)
    trace(
        "appointment.followed", subject=appointment, about_id=appointment.patient_id, details={"status": wanted.value}
    )
    if wanted is AppointmentStatus.CANCELLED and appointment.start > timezone.now():
        publish(
            SlotFreed(
                appointment.pk, appointment.practitioner_id, appointment.room_id, appointment.start, appointment.end
            )
        )


def _still_alone(appointment: Appointment) -> bool:
    """Whether nobody took the time meanwhile; a patient who comes after all is never turned away by the program."""
    rooms = [appointment.room_id] if appointment.room_id else []
    return not busy_between(
        appointment.start, appointment.end, practitioner_ids=[appointment.practitioner_id], room_ids=rooms
    )
