"""« Sauvegardes »: what the heads of the practice read and do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.keys.codes import shown_code
from brasdroit.foundation.keys.kept import backup_ring
from brasdroit.foundation.tenancy.models import Tenant
from brasdroit.practice.members.models import Member
from tests.factories.practice import Team, make_team

pytestmark = pytest.mark.django_db
PLAN = {"version": "0", "active": "on", "at": "13h05", "folder": "", "daily": "5", "weekly": "3", "monthly": "2"}


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path / "data", tmp_path / "keys"
    settings.DATA_DIR.mkdir()


@pytest.fixture
def team() -> Team:
    return make_team()


def browser(member: Member) -> Client:
    client = Client()
    assert member.membership is not None
    client.force_login(member.membership.user)
    return client


@pytest.mark.parametrize(("who", "code"), [("doctor", 200), ("manager", 200), ("assistant", 403), ("secretary", 403)])
def test_who_sees_them(team: Team, who: str, code: int) -> None:
    client = browser(getattr(team, who))
    assert [client.get(f"/cabinet/sauvegardes/{page}").status_code for page in ("", "reglages/")] == [code, code]


def test_what_the_page_says(team: Team) -> None:
    BackupRun.objects.create(
        status="done", scheduled=True, size=12_400_000, counts={"patients": 812, "documents": 1}, path="/mnt/usb/x"
    )
    BackupRun.objects.create(status="failed", asked_by="Paul Leroy", problem="Le disque manque.")
    said = browser(team.manager).get("/cabinet/sauvegardes/").content.decode()
    wanted = ("12,4 Mo", "812", "1 document", "Faite et relue", "demandée par Paul Leroy", "Le disque manque.", "12:45")
    assert [words for words in wanted if words not in said] == []


def test_the_number_of_queries_does_not_grow(team: Team, django_assert_num_queries) -> None:
    client = browser(team.manager)
    client.get("/cabinet/sauvegardes/")
    BackupRun.objects.create(status="done")
    with django_assert_num_queries(9) as few:
        client.get("/cabinet/sauvegardes/")
    for _ in range(5):
        BackupRun.objects.create(status="done")
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/cabinet/sauvegardes/")


def test_one_is_asked_for(team: Team) -> None:
    answer = browser(team.manager).post("/cabinet/sauvegardes/maintenant/")
    assert (answer["Location"], BackupRun.objects.get().status) == ("/cabinet/sauvegardes/", "queued")
    assert "Sauvegarde en cours" in browser(team.doctor).get("/cabinet/sauvegardes/").content.decode()


def test_they_are_planned(team: Team) -> None:
    client = browser(team.manager)
    assert client.post("/cabinet/sauvegardes/reglages/", PLAN).status_code == 302
    plan = BackupPlan.objects.get()
    assert (f"{plan.at:%H:%M}", plan.daily, plan.weekly, plan.monthly, plan.active) == ("13:05", 5, 3, 2, True)
    assert client.post("/cabinet/sauvegardes/reglages/", PLAN).status_code == 409
    wrong = client.post("/cabinet/sauvegardes/reglages/", {**PLAN, "version": "1", "folder": "/nulle-part"})
    assert (wrong.status_code, "Ce dossier n’existe pas" in wrong.content.decode()) == (422, True)


def test_the_code_is_shown_once_asked_for(team: Team) -> None:
    client = browser(team.manager)
    code = shown_code(backup_ring()[0].text)
    assert (
        client.get("/cabinet/sauvegardes/code/").status_code,
        code in str(client.get("/cabinet/sauvegardes/").content),
    ) == (405, False)
    answer = client.post("/cabinet/sauvegardes/code/")
    assert (answer.status_code, answer["Cache-Control"], code in answer.content.decode()) == (200, "no-store", True)


def test_a_plan_that_is_off_warns_on_the_page(team: Team, settings) -> None:
    settings.DEMO = True
    said = browser(team.manager).get("/cabinet/sauvegardes/").content.decode()
    words = ("à son heure", "Les données du cabinet ne sont pas à l’abri", "aucune n’est programmée\u202f:")
    assert [said.count(each) for each in words] == [0, 1, 1]


def test_the_plan_names_where_it_leads_back(team: Team) -> None:
    said = browser(team.manager).get("/cabinet/sauvegardes/reglages/").content.decode()
    assert [said.count(each) for each in ("Retour à la liste", ">Fiche<", "Quand, où, combien")] == [0, 0, 1]


def test_a_shared_installation_offers_nothing(team: Team) -> None:
    make_team("Cabinet du Port")
    client = browser(team.manager)
    said = client.get("/cabinet/sauvegardes/").content.decode()
    assert ("Sauvegarder maintenant" in said, "Afficher le code" in said) == (False, False)
    assert client.post("/cabinet/sauvegardes/code/").status_code == 403


@pytest.mark.parametrize(("who", "warned"), [("doctor", True), ("assistant", False)])
def test_the_day_warns_the_heads(team: Team, who: str, warned: bool) -> None:
    with writes_allowed():
        Tenant.objects.update(created_at=timezone.now() - timedelta(days=10))
    said = browser(getattr(team, who)).get("/").content.decode()
    assert ("Les données du cabinet ne sont pas à l’abri" in said) is warned
