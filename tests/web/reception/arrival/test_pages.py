"""The arrival page, as three people see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.models import CheckIn
from brasdroit.record.encounters.models import Encounter
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, make_team
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db
TYPED = {"identity_check": "stated", "phone": "06 12 34 56 78", "companions": "1", "coverage_check": "declared"}


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def statuses(team: Team) -> list[str]:
    with tenant_scope(team.tenant_id):
        return list(Encounter.objects.values_list("status", flat=True))


def test_a_patient_is_found_checked_and_seated(team: Team) -> None:
    visit = make_visit(team, make_patient(team.tenant_id, "LEFEVRE", "ELODIE"))
    client, address = signed_in(team.secretary), reverse("arrival_check", args=[visit.pk])
    page = client.get(reverse("arrival"), {"q": "lefevr"}).content.decode()
    assert page.count(f'href="{address}"') == 2
    assert "Installé en salle d’attente" in client.get(address).content.decode()
    for _ in range(2):
        assert client.post(address, TYPED)["Location"] == reverse("day")
    assert statuses(team) == ["waiting"]
    page = client.get(address).content.decode()
    assert (page.count("Corriger la feuille"), page.count("Ce contrôle ne valide pas l’identité")) == (1, 1)


def test_what_is_wrong_is_said_and_what_was_typed_stays(team: Team) -> None:
    visit = make_visit(team)
    client, address = signed_in(team.secretary), reverse("arrival_check", args=[visit.pk])
    answer = client.post(address, {**TYPED, "identity_check": "", "phone": "06 12", "city": "Le Mans"})
    page = answer.content.decode()
    assert (answer.status_code, statuses(team)) == (422, ["booked"])
    assert page.count("Dites comment l’identité a été contrôlée.") == 1
    assert page.count('value="Le Mans"') == 1


def test_an_assistant_without_the_mission_is_told_what_to_do(team: Team) -> None:
    visit = make_visit(team)
    answer = signed_in(team.assistant).post(reverse("arrival_check", args=[visit.pk]), TYPED)
    assert answer.status_code == 422
    assert "Missions confiées" in answer.content.decode()


def test_an_emergency_arrives_without_appointment(team: Team) -> None:
    patient, client = make_patient(team.tenant_id), signed_in(team.secretary)
    address = reverse("arrival_walk_in", args=[patient.pk])
    assert "checked" in client.get(address, {"urgence": "1"}).content.decode()
    typed = {**TYPED, "id": str(new_id()), "doctor": str(team.doctor.pk), "emergency": "on", "reason": "Malaise"}
    for _ in range(2):
        assert client.post(address, typed)["Location"] == reverse("day")
    assert statuses(team) == ["waiting"]
    page = signed_in(team.doctor).get(reverse("day")).content.decode()
    assert page.count("Urgence pour le Dr Martin") == 1


def test_an_arrival_is_taken_back_and_a_departure_needs_its_reason(team: Team) -> None:
    visit, client = make_visit(team), signed_in(team.secretary)
    client.post(reverse("arrival_check", args=[visit.pk]), TYPED)
    client.post(reverse("arrival_undo", args=[visit.pk]))
    assert statuses(team) == ["booked"]
    client.post(reverse("arrival_check", args=[visit.pk]), TYPED)
    leave = reverse("arrival_leave", args=[visit.pk])
    assert client.post(leave)["Location"] == reverse("arrival_check", args=[visit.pk])
    client.post(leave, {"reason": "Ne pouvait plus attendre"})
    assert statuses(team) == ["left_without_being_seen"]


def test_a_stranger_finds_nothing_and_a_manager_may_not(team: Team) -> None:
    visit, stranger = make_visit(team), make_team("Cabinet des Lilas")
    addresses = [reverse("arrival_check", args=[visit.pk]), reverse("arrival_walk_in", args=[visit.patient_id])]
    assert [signed_in(stranger.secretary).get(address).status_code for address in addresses] == [404, 404]
    assert [signed_in(team.manager).get(address).status_code for address in addresses] == [403, 403]


def test_what_was_just_seen_is_asked_no_more(team: Team) -> None:
    visit, client = make_visit(team), signed_in(team.secretary)
    asked = {"missing": ["identity", "coverage", "address", "letter"]}
    seen = {"identity_check": "CN", "coverage_check": "seen", "city": "Le Mans"}
    client.post(reverse("arrival_check", args=[visit.pk]), {**TYPED, **asked, **seen})
    with tenant_scope(team.tenant_id):
        assert CheckIn.objects.get(encounter=visit).missing == ["letter"]
