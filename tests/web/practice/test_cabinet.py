"""« Le cabinet »: who sees, who changes, what a wrong or a second hand meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.accounts.models import Membership, User, Workstation
from brasdroit.foundation.audit.log import entry, reads
from brasdroit.practice.members.models import Member
from brasdroit.practice.organisation.models import Device, Organization, Room, Site
from tests.factories.practice import PASSWORD, Team, actor_of, make_device, make_team

pytestmark = pytest.mark.django_db
PAGES = ("", "equipe/", "sites/", "appareils/", "postes/", "journal/")


@pytest.fixture(autouse=True)
def _no_throttle() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def team() -> Team:
    return make_team()


def browser(member: Member) -> Client:
    client = Client()
    assert member.membership is not None
    client.force_login(member.membership.user)
    return client


def sentences(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("doctor", [200, 200, 200, 200, 200, 200]),
        ("manager", [200, 200, 200, 200, 200, 200]),
        ("assistant", [200, 200, 200, 200, 403, 403]),
        ("secretary", [200, 200, 200, 200, 403, 403]),
    ],
)
def test_who_sees_what(team: Team, who: str, seen: list[int]) -> None:
    client = browser(getattr(team, who))
    assert [client.get(f"/cabinet/{page}").status_code for page in PAGES] == seen


CHANGES = ("fiche/", "sites/nouveau/", "pieces/nouvelle/", "appareils/nouveau/", "equipe/nouvelle/", "journal/export/")


@pytest.mark.parametrize(("who", "code"), [("doctor", 200), ("manager", 200), ("assistant", 403), ("secretary", 403)])
def test_who_changes(team: Team, who: str, code: int) -> None:
    client = browser(getattr(team, who))
    assert [client.get(f"/cabinet/{page}").status_code for page in CHANGES] == [code] * len(CHANGES)


@pytest.mark.usefixtures("team")
def test_strangers_sign_in() -> None:
    assert [Client().get(f"/cabinet/{page}").status_code for page in PAGES] == [302] * len(PAGES)


def test_another_practice_is_not_there(team: Team) -> None:
    device = make_device(team.practice, team.doctor)
    stranger = browser(make_team("Cabinet du Port").doctor)
    paths = [
        f"sites/{team.practice.site.pk}/", f"pieces/{team.practice.room.pk}/", f"appareils/{device.pk}/",
        f"equipe/{team.assistant.pk}/", f"equipe/{team.assistant.pk}/profil/", f"equipe/{team.assistant.pk}/fin/",
    ]  # fmt: skip
    assert [stranger.get(f"/cabinet/{path}").status_code for path in paths] == [404] * 6
    posts = [f"equipe/{team.assistant.pk}/fin/", f"appareils/{device.pk}/declarer/", f"postes/{uuid4()}/retirer/"]
    assert [stranger.post(f"/cabinet/{path}").status_code for path in posts] == [404] * 3


SHEET = {
    "name": "Cabinet neuf", "finess": "", "siret": "", "phone": "02 43 12 34 56", "email": "",
    "department": "2a", "time_zone": "Europe/Paris", "idle_minutes": "5", "version": "1",
}  # fmt: skip


def test_the_sheet_is_edited_once_per_version(team: Team) -> None:
    client = browser(team.manager)
    assert client.post("/cabinet/fiche/", SHEET).status_code == 302
    held = Organization.everyone.get()
    assert (held.name, held.phone, held.department) == ("Cabinet neuf", "+33243123456", "2A")
    late = client.post("/cabinet/fiche/", SHEET | {"name": "Trop tard"})
    assert (late.status_code, "Trop tard" in sentences(late)) == (409, True)
    assert "Une autre personne a modifié cette fiche entre-temps." in sentences(late)


def test_a_wrong_key_is_kept_and_told(team: Team) -> None:
    response = browser(team.manager).post("/cabinet/fiche/", SHEET | {"siret": "12345678901234"}, follow=True)
    assert "SIRET à vérifier." in sentences(response)
    assert Organization.everyone.get().siret == "12345678901234"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "x" * 121}, "120 caractères au plus."),
        ({"name": "Cab\u202einet"}, "caractères invisibles"),
        ({"phone": "02 43"}, "Écrivez un numéro entier, par exemple 02 43 12 34 56."),
        ({"idle_minutes": "0"}, "Au moins 1."),
        ({"department": "zz"}, "Écrivez 72, 2A ou 974."),
    ],
)
def test_a_wrong_sheet_is_told_and_kept(team: Team, change: dict[str, str], sentence: str) -> None:
    response = browser(team.manager).post("/cabinet/fiche/", SHEET | change)
    assert (response.status_code, sentence in sentences(response)) == (422, True)
    assert Organization.everyone.get().version == 1


def test_sent_twice_a_site_is_one_site(team: Team) -> None:
    client, data = browser(team.manager), {"id": str(uuid4()), "name": "Annexe", "active": "on"}
    assert [client.post("/cabinet/sites/nouveau/", data).status_code for _ in range(2)] == [302, 302]
    assert Site.everyone.filter(name="Annexe").count() == 1
    again = client.post("/cabinet/sites/nouveau/", data | {"id": str(uuid4())})
    assert "porte déjà ce nom" in sentences(again)


def test_a_room_and_a_device_are_added(team: Team) -> None:
    client = browser(team.manager)
    room = {"name": "Salle de soins", "site_id": str(team.practice.site.pk), "kind": "care", "active": "on"}
    client.post("/cabinet/pieces/nouvelle/", room)
    made = Room.everyone.get(name="Salle de soins")
    device = {
        "kind": "scale",
        "brand": "Seca",
        "model": "813",
        "serial": "A1",
        "room_id": str(made.pk),
        "in_service": "on",
    }
    client.post("/cabinet/appareils/nouveau/", device | {"last_check": "01/06/2026", "next_check": "01/06/2027"})
    held = Device.everyone.get()
    assert (held.label, held.room, held.fully_automatic) == ("Pèse-personne Seca 813", made, None)


def test_only_a_doctor_declares_a_device_and_another_model_forgets_it(team: Team) -> None:
    device = make_device(team.practice)
    url = f"/cabinet/appareils/{device.pk}/declarer/"
    assert browser(team.manager).post(url, {"fully_automatic": "yes"}).status_code == 403
    browser(team.doctor).post(url, {"fully_automatic": "yes"})
    device.refresh_from_db()
    assert (device.fully_automatic, device.declared_by) == (True, team.doctor)
    data = {"kind": "blood_pressure", "brand": "Autre", "model": "M7", "in_service": "on", "version": device.version}
    browser(team.doctor).post(f"/cabinet/appareils/{device.pk}/", data)
    device.refresh_from_db()
    assert (device.brand, device.fully_automatic, device.declared_by) == ("Autre", None, None)


PERSON = {
    "role": "assistant", "title": "", "given_name": "Nadia", "family_name": "Roche", "email": "Nadia@example.org",
    "contract_from": "01/09/2026", "profile_code": "in_training",
}  # fmt: skip


def test_an_invited_person_chooses_his_password_once(team: Team) -> None:
    page = sentences(browser(team.manager).post("/cabinet/equipe/nouvelle/", PERSON))
    link = re.search(r"<code>http://testserver(/invitation/[^<]+)</code>", page)
    assert link is not None
    newcomer = Client()
    assert newcomer.post(link[1], {"password": "court", "again": "court"}).status_code == 422
    assert newcomer.post(link[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert newcomer.get(link[1]).status_code == 404
    newcomer.post("/comptes/login/", {"login": "nadia@example.org", "password": PASSWORD})
    assert newcomer.get("/mon-acces/").status_code == 200
    assert Member.everyone.get(display_name="Nadia Roche").assistant_profile.profile == "in_training"


def test_the_link_leaves_by_mail_when_a_server_is_set(
    team: Team, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_HOST = "courriel.example.org"
    with django_capture_on_commit_callbacks(execute=True):
        response = browser(team.manager).post("/cabinet/equipe/nouvelle/", PERSON)
    assert (response.status_code, mail.outbox[0].to) == (302, ["nadia@example.org"])


def test_somebody_of_another_practice_joins_with_his_account(team: Team) -> None:
    elsewhere = make_team("Cabinet du Port")
    assert elsewhere.doctor.membership is not None
    account = elsewhere.doctor.membership.user
    User.objects.filter(pk=account.pk).update(password="!")
    page = browser(team.manager).post("/cabinet/equipe/nouvelle/", PERSON | {"email": account.email}, follow=True)
    assert "invitation/" not in sentences(page), "no link: it would open the other practice too"
    assert Membership.objects.filter(user=account).count() == 2


def test_ending_is_asked_once_and_the_last_administrator_stays(team: Team) -> None:
    client = browser(team.doctor)
    for one in (team.assistant, team.manager):
        assert client.get(f"/cabinet/equipe/{one.pk}/fin/").status_code == 200
        assert client.post(f"/cabinet/equipe/{one.pk}/fin/").status_code == 302
    last = client.post(f"/cabinet/equipe/{team.doctor.pk}/fin/")
    assert (last.status_code, "au moins un médecin ou un responsable" in sentences(last)) == (409, True)


def test_a_profile_is_edited(team: Team) -> None:
    client = browser(team.manager)
    data = {"rpps": "10003456789", "specialty": "Médecine générale", "sector": "1", "version": "1"}
    response = client.post(f"/cabinet/equipe/{team.doctor.pk}/profil/", data, follow=True)
    team.doctor.doctor_profile.refresh_from_db()
    assert (team.doctor.doctor_profile.sector, "RPPS à vérifier." in sentences(response)) == ("1", True)
    wrong = {"profile_code": "CQP", "contract_from": "01/09/2026", "contract_until": "01/08/2026", "version": "1"}
    refused = client.post(f"/cabinet/equipe/{team.assistant.pk}/profil/", wrong)
    assert refused.status_code == 422


def test_a_computer_becomes_a_workstation_and_stops(team: Team) -> None:
    client = browser(team.manager)
    client.post("/cabinet/postes/", {"id": str(uuid4()), "name": "Accueil", "idle_minutes": "5"})
    held = Workstation.everyone.get()
    assert (
        client.cookies["brasdroit_poste"]["httponly"],
        "Cet ordinateur" in sentences(client.get("/cabinet/postes/")),
    ) == (
        True,
        True,
    )
    client.post(f"/cabinet/postes/{held.pk}/retirer/")
    held.refresh_from_db()
    assert held.active is False


def test_the_journal_is_filtered_and_exported_safely(team: Team) -> None:
    patient = uuid4()
    line = entry(actor_of(team.assistant), "patient.read", about_id=patient)
    line.actor_name = '=HYPERLINK("x")'
    line.save()
    entry(actor_of(team.doctor), "site.created").save()
    entry(actor_of(make_team("Cabinet du Port").doctor), "room.created").save()
    client = browser(team.manager)
    assert sentences(client.get("/cabinet/journal/")).count('data-label="Quand"') == 2
    assert sentences(client.get(f"/cabinet/journal/?dossier={patient}")).count('data-label="Quand"') == 1
    assert sentences(client.get("/cabinet/journal/?action=site.created")).count('data-label="Quand"') == 1
    assert (
        sentences(client.get(f"/cabinet/journal/?personne={team.doctor.membership_id}")).count("Dr Claire Martin") == 2
    )
    assert sentences(client.get("/cabinet/journal/?du=01/01/2020&au=02/01/2020")).count('data-label="Quand"') == 0
    assert 'data-tone="alert"' in sentences(client.get("/cabinet/journal/?du=32/01/2020"))
    response = client.get(f"/cabinet/journal/export/?dossier={patient}")
    table = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert (table.count("\r\n"), '"\'=HYPERLINK(""x"")"' in table) == (2, True)
    assert reads.flush() == 1


def ours(captured: CaptureQueriesContext) -> int:
    """Queries of the page itself: the rail around it counts for its own places."""
    return sum('FROM "practice_' in one["sql"] or 'FROM "foundation_auditentry' in one["sql"] for one in captured)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("equipe/", 3), ("appareils/", 2), ("sites/", 3), ("journal/", 3)])
def test_lists_cost_the_same_whatever_their_length(team: Team, page: str, queries: int, count: int) -> None:
    for number in range(count):
        make_device(team.practice, team.doctor, serial=str(number))
        entry(actor_of(team.doctor), "site.created").save()
    client = browser(team.manager)
    client.get(f"/cabinet/{page}")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/cabinet/{page}")
    assert ours(captured) == queries


def test_the_manager_has_no_day_and_is_told_whom_to_ask(team: Team) -> None:
    client = browser(team.manager)
    page = client.get("/cabinet/").content.decode()
    assert ("Ma journée" in page, page.count(">Indicateurs</span>") > 0) == (False, True)
    refused = client.get("/agenda/nouveau/").content.decode()
    assert refused.count("Demandez à un médecin, à un secrétaire ou à un assistant médical.") == 1


def test_the_first_steps_do_not_forget_the_backups(team: Team) -> None:
    page = browser(team.manager).get("/premiers-pas/").content.decode()
    assert page.count('href="/cabinet/sauvegardes/"') == 1
