"""« Échéances CQP » and « Ma certification »."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Profile
from tests.factories.practice import Team, make_assistant, make_team

pytestmark = pytest.mark.django_db
TEAM, OWN = "/certification/echeances/", "/certification/"


@pytest.fixture
def team() -> Team:
    return make_team()


def browser(member: Member) -> Client:
    client = Client()
    assert member.membership is not None
    client.force_login(member.membership.user)
    return client


def shown(member: Member, address: str) -> str:
    response = browser(member).get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "seen"),
    [("doctor", [200, 403]), ("manager", [200, 403]), ("assistant", [403, 200]), ("secretary", [403, 403])],
)
def test_who_sees_what(team: Team, who: str, seen: list[int]) -> None:
    client = browser(getattr(team, who))
    assert [client.get(address).status_code for address in (TEAM, OWN)] == seen


@pytest.mark.usefixtures("team")
def test_strangers_sign_in() -> None:
    assert [Client().get(address).status_code for address in (TEAM, OWN)] == [302, 302]


@pytest.mark.parametrize(("who", "offered"), [("manager", [True, False]), ("assistant", [False, True])])
def test_the_rail_offers_each_his_page(team: Team, who: str, offered: list[bool]) -> None:
    page = shown(getattr(team, who), "/patients/")
    assert [f'href="{address}"' in page for address in (TEAM, OWN)] == offered


def test_a_passed_day_is_told_at_the_top(team: Team) -> None:
    started = date(timezone.localdate().year - 4, 1, 15)
    make_assistant(
        team.practice, "Faure", given_name="Inès", profile={"profile": Profile.IN_TRAINING, "hired_on": started}
    )
    page = shown(team.manager, TEAM)
    assert "À voir sans attendre\u202f: Inès Faure." in page
    assert page.count(">Dépassée<") >= 1
    assert page.index("Inès Faure</h2>") < page.index("Sarah Benali</h2>")


def test_what_is_missing_is_asked_for(team: Team) -> None:
    make_assistant(team.practice, "Faure", given_name="Inès", profile={"profile": Profile.NURSE})
    page = shown(team.doctor, TEAM)
    assert "Il manque pour calculer tous les délais\u202f: date de prise de fonction." in page
    assert page.count("Aucune attestation n’est enregistrée") == 2


def test_a_practice_without_assistant_is_told_what_comes_here() -> None:
    team = make_team()
    browser(team.manager).post(f"/cabinet/equipe/{team.assistant.pk}/fin/")
    assert "Aucun assistant médical dans le cabinet" in shown(team.manager, TEAM)


def test_an_assistant_sees_nobody_else(team: Team) -> None:
    make_assistant(team.practice, "Faure", given_name="Inès")
    page = shown(team.assistant, OWN)
    assert "Faure" not in page
    assert "Mes échéances" in page
