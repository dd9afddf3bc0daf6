from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, AppointmentMove
from brasdroit.reception.agenda.rules.series import Recurrence
from brasdroit.reception.agenda.services import (
    Cancellation,
    Change,
    book_series,
    cancel,
    cancel_series,
    follow_encounter,
    mark_no_show,
    move,
    restore,
)
from brasdroit.reception.agenda.types import CancelledBy
from brasdroit.record.encounters.services import move_step
from brasdroit.record.encounters.types import EncounterStatus
from tests.factories.agenda import MONDAY, Desk, booking, local, make_appointment, make_desk, make_patient
from tests.factories.practice import entrust, make_doctor, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def in_the_past(appointment: Appointment) -> None:
    """The appointment was an hour ago."""
    with writing(appointment.tenant.pk):
        start = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=1)
        Appointment.objects.filter(pk=appointment.pk).update(start=start, end=start + timedelta(minutes=15))


def test_a_move_takes_the_encounter_along_and_remembers_where_it_was(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    moved = move(actor=desk.actor(), change=Change(made.pk, local(10, day=date(2030, 3, 5)), minutes=30))
    with tenant_scope(desk.tenant_id):
        former = AppointmentMove.objects.get(appointment=made)
    assert (moved.start, moved.end, moved.sequence) == (
        local(10, day=date(2030, 3, 5)),
        local(10, 30, date(2030, 3, 5)),
        1,
    )
    assert (moved.encounter.planned_start, moved.encounter.day) == (moved.start, date(2030, 3, 5))
    assert (former.start, former.end) == (local(9), local(9, 15))


def test_a_resize_does_not_meet_itself(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    assert move(actor=desk.actor(), change=Change(made.pk, local(9), minutes=45)).end == local(9, 45)


def test_a_move_onto_somebody_is_refused_with_the_next_slots(desk: Desk) -> None:
    make_appointment(desk, local(9))
    other = make_appointment(desk, local(10))
    with pytest.raises(Conflict) as refusal:
        move(actor=desk.actor(), change=Change(other.pk, local(9)))
    assert (refusal.value.code, len(refusal.value.alternatives)) == ("overlap", 3)


def test_a_move_from_a_stale_screen_is_refused(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    move(actor=desk.actor(), change=Change(made.pk, local(10), version=1))
    with pytest.raises(Conflict) as refusal:
        move(actor=desk.actor(), change=Change(made.pk, local(11), version=1))
    assert refusal.value.code == "stale"


def test_a_move_to_another_doctor_asks_for_both_delegations(desk: Desk) -> None:
    other = make_doctor(desk.team.practice, "Nguyen")
    made = make_appointment(desk, local(9))
    entrust(desk.doctor, desk.team.assistant, "ADM-02")
    with pytest.raises(Forbidden):
        move(actor=desk.actor("assistant"), change=Change(made.pk, local(10), practitioner_id=other.pk))
    assert move(actor=desk.actor("assistant"), change=Change(made.pk, local(10))).start == local(10)


def test_a_cancellation_needs_a_reason_and_frees_the_time(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    with pytest.raises(Invalid) as refusal:
        cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "  "))
    assert list(refusal.value.fields) == ["reason"]
    done = cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "Empêchement", CancelledBy.PATIENT))
    assert (done.status, done.occupying, done.encounter.status) == ("cancelled", False, "cancelled")
    assert make_appointment(desk, local(9)).start == local(9)


def test_what_was_cancelled_is_given_back_while_the_time_is_free(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "Erreur"))
    back = restore(actor=desk.actor(), appointment_id=made.pk)
    assert (back.status, back.occupying, back.encounter.status) == ("booked", True, "booked")
    cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "Erreur"))
    make_appointment(desk, local(9))
    with pytest.raises(Conflict):
        restore(actor=desk.actor(), appointment_id=made.pk)


def test_a_visit_that_began_no_longer_moves_nor_cancels(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=EncounterStatus.ARRIVED)
    with pytest.raises(Invalid) as moving:
        move(actor=desk.actor(), change=Change(made.pk, local(10)))
    with pytest.raises(Invalid) as cancelling:
        cancel(actor=desk.actor(), cancellation=Cancellation(made.pk, "Départ"))
    assert [moving.value.code, cancelling.value.code] == ["not_movable", "not_movable"]


def test_a_no_show_waits_for_the_hour(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    with pytest.raises(Invalid):
        mark_no_show(actor=desk.actor(), appointment_id=made.pk)
    in_the_past(made)
    done = mark_no_show(actor=desk.actor(), appointment_id=made.pk)
    assert (done.status, done.encounter.status, done.occupying) == ("noshow", "no_show", False)


def test_an_unknown_appointment_is_not_found(desk: Desk) -> None:
    stranger = make_desk("Cabinet des Ormes")
    made = make_appointment(desk, local(9))
    for actor, key in ((desk.actor(), uuid4()), (stranger.actor(), made.pk)):
        with pytest.raises(NotFound):
            cancel(actor=actor, cancellation=Cancellation(key, "Empêchement"))


def test_the_agenda_follows_a_visit_cancelled_elsewhere(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    program = system_actor(desk.tenant_id)
    follow_encounter(actor=program, encounter_id=made.encounter_id, status=EncounterStatus.CANCELLED)
    with tenant_scope(desk.tenant_id):
        assert list(Appointment.objects.values_list("status", "occupying")) == [("cancelled", False)]
    make_appointment(desk, local(9))
    follow_encounter(actor=program, encounter_id=made.encounter_id, status=EncounterStatus.BOOKED)
    with tenant_scope(desk.tenant_id):
        back = Appointment.objects.get(pk=made.pk)
    assert (back.status, back.occupying, back.overbooked) == ("booked", False, True)


def test_a_series_skips_what_is_closed_or_taken_and_says_so(desk: Desk) -> None:
    make_appointment(desk, local(9, day=date(2030, 3, 18)))
    asked = booking(desk, make_patient(desk.tenant_id), local(9))
    result = book_series(actor=desk.actor(), booking=asked, recurrence=Recurrence(1, "weeks", count=8))
    days = [each.start.date() for each in result.booked]
    assert days == [date(2030, 3, 4), date(2030, 3, 11), date(2030, 3, 25), date(2030, 4, 1), date(2030, 4, 8),
                    date(2030, 4, 15), date(2030, 4, 29)]  # fmt: skip
    assert [(each.day, each.reason) for each in result.skipped] == [
        (date(2030, 4, 22), "jour férié\u202f: Lundi de Pâques"),
        (date(2030, 3, 18), "déjà pris à 9:00"),
    ]
    again = book_series(actor=desk.actor(), booking=asked, recurrence=Recurrence(1, "weeks", count=8))
    assert [each.pk for each in again.booked] == [each.pk for each in result.booked]


def test_a_series_keeps_its_hour_across_summer_time(desk: Desk) -> None:
    asked = booking(desk, make_patient(desk.tenant_id), local(9, day=date(2030, 3, 25)))
    result = book_series(actor=desk.actor(), booking=asked, recurrence=Recurrence(1, "weeks", count=2))
    assert [each.start.hour for each in result.booked] == [8, 7]


def test_a_whole_series_is_given_up_at_once(desk: Desk) -> None:
    asked = booking(desk, make_patient(desk.tenant_id), local(9))
    result = book_series(actor=desk.actor(), booking=asked, recurrence=Recurrence(2, "weeks", count=3))
    assert cancel_series(actor=desk.actor(), series_id=result.series_id, reason="Guérison") == 3
    with tenant_scope(desk.tenant_id):
        assert set(Appointment.objects.values_list("status", flat=True)) == {"cancelled"}


def test_the_first_of_a_series_is_refused_as_a_booking_is(desk: Desk) -> None:
    make_appointment(desk, local(9))
    asked = booking(desk, make_patient(desk.tenant_id), local(9))
    with pytest.raises(Conflict):
        book_series(actor=desk.actor(), booking=asked, recurrence=Recurrence(1, "weeks", count=2))
    with tenant_scope(desk.tenant_id):
        assert Appointment.objects.filter(start__gt=local(9, day=MONDAY)).count() == 0
