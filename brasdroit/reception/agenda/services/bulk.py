"""Taking over an agenda and the visits it led to, as another system or a generator knows them: a batch per transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Field

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import service, trace
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.permissions import LOAD
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, agenda_setup
from brasdroit.reception.agenda.services.turns import last_word
from brasdroit.reception.agenda.types import AppointmentStatus, CancelledBy
from brasdroit.record.encounters.services import write_history
from brasdroit.record.encounters.types import EncounterPlan, EncounterPriority, EncounterStatus, Mover, PastStep

_LOST = {EncounterStatus.CANCELLED: AppointmentStatus.CANCELLED, EncounterStatus.NO_SHOW: AppointmentStatus.NO_SHOW}
_FIELDS: tuple[Field[object, object], ...] = tuple(Appointment._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class LoadedAppointment:
    """One appointment with what became of it: no step yet for one to come. `id` names the appointment."""

    id: UUID
    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    start: datetime
    end: datetime
    booked_by: Mover
    room_id: UUID | None = None
    site_id: UUID | None = None
    reason: str = ""
    urgent: bool = False
    steps: tuple[PastStep, ...] = ()


@service(LOAD)
def bulk_load_appointments(*, actor: Actor, rows: Sequence[LoadedAppointment], booked_at: datetime) -> dict[UUID, UUID]:
    """Write one batch (some hundreds) of appointments and their encounters; answers the encounter of each appointment.

    Times may be in the past and outside opening hours; two that overlap refuse the whole batch (Conflict).
    """
    setup = agenda_setup()
    encounters = {row.id: new_id() for row in rows}
    plans = [(_plan(setup, row, encounters[row.id]), row.steps) for row in rows]
    write_history(plans, planned_at=booked_at)
    kept = [_appointment(row, encounters[row.id], booked_at) for row in rows]
    with last_word():
        values = [[getattr(each, field.attname) for field in _FIELDS] for each in kept]
        insert_many(Appointment, [field.name for field in _FIELDS], values)
    trace("agenda.loaded", details={"appointments": len(rows)})
    return encounters


def _plan(setup: AgendaSetup, row: LoadedAppointment, encounter_id: UUID) -> EncounterPlan:
    return EncounterPlan(
        id=encounter_id, patient_id=row.patient_id, doctor_id=row.practitioner_id, day=setup.local_day(row.start),
        start=row.start, end=row.end, reason=row.reason, service_type=row.type_id, site_id=row.site_id,
        service_label=setup.types[row.type_id].name if row.type_id in setup.types else "", room_id=row.room_id,
        priority=EncounterPriority.URGENT if row.urgent else EncounterPriority.ROUTINE,
    )  # fmt: skip


def _appointment(row: LoadedAppointment, encounter_id: UUID, booked_at: datetime) -> Appointment:
    last = row.steps[-1] if row.steps else None
    status = _LOST.get(last.status, AppointmentStatus.BOOKED) if last else AppointmentStatus.BOOKED
    appointment = Appointment(
        id=row.id, encounter_id=encounter_id, patient_id=row.patient_id, practitioner_id=row.practitioner_id,
        site_id=row.site_id, room_id=row.room_id, type_id=row.type_id, start=row.start, end=row.end, reason=row.reason,
        status=status.value, occupying=status is AppointmentStatus.BOOKED, booked_by_id=row.booked_by.membership_id,
        booked_by_name=row.booked_by.display_name, created_at=booked_at, updated_at=booked_at,
    )  # fmt: skip
    if last and status is AppointmentStatus.CANCELLED:
        appointment.cancelled_at, appointment.cancelled_by = last.at, CancelledBy.PATIENT.value
        appointment.cancelled_by_name, appointment.cancellation_reason = last.by.display_name, last.reason
    return appointment
