from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from brasdroit.foundation.db.constraints import NoOverlap
from brasdroit.reception.agenda.models import Appointment
from brasdroit.record.models import Encounter
from tests.factories.agenda import Desk, local, make_appointment, make_desk
from tests.factories.practice import writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def copy_of(appointment: Appointment, start: datetime, minutes: int = 15, **fields: Any) -> Appointment:
    """Another row for the same practitioner, written past the services."""
    same = ("patient_id", "practitioner_id", "room_id", "site_id", "type_id")
    values = {name: getattr(appointment, name) for name in same}
    end = start + timedelta(minutes=minutes)
    encounter = Encounter.objects.create(
        patient_id=appointment.patient_id, doctor_id=appointment.practitioner_id, day=start.date(),
        planned_start=start, planned_end=end,
    )  # fmt: skip
    return Appointment.objects.create(encounter=encounter, start=start, end=end, **{**values, **fields})


@pytest.mark.parametrize(
    ("start", "minutes"),
    [((9, 0), 15), ((9, 5), 5), ((8, 50), 15), ((9, 14), 15), ((8, 30), 90)],
    ids=["same", "inside", "before", "after", "around"],
)
def test_overlapping_times_are_refused_by_the_database(desk: Desk, start: tuple[int, int], minutes: int) -> None:
    first = make_appointment(desk, local(9))
    with (
        writing(desk.tenant_id),
        pytest.raises(IntegrityError, match=r"appointment_(practitioner|room)_once"),
        transaction.atomic(),
    ):
        copy_of(first, local(*start), minutes)


@pytest.mark.parametrize("start", [(9, 15), (8, 45)], ids=["after", "before"])
def test_times_that_touch_are_accepted(desk: Desk, start: tuple[int, int]) -> None:
    first = make_appointment(desk, local(9))
    with writing(desk.tenant_id):
        assert copy_of(first, local(*start)).start == local(*start)


def test_rows_that_hold_no_time_overlap_freely(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    with writing(desk.tenant_id):
        assert copy_of(first, local(9), occupying=False, overbooked=True).occupying is False


def test_an_update_is_refused_as_an_insert_is(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    with writing(desk.tenant_id):
        later = copy_of(first, local(10))
        later.start, later.end = local(9, 5), local(9, 20)
        with pytest.raises(IntegrityError, match=r"appointment_(practitioner|room)_once"), transaction.atomic():
            later.save()


def test_a_row_that_becomes_active_again_is_refused_over_another(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    with writing(desk.tenant_id):
        other = copy_of(first, local(9), occupying=False, overbooked=True)
        with pytest.raises(IntegrityError, match=r"appointment_(practitioner|room)_once"), transaction.atomic():
            Appointment.objects.filter(pk=other.pk).update(occupying=True, overbooked=False)


def test_a_room_is_held_once_whoever_receives(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    with (
        writing(desk.tenant_id),
        pytest.raises(IntegrityError, match="appointment_room_once"),
        transaction.atomic(),
    ):
        copy_of(first, local(9), practitioner_id=desk.team.assistant.pk)


def test_without_a_room_two_practitioners_receive_together(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    with writing(desk.tenant_id):
        other = copy_of(first, local(9), practitioner_id=desk.team.assistant.pk, room_id=None)
    assert (other.start, other.room_id) == (first.start, None)


def test_another_practice_is_not_in_the_way(desk: Desk) -> None:
    make_appointment(desk, local(9))
    other = make_desk("Cabinet des Ormes")
    assert make_appointment(other, local(9)).start == local(9)


def test_validation_says_it_before_the_database(desk: Desk) -> None:
    first = make_appointment(desk, local(9))
    constraint = next(each for each in Appointment._meta.constraints if each.name == "appointment_practitioner_once")
    rival = Appointment(
        practitioner_id=first.practitioner_id, tenant_id=desk.tenant_id, start=local(9, 5), end=local(9, 20)
    )
    with writing(desk.tenant_id), pytest.raises(ValidationError):
        constraint.validate(Appointment, rival)


def test_the_constraint_survives_a_migration() -> None:
    constraint = NoOverlap(name="once", same=["tenant", "room"], longest=timedelta(hours=8))
    path, args, kwargs = constraint.deconstruct()
    assert path == "brasdroit.foundation.db.constraints.NoOverlap"
    assert NoOverlap(*args, **kwargs) == constraint
