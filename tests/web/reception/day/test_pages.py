"""Ma journée, as each role sees it, at a constant cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.services import CheckInSheet, check_in
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.tasks.services import TaskRequest, create_task
from brasdroit.web.reception.day.pages import day_view
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, entrust, make_doctor, make_team
from tests.factories.reception import make_visit, today_at

pytestmark = pytest.mark.django_db
S = EncounterStatus


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def test_the_day_costs_the_same_for_one_and_for_three(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    actor, counts = actor_of(team.assistant), list[int]()
    with tenant_scope(team.tenant_id):
        day_view(actor, timezone.localtime(), everybody=False)  # the agenda keeps its settings from then on
    for number in range(3):
        visit = make_visit(team)
        create_task(actor=actor_of(team.doctor), request=TaskRequest(f"Tâche {number}", patient_id=visit.patient_id))
        check_in(actor=actor, encounter_id=visit.pk, sheet=CheckInSheet("stated", missing=("identity",)))
        with tenant_scope(team.tenant_id), CaptureQueriesContext(connection) as seen:
            day_view(actor, timezone.localtime(), everybody=False)
        counts.append(len(seen))
    assert counts[0] == counts[2]
    assert counts[2] <= 9


def test_what_can_be_done_while_they_are_here(team: Team) -> None:
    visit = make_visit(team, make_patient(team.tenant_id, "L'HERMITTE", "LOUISE"))
    create_task(actor=actor_of(team.doctor), request=TaskRequest("Remettre le kit", patient_id=visit.patient_id))
    check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=CheckInSheet("stated", missing=("phone",)))
    with tenant_scope(team.tenant_id):
        page = day_view(actor_of(team.secretary), timezone.localtime(), everybody=False)
    assert [(one.birth_name, one.given_name, one.lines) for one in page.present] == [
        ("L’HERMITTE", "Louise", ["Remettre le kit", "Téléphone à noter"])
    ]


def test_a_doctor_has_his_own_lane_and_may_see_the_room(team: Team) -> None:
    other = make_doctor(team.practice, "Nguyen", given_name="Hoang")
    make_visit(team)
    make_visit(team, doctor=other)
    with tenant_scope(team.tenant_id):
        lanes = [
            [
                lane.short_name
                for lane in day_view(actor_of(team.doctor), timezone.localtime(), everybody=all_).board.lanes
            ]
            for all_ in (False, True)
        ]
    assert lanes == [["Dr Martin"], ["Dr Martin", "Dr Nguyen"]]


def test_the_time_given_back_is_that_of_the_preparation(team: Team) -> None:
    stamps: dict[str, Any] = {
        "with_assistant_at": today_at(9),
        "ready_for_doctor_at": today_at(9, 11),
        "arrived_at": today_at(8, 50),
    }
    make_visit(team, status=S.FINISHED, assistant=team.assistant, finished_at=today_at(9, 30), **stamps)
    with tenant_scope(team.tenant_id):
        stats = day_view(actor_of(team.assistant), timezone.localtime(), everybody=False).stats
    assert [(stat["label"], stat["value"]) for stat in stats[:3]] == [
        ("Attente moyenne", "10"),
        ("Préparés par vous", "1"),
        ("Temps rendu aux médecins", "11"),
    ]


def test_each_role_finds_its_first_page(team: Team) -> None:
    make_visit(team)
    for member in (team.assistant, team.secretary, team.doctor):
        page = signed_in(member).get(reverse("day")).content.decode()
        assert page.count("Arrivée d’un patient") == 1
    assert signed_in(team.manager).get(reverse("day"))["Location"] == reverse("indicators")


def test_an_empty_day_says_what_comes_here(team: Team) -> None:
    page = signed_in(team.assistant).get(reverse("day")).content.decode()
    titles = ("Personne n’est attendu aujourd’hui", "Rien à faire", "Rien de plus pour les patients présents")
    assert [page.count(title) for title in titles] == [1, 1, 1]


def test_a_stranger_sees_nothing_of_ours(team: Team) -> None:
    make_visit(team, make_patient(team.tenant_id, "LEFEVRE"))
    page = signed_in(make_team("Cabinet des Lilas").assistant).get(reverse("day")).content.decode()
    assert "LEFEVRE" not in page


def test_a_doctor_finds_those_ready_for_him_first(team: Team) -> None:
    for number, status in enumerate((S.WAITING, S.READY_FOR_DOCTOR, S.BOOKED)):
        make_visit(team, status=status, planned_start=today_at(9, number))
    orders = []
    for member in (team.secretary, team.doctor):
        with tenant_scope(team.tenant_id):
            lanes = day_view(actor_of(member), timezone.localtime(), everybody=False).board.lanes
        orders.append([card.time for card in lanes[0].cards])
    assert orders == [["9:00", "9:01", "9:02"], ["9:01", "9:00", "9:02"]]
