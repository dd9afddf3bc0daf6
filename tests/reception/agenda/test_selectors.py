from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brasdroit.foundation.errors import Forbidden, NotFound
from brasdroit.reception.agenda import selectors
from brasdroit.reception.agenda.services import Cancellation, cancel
from tests.factories.agenda import MONDAY, Desk, local, make_appointment, make_desk, make_patient, open_weekly
from tests.factories.practice import make_doctor, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_day_costs_two_queries(desk: Desk, quarters: int) -> None:
    for rank in range(quarters):
        make_appointment(desk, local(9, 15 * rank))
    actor = desk.actor()
    selectors.agenda_view(actor, MONDAY)
    with CaptureQueriesContext(connection) as queries:
        view = selectors.agenda_view(actor, MONDAY)
    assert (len(queries), len(view.cards)) == (2, quarters)


@pytest.mark.parametrize("quarters", [1, 3])
def test_free_slots_cost_two_queries(desk: Desk, quarters: int) -> None:
    for rank in range(quarters):
        make_appointment(desk, local(9, 15 * rank))
    actor = desk.actor()
    selectors.free_slots_of_day(actor, MONDAY, minutes=15)
    with CaptureQueriesContext(connection) as queries:
        found = selectors.free_slots_of_day(actor, MONDAY, minutes=15)
    assert (len(queries), len(found)) == (2, 12 - quarters)


def test_a_view_already_knows_what_is_free(desk: Desk) -> None:
    make_appointment(desk, local(9))
    actor = desk.actor()
    view = selectors.agenda_view(actor, MONDAY)
    with CaptureQueriesContext(connection) as queries:
        found = selectors.free_slots_of_view(actor, view, minutes=15)
    assert (len(queries), found) == (0, selectors.free_slots_of_day(actor, MONDAY, minutes=15))


def test_a_week_shows_columns_holidays_and_no_cancelled_appointment(desk: Desk) -> None:
    kept, gone = make_appointment(desk, local(9)), make_appointment(desk, local(10))
    cancel(actor=desk.actor(), cancellation=Cancellation(gone.pk, "Empêchement"))
    view = selectors.agenda_view(desk.actor(), MONDAY, 7)
    assert [each.id for each in view.cards] == [kept.pk]
    assert [each.title for each in view.columns] == ["Dr Martin"]
    assert sorted(view.columns[0].closed) == [date(2030, 3, 9), date(2030, 3, 10)]
    assert selectors.agenda_view(desk.actor(), date(2030, 5, 1)).holidays == {date(2030, 5, 1): "Fête du Travail"}


def test_the_days_of_the_clock_change_are_whole(desk: Desk) -> None:
    with writing(desk.tenant_id):
        open_weekly(desk.doctor, 6, time(1), time(4))
    assert len(selectors.free_slots_of_day(desk.actor(), date(2030, 3, 31), minutes=60)) == 2
    assert len(selectors.free_slots_of_day(desk.actor(), date(2030, 10, 27), minutes=60)) == 4


WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def test_a_phrase_searches_across_practitioners(desk: Desk) -> None:
    weekday = (timezone.localdate() + timedelta(days=1)).weekday()  # today's afternoon may have begun
    other = make_doctor(desk.team.practice, "Nguyen", given_name="Linh")
    with writing(desk.tenant_id):
        open_weekly(other, weekday, time(16), time(19))
    phrase = f"après 17 h un {WEEKDAYS[weekday]} avec Martin ou Nguyen"
    answer = selectors.find_slots(desk.actor(), phrase, limit=3)
    assert {(each.practitioner, each.start.weekday()) for each in answer.proposals} == {("Dr Nguyen", weekday)}
    assert [f"{each.start:%H:%M}" for each in answer.proposals] == ["17:00", "17:15", "17:30"]
    assert set(answer.understood) == {"avec Martin", "avec Nguyen", WEEKDAYS[weekday], "à partir de 17:00"}


def test_words_that_were_not_understood_are_said(desk: Desk) -> None:
    answer = selectors.find_slots(desk.actor(), "un mardi fleuri", limit=1)
    assert (answer.not_understood, len(answer.proposals)) == (("fleuri",), 1)


def test_a_room_taken_by_a_colleague_is_not_free(desk: Desk) -> None:
    other = make_doctor(desk.team.practice, "Nguyen", given_name="Linh")
    with writing(desk.tenant_id):
        open_weekly(other, 0, time(9), time(10), room=desk.team.practice.room)
    make_appointment(desk, local(9), practitioner_id=other.pk)
    starts = [each.start for each in selectors.free_slots_of_day(desk.actor(), MONDAY, minutes=15)]
    assert local(9) not in starts


def test_another_practice_sees_nothing(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    stranger = make_desk("Cabinet des Ormes")
    assert selectors.agenda_view(stranger.actor(), MONDAY).cards == ()
    with pytest.raises(NotFound):
        selectors.appointment_detail(stranger.actor(), made.pk)


def test_a_manager_sees_the_agenda_but_gives_no_address(desk: Desk) -> None:
    assert selectors.agenda_view(desk.actor("manager"), MONDAY).days == (MONDAY,)
    with pytest.raises(Forbidden):
        selectors.feeds(desk.actor("secretary"))


def test_a_patient_has_his_past_and_coming_appointments(desk: Desk) -> None:
    patient = make_patient(desk.tenant_id)
    first, second = (
        make_appointment(desk, local(9), patient),
        make_appointment(desk, local(9, day=MONDAY + timedelta(7)), patient),
    )
    actor = desk.actor()
    assert [each.id for each in selectors.patient_appointments(actor, patient.pk)] == [second.pk, first.pk]
    assert [each.id for each in selectors.patient_appointments(actor, patient.pk, upcoming=True)] == [
        first.pk,
        second.pk,
    ]
    assert selectors.missed_of(actor, patient.pk) == "Aucun rendez-vous manqué en 12 mois"
