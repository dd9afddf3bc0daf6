"""The board, its moves and the screen of the room."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.services import check_in
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterStatus
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, entrust, make_team
from tests.factories.reception import SEEN, make_visit

pytestmark = pytest.mark.django_db
S = EncounterStatus
HTMX = {"HX-Request": "true"}


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def status_of(team: Team, visit: Encounter) -> str:
    with tenant_scope(team.tenant_id):
        return Encounter.objects.get(pk=visit.pk).status


def test_the_board_offers_what_the_doctor_entrusted(team: Team) -> None:
    visit, address = make_visit(team), reverse("waiting_room")
    check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=SEEN)
    offered = [
        signed_in(member).get(address).content.decode().count("<span>Avec moi</span>")
        for member in (team.assistant, team.secretary, team.doctor)
    ]
    entrust(team.doctor, team.assistant, "CONS-01")
    after = signed_in(team.assistant).get(address).content.decode().count("<span>Avec moi</span>")
    assert (offered, after) == ([0, 0, 1], 1)


def test_a_patient_goes_from_the_room_to_the_doctor_and_away(team: Team) -> None:
    entrust(team.doctor, team.assistant, "CONS-01")
    visit = make_visit(team, status=S.WAITING)
    move = reverse("visit_move", args=[visit.pk])
    assistant, doctor = signed_in(team.assistant), signed_in(team.doctor)
    for client, to in ((assistant, "with_assistant"), (assistant, "ready_for_doctor"), (doctor, "with_doctor")):
        answer = client.post(move, {"to": to}, headers=HTMX)
        told = json.loads(answer["HX-Trigger"])
        assert (answer.status_code, told["notice"]["undo"]) == (204, reverse("visit_undo", args=[visit.pk]))
        assert status_of(team, visit) == to
    doctor.post(reverse("visit_undo", args=[visit.pk]), headers=HTMX)
    assert status_of(team, visit) == S.READY_FOR_DOCTOR


def test_the_visits_of_yesterday_are_closed_by_who_may(team: Team) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    visit = make_visit(team, day=yesterday, status=S.WITH_DOCTOR)
    address, move = reverse("waiting_room"), reverse("visit_move", args=[visit.pk])
    pages = [signed_in(who).get(address).content.decode() for who in (team.secretary, team.doctor)]
    assert [("Visites à clore" in page, move in page) for page in pages] == [(True, False), (True, True)]
    signed_in(team.doctor).post(move, {"to": "finished", "reason": "Visite restée ouverte"})
    assert status_of(team, visit) == S.FINISHED
    assert "Visites à clore" not in signed_in(team.doctor).get(address).content.decode()


@pytest.mark.parametrize(("to", "status"), [("nowhere", 422), ("finished", 422), ("with_doctor", 403)])
def test_a_move_that_is_not_possible_is_told(team: Team, to: str, status: int) -> None:
    visit = make_visit(team, status=S.WAITING)
    answer = signed_in(team.secretary).post(reverse("visit_move", args=[visit.pk]), {"to": to}, headers=HTMX)
    assert (answer.status_code, status_of(team, visit)) == (status, S.WAITING)


def test_two_people_moving_the_same_patient_the_second_is_told(team: Team) -> None:
    visit, client = make_visit(team, status=S.WAITING), signed_in(team.doctor)
    with tenant_scope(team.tenant_id):
        version = Encounter.objects.get(pk=visit.pk).version
    move = reverse("visit_move", args=[visit.pk])
    client.post(move, {"to": "with_doctor", "version": version})
    answer = client.post(move, {"to": "leaving", "version": version}, headers=HTMX)
    assert (answer.status_code, status_of(team, visit)) == (409, S.WITH_DOCTOR)


def test_a_stranger_moves_nobody(team: Team) -> None:
    visit, stranger = make_visit(team, status=S.WAITING), make_team("Cabinet des Lilas")
    client = signed_in(stranger.doctor)
    assert client.post(reverse("visit_move", args=[visit.pk]), {"to": "with_doctor"}).status_code == 404
    assert client.post(reverse("visit_undo", args=[visit.pk])).status_code == 404


def test_the_screen_needs_no_sign_in_tells_no_name_and_closes(team: Team) -> None:
    visit = make_visit(team, make_patient(team.tenant_id, "LEFEVRE"))
    check_in(actor=actor_of(team.secretary), encounter_id=visit.pk, sheet=SEEN)
    owner = signed_in(team.secretary)
    page = owner.post(reverse("screens"), {"label": "Salle du bas"}).content.decode()
    address = re.findall(r"/affichage/[\w-]+/", page)[0]
    anybody = Client()
    shown = anybody.get(address).content.decode()
    mark = re.findall(r"\?vu=(\w+)", shown)[0]
    assert ("A 1" in shown, "LEFEVRE" in shown) == (True, False)
    assert anybody.get(address, {"vu": mark}, headers=HTMX).status_code == 204
    close = re.findall(r"/salle-d-attente/ecrans/[\w-]+/fermer/", page)[0]
    owner.post(close)
    assert anybody.get(address).status_code == 404


def test_a_screen_without_a_name_is_refused(team: Team) -> None:
    assert signed_in(team.secretary).post(reverse("screens"), {"label": " "}).status_code == 422
