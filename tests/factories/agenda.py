"""Synthetic agendas: a practice open on weekdays, types, patients, bookings. Monday 4 March 2030 is the tests' day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.models import DoctorProfile, Member
from brasdroit.reception.agenda.models import Appointment, AppointmentType, WeeklyOpening
from brasdroit.reception.agenda.services import Booking, book
from brasdroit.record.patients.models import Patient
from tests.factories.practice import Team, actor_of, make_team, writing

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2030, 3, 4)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    """A team whose doctor receives every weekday from 9:00 to 12:00 in the practice's room, by quarters of an hour."""

    team: Team
    kind: AppointmentType

    @property
    def doctor(self) -> Member:
        return self.team.doctor

    @property
    def tenant_id(self) -> UUID:
        return self.team.tenant_id

    def actor(self, role: str = "secretary") -> Actor:
        return actor_of(getattr(self.team, role))


def local(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    """A time on the wall of the practice, as an instant."""
    return datetime.combine(day, time(hour, minute), tzinfo=PARIS).astimezone(UTC)


def make_desk(name: str = "Cabinet des Tilleuls", *, opens: time = time(9), closes: time = time(12)) -> Desk:
    """A practice ready to book."""
    team = make_team(name)
    with writing(team.tenant_id):
        kind = AppointmentType.objects.create(
            name="Consultation", minutes=15, preparation="Apportez vos ordonnances.", documents=["Carte Vitale"]
        )
        for weekday in range(5):
            open_weekly(team.doctor, weekday, opens, closes, room=team.practice.room, site=team.practice.site)
    return Desk(team, kind)


def open_weekly(member: Member, weekday: int, start: time, end: time, **fields: Any) -> WeeklyOpening:
    """One weekly opening since 2024; inside `writing`."""
    return WeeklyOpening.objects.create(
        practitioner=member, weekday=weekday, start=start, end=end, **{"valid_from": date(2024, 1, 1), **fields}
    )


def allow_overbooking(member: Member, per_day: int = 2) -> None:
    """The doctor accepts deliberate overbookings."""
    with writing(member.tenant.pk):
        DoctorProfile.objects.filter(member=member).update(
            overbooking_allowed=True, overbooking_max_per_day=per_day, version=2
        )


def make_patient(tenant_id: UUID, birth_name: str = "MARTIN", given: str = "MARIE", **fields: Any) -> Patient:
    """A synthetic patient."""
    with writing(tenant_id):
        return Patient.objects.create(
            birth_name=birth_name, first_birth_given_name=given, birth_date=date(1961, 3, 14), sex="F", **fields
        )


def booking(desk: Desk, patient: Patient, start: datetime, **fields: Any) -> Booking:
    """A request for a slot of the desk's doctor."""
    named = {"id": new_id(), "practitioner_id": desk.doctor.pk, "type_id": desk.kind.pk}
    return Booking(patient_id=patient.pk, start=start, **{**named, **fields})


def make_appointment(desk: Desk, start: datetime, patient: Patient | None = None, **fields: Any) -> Appointment:
    """A booked appointment, by the secretary."""
    known = patient or make_patient(desk.tenant_id, given=f"MARIE-{next(_numbers)}")
    return book(actor=desk.actor(), booking=booking(desk, known, start, **fields))
