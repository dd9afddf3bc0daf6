"""The board, the public screen, the arrival and the figures, read by those who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brasdroit.foundation.errors import Forbidden, Invalid, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.selectors.arrival import arrival_of, arrivals
from brasdroit.reception.waiting_room.selectors.board import board, left_open, waiting_for_doctor
from brasdroit.reception.waiting_room.selectors.display import public_screen
from brasdroit.reception.waiting_room.selectors.figures import day_figures
from brasdroit.reception.waiting_room.selectors.indicators import Grouping, Period, indicators
from brasdroit.reception.waiting_room.services import CheckInSheet, check_in, check_in_walk_in, move_visit, open_display
from brasdroit.reception.waiting_room.types import Rate
from brasdroit.record.encounters.types import EncounterStatus
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, make_team
from tests.factories.reception import SEEN, make_steps, make_visit, today_at, walk_in_of

pytestmark = pytest.mark.django_db
S = EncounterStatus


@pytest.fixture
def team() -> Team:
    return make_team()


def queries(read) -> int:
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


def test_the_board_costs_two_queries_for_one_and_for_three(team: Team) -> None:
    actor, counts = actor_of(team.secretary), []
    for _ in range(3):
        check_in(actor=actor, encounter_id=make_visit(team).pk, sheet=SEEN)
        with tenant_scope(team.tenant_id):
            counts.append(queries(lambda: board(actor, timezone.localtime())))
    assert counts == [2, 2, 2]


def test_an_emergency_passes_before_those_who_were_booked(team: Team) -> None:
    actor = actor_of(team.secretary)
    check_in(actor=actor, encounter_id=make_visit(team).pk, sheet=SEEN)
    check_in_walk_in(actor=actor, walk_in=walk_in_of(team, emergency=True), sheet=CheckInSheet("unchecked"))
    with tenant_scope(team.tenant_id):
        found = board(actor, timezone.localtime())
        waiting = waiting_for_doctor(actor_of(team.doctor), timezone.localtime())
    ranks = [(visit.emergency, visit.passage.rank if visit.passage else 0) for visit in found.visits]
    assert (ranks, found.booked, waiting) == ([(True, 1), (False, 2)], 1, 1)


def test_the_board_is_for_the_team(team: Team) -> None:
    make_visit(team)
    with pytest.raises(Forbidden), tenant_scope(team.tenant_id):
        board(actor_of(team.manager), timezone.localtime())
    stranger = make_team("Cabinet des Lilas")
    with tenant_scope(stranger.tenant_id):
        assert board(actor_of(stranger.secretary), timezone.localtime()).visits == ()


def test_the_public_screen_tells_numbers_and_nobody(team: Team) -> None:
    actor = actor_of(team.secretary)
    visit = make_visit(team, make_patient(team.tenant_id, "LEFEVRE"), room=team.practice.room)
    check_in(actor=actor, encounter_id=visit.pk, sheet=SEEN)
    check_in(actor=actor, encounter_id=make_visit(team).pk, sheet=SEEN)
    move_visit(actor=actor_of(team.doctor), encounter_id=visit.pk, to=S.WITH_DOCTOR)
    _, token = open_display(actor=actor, label="Salle")
    screen = public_screen(token, timezone.localtime())
    assert [(line.call_number, line.room) for line in screen.called] == [("A 1", "Cabinet 1")]
    assert [(line.call_number, line.room) for line in screen.waiting] == [("A 2", "")]
    assert "LEFEVRE" not in repr(screen)
    assert public_screen(token, timezone.localtime() + timedelta(minutes=20)).called == ()


def test_those_expected_are_found_by_name_and_by_birth_date(team: Team) -> None:
    actor = actor_of(team.secretary)
    make_visit(team, make_patient(team.tenant_id, "LEFEVRE", "ELODIE"))
    make_visit(team, make_patient(team.tenant_id, "GARNIER", "PAUL"))
    with tenant_scope(team.tenant_id):
        found = [
            [each.encounter.patient.birth_name for each in arrivals(actor, text, timezone.localtime()).expected]
            for text in ("", "lefèv", "14/03/1961", "personne")
        ]
    assert found == [["LEFEVRE", "GARNIER"], ["LEFEVRE"], ["LEFEVRE", "GARNIER"], []]


def test_the_arrival_sheet_says_what_is_missing_and_who_is_late(team: Team) -> None:
    visit = make_visit(team, planned_start=timezone.now() - timedelta(minutes=12))
    with tenant_scope(team.tenant_id):
        found = arrival_of(actor_of(team.secretary), visit.pk, timezone.localtime())
    assert [piece.code for piece in found.pieces] == ["identity", "phone", "address", "coverage", "treating_doctor"]
    assert (found.lateness.code if found.lateness else "", found.visits) == ("late_fit_in", 0)


def test_a_stranger_sees_no_arrival_sheet(team: Team) -> None:
    visit, stranger = make_visit(team), make_team("Cabinet des Lilas")
    with pytest.raises(NotFound), tenant_scope(stranger.tenant_id):
        arrival_of(actor_of(stranger.secretary), visit.pk, timezone.localtime())


def test_the_figures_of_the_day(team: Team) -> None:
    make_visit(
        team,
        status=S.FINISHED,
        assistant=team.assistant,
        arrived_at=today_at(9),
        with_assistant_at=today_at(9, 10),
        ready_for_doctor_at=today_at(9, 18),
        with_doctor_at=today_at(9, 20),
    )
    with tenant_scope(team.tenant_id):
        figures = day_figures(board(actor_of(team.assistant), timezone.localtime()), actor_of(team.assistant))
    assert (figures.waiting.mean, figures.given_back, figures.prepared_by_me, figures.seen) == (10, 8, 1, 1)


def test_the_indicators_follow_the_steps(team: Team) -> None:
    visit = make_visit(team)
    make_steps(
        visit,
        (S.ARRIVED, today_at(9)),
        (S.WITH_ASSISTANT, today_at(9, 12)),
        (S.READY_FOR_DOCTOR, today_at(9, 20)),
        (S.WITH_DOCTOR, today_at(9, 25)),
        (S.FINISHED, today_at(9, 40)),
    )
    make_visit(team, status=S.NO_SHOW)
    make_visit(team, status=S.CANCELLED)
    today = timezone.localdate()
    with tenant_scope(team.tenant_id):
        found = indicators(actor_of(team.manager), Period(today, today), Grouping.DOCTOR)
    line = found.lines[0]
    medians = (line.waiting.median, line.preparation.median, line.consultation.median)
    assert (line.label, line.visits, medians, line.no_shows) == ("Dr Claire Martin", 1, (12, 8, 15), Rate(1, 2, 50.0))


def test_a_visit_forgotten_on_a_past_day_adds_no_time_even_once_closed(team: Team) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    before = timedelta(days=1)
    forgotten, closed_late = (make_visit(team, day=yesterday) for _ in range(2))
    for visit in (forgotten, closed_late):
        make_steps(visit, (S.ARRIVED, today_at(9) - before), (S.WITH_DOCTOR, today_at(9, 12) - before))
    make_steps(closed_late, (S.FINISHED, today_at(0, 1)))
    with tenant_scope(team.tenant_id):
        found = indicators(actor_of(team.manager), Period(yesterday, yesterday), Grouping.DAY).whole
        open_ones = left_open(actor_of(team.secretary), timezone.localtime())
    assert (found.waiting.count, found.waiting.median, found.consultation.count) == (2, 12, 0)
    assert [visit.encounter.pk for visit in open_ones] == [forgotten.pk]


def test_the_indicators_cost_two_queries_and_refuse_a_period_without_end(team: Team) -> None:
    today, counts = timezone.localdate(), []
    for _ in range(3):
        make_visit(team, status=S.NO_SHOW)
        with tenant_scope(team.tenant_id):
            counts.append(queries(lambda: indicators(actor_of(team.doctor), Period(today, today), Grouping.DAY)))
    assert counts == [counts[0]] * 3
    for days in (-1, 400):
        with pytest.raises(Invalid), tenant_scope(team.tenant_id):
            indicators(actor_of(team.doctor), Period(today, today + timedelta(days=days)), Grouping.WEEK)
