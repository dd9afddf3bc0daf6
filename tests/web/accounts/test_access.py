"""First start, sign-in, roles, the lock and the PIN, as a browser meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.accounts.models import PinCredential
from brasdroit.foundation.accounts.services import choose_pin, register_workstation
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.services import end_membership
from brasdroit.practice.members.types import Role
from tests.factories.practice import PASSWORD, Team, actor_of, make_assistant, make_member, make_team, writing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_throttle() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def team() -> Team:
    return make_team()


def sign_in(member: Member, client: Client | None = None) -> Client:
    client = client or Client()
    assert member.membership is not None
    response = client.post("/comptes/login/", {"login": member.membership.user.email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()
    return client


def actions_of(member: Member) -> list[str]:
    return list(
        AuditEntry.objects.filter(actor_id=member.membership_id).order_by("id").values_list("action", flat=True)
    )


SETUP = {
    "name": "Cabinet des Tilleuls", "phone": "", "department": "72", "role": "doctor", "title": "Dr",
    "given_name": "Claire", "family_name": "Martin", "email": "claire.martin@example.org",
    "password": PASSWORD, "again": PASSWORD,
}  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/missions/", "/comptes/login/", "/nulle-part/", "/verrou/"])
def test_before_the_set_up_everything_leads_to_it(path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (302, "/installation/")


def test_the_service_answers_before_the_set_up() -> None:
    assert Client().get("/healthz").status_code == 200


def test_the_set_up_makes_the_first_administrator_and_closes() -> None:
    client = Client()
    assert client.get("/installation/").status_code == 200
    response = client.post("/installation/", SETUP)
    assert (response.status_code, response["Location"]) == (302, "/premiers-pas/")
    steps = client.get(response["Location"])
    assert [client.get(reverse(place)).status_code for _, _, place, _ in steps.context["steps"]] == [200] * 6
    doctor = Member.everyone.get()
    assert (doctor.role, doctor.short_name, doctor.doctor_profile.rpps) == ("doctor", "Dr Martin", "")
    assert client.get("/mon-acces/").status_code == 200
    assert [client.get("/installation/").status_code, client.post("/installation/", SETUP).status_code] == [404, 404]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Ce champ est nécessaire."),
        ({"department": "99"}, "Écrivez 72, 2A ou 974."),
        ({"password": "court", "again": "court"}, "Choisissez au moins 12 caractères, par exemple quatre mots."),
        ({"again": "autre-chose-de-long"}, "Les deux mots de passe diffèrent\u202f: saisissez-les à nouveau."),
        ({"email": "claire"}, "Écrivez une adresse entière, comme nom@exemple.fr."),
        ({"role": "assistant"}, "n’est"),
        ({"family_name": "Mar\u202etin"}, "caractères invisibles"),
    ],
)
def test_a_wrong_set_up_is_told_and_kept(change: dict[str, str], sentence: str) -> None:
    response = Client().post("/installation/", SETUP | change)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Member.everyone.count() == 0


def test_signing_in_takes_the_seat_and_a_new_session_key(team: Team) -> None:
    client = Client()
    client.get("/comptes/login/")
    before = client.session.session_key
    sign_in(team.assistant, client)
    assert client.session.session_key != before
    assert client.session["membership"] == str(team.assistant.membership_id)
    assert actions_of(team.assistant) == ["session.opened"]


def test_several_roles_are_chosen_and_logged_apart(team: Team) -> None:
    assert team.doctor.membership is not None
    second = make_member(team.practice, Role.MANAGER, "Martin", "Claire", user=team.doctor.membership.user)
    client = sign_in(team.doctor)
    assert client.get("/mon-acces/")["Location"] == "/role/?next=/mon-acces/"
    page = client.get("/role/").content.decode()
    assert re.findall(r"<b>(.+?)</b> · ([^<]+?)<", page) == [
        ("Cabinet des Tilleuls", "Médecin"), ("Cabinet des Tilleuls", "Responsable du cabinet"),
    ]  # fmt: skip
    client.post("/role/", {"membership": str(second.membership_id)})
    assert client.get("/mon-acces/").status_code == 200
    assert (actions_of(team.doctor), actions_of(second)) == ([], ["session.opened"])


def test_a_role_of_somebody_else_cannot_be_taken(team: Team) -> None:
    client = sign_in(team.assistant)
    assert client.post("/role/", {"membership": str(team.doctor.membership_id)}).status_code == 404
    assert client.session["membership"] == str(team.assistant.membership_id)


def test_two_practices_are_two_seats(team: Team) -> None:
    elsewhere = make_team("Cabinet du Port")
    assert team.assistant.membership is not None
    make_assistant(elsewhere.practice, user=team.assistant.membership.user)
    client = sign_in(team.assistant)
    assert client.get("/role/").content.decode().count('name="membership"') == 2


def test_a_removed_member_is_out_at_his_next_request(team: Team) -> None:
    client = sign_in(team.assistant)
    end_membership(actor=actor_of(team.manager), member_id=team.assistant.pk, on=timezone.localdate())
    response = client.get("/mon-acces/")
    assert (response.status_code, response["Location"]) == (302, "/comptes/login/")
    assert "_auth_user_id" not in client.session


def test_a_changed_password_ends_the_other_sessions(team: Team) -> None:
    client = sign_in(team.assistant)
    assert team.assistant.membership is not None
    user = team.assistant.membership.user
    user.set_password("un-autre-mot-de-passe")
    user.save()
    assert client.get("/mon-acces/").status_code == 302


def at_workstation(team: Team, member: Member) -> Client:
    client = Client()
    registered = register_workstation(
        actor=actor_of(team.manager), workstation_id=uuid4(), name="Accueil", idle_minutes=5
    )
    client.cookies["brasdroit_poste"] = registered.secret
    return sign_in(member, client)


def with_pin(member: Member, pin: str = "7392") -> None:
    choose_pin(actor=actor_of(member), pin=pin, password=PASSWORD)


def unlock(client: Client, member: Member, pin: str, **more: str) -> int:
    data = {"membership": str(member.membership_id), "pin": pin, **more}
    return client.post("/verrou/ouvrir/", data).status_code


def test_a_locked_screen_shows_nothing_else(team: Team) -> None:
    client = sign_in(team.assistant)
    response = client.post("/verrou/", headers={"referer": "http://testserver/mon-acces/?a=1"})
    assert response["Location"] == "/verrou/?next=%2Fmon-acces%2F%3Fa%3D1"
    places = ["/mon-acces/", "/comptes/password/change/", "/comptes/2fa/", "/role/"]
    assert [client.get(path).status_code for path in places] == [302, 302, 302, 302]
    assert client.get("/mon-acces/")["Location"] == "/verrou/?next=/mon-acces/"


def test_the_lock_names_nobody_and_gives_the_search_back(team: Team) -> None:
    with_pin(team.assistant)
    client = at_workstation(team, team.assistant)
    place = "/patients/?q=Lef%C3%A8vre&proche=1"
    locked = client.post("/verrou/", headers={"referer": f"http://testserver{place}"})
    assert locked["Location"] == "/verrou/?next=%2Fpatients%2F%3Fproche%3D1"
    assert client.get(place)["Location"] == "/verrou/?next=/patients/%3Fproche%3D1"
    fragment = client.get("/mon-acces/", headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{place}"})
    assert fragment["HX-Redirect"] == "/verrou/?next=/patients/%3Fproche%3D1"
    waiting = client.get(locked["Location"]).context["next"]
    typed = {"membership": str(team.assistant.membership_id), "pin": "7392", "next": waiting}
    assert client.post("/verrou/ouvrir/", typed)["Location"] == place


def test_signing_in_again_names_nobody(team: Team) -> None:
    assert Client().get("/patients/?q=Lefevre")["Location"] == "/comptes/login/?next=/patients/"


def test_choosing_a_role_does_not_open_a_locked_screen(team: Team) -> None:
    client = sign_in(team.assistant)
    client.post("/verrou/")
    response = client.post("/role/", {"membership": str(team.assistant.membership_id)})
    assert (response.status_code, response["Location"], client.session["locked"]) == (302, "/verrou/", True)
    assert client.get("/role/")["Location"] == "/verrou/"
    assert actions_of(team.assistant) == ["session.opened", "session.locked"]


def test_a_screen_locked_at_a_seat_that_ended_asks_to_sign_in_again(team: Team) -> None:
    client = sign_in(team.assistant)
    client.post("/verrou/")
    assert team.assistant.membership is not None
    make_member(team.practice, Role.SECRETARY, "Benali", "Sarah", user=team.assistant.membership.user)
    end_membership(actor=actor_of(team.manager), member_id=team.assistant.pk, on=timezone.localdate())
    assert client.get("/role/")["Location"] == "/verrou/"
    assert client.get("/verrou/")["Location"] == "/comptes/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("page", "target"),
    [("/mon-acces/?a=1", "/verrou/?next=/mon-acces/%3Fa%3D1"), ("/verrou/?next=%2F", None)],
)
def test_a_fragment_takes_the_whole_page_to_the_lock_once(team: Team, page: str, target: str | None) -> None:
    client = sign_in(team.assistant)
    client.post("/verrou/")
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    response = client.get("/mon-acces/", headers=headers)
    assert (response.status_code, response.get("HX-Redirect")) == (204, target)


def test_unlocking_by_pin_comes_back_to_the_page(team: Team) -> None:
    with_pin(team.assistant)
    client = at_workstation(team, team.assistant)
    client.post("/verrou/")
    response = client.post(
        "/verrou/ouvrir/", {"membership": str(team.assistant.membership_id), "pin": "7392", "next": "/mon-acces/"}
    )
    assert (response.status_code, response["Location"]) == (302, "/mon-acces/")
    assert client.get("/mon-acces/").status_code == 200


def test_switching_person_is_one_post(team: Team) -> None:
    with_pin(team.secretary)
    client = at_workstation(team, team.assistant)
    before = client.session.session_key
    client.post("/verrou/")
    assert unlock(client, team.secretary, "7392") == 302
    assert client.session["membership"] == str(team.secretary.membership_id)
    assert client.session.session_key != before
    assert actions_of(team.secretary)[-1] == "session.unlocked"
    line = AuditEntry.objects.filter(actor_id=team.secretary.membership_id, action="session.unlocked").get()
    assert (line.actor_role, line.workstation) == ("secretary", "Accueil")


def test_a_pin_session_ends_with_the_day(team: Team) -> None:
    with_pin(team.secretary)
    client = at_workstation(team, team.assistant)
    client.post("/verrou/")
    unlock(client, team.secretary, "7392")
    session = client.session
    assert 0 < session["until"] - timezone.now().timestamp() <= 25 * 3600
    session["until"] = timezone.now().timestamp() - 1
    session.save()
    assert client.get("/mon-acces/")["Location"].startswith("/comptes/login/")


def test_a_pin_opens_nothing_elsewhere(team: Team) -> None:
    with_pin(team.assistant)
    client = sign_in(team.assistant)
    client.post("/verrou/")
    response = client.post("/verrou/ouvrir/", {"membership": str(team.assistant.membership_id), "pin": "7392"})
    assert response.status_code == 422
    assert "Ce poste n’est pas enregistré" in response.content.decode()


def test_a_workstation_of_another_practice_is_not_ours(team: Team) -> None:
    elsewhere = make_team("Cabinet du Port")
    with_pin(team.assistant)
    registered = register_workstation(
        actor=actor_of(elsewhere.manager), workstation_id=uuid4(), name="Accueil", idle_minutes=5
    )
    client = Client()
    client.cookies["brasdroit_poste"] = registered.secret
    sign_in(team.assistant, client)
    client.post("/verrou/")
    assert unlock(client, team.assistant, "7392") == 422


def test_a_person_of_another_practice_cannot_open(team: Team) -> None:
    stranger = make_team("Cabinet du Port").doctor
    with_pin(stranger)
    client = at_workstation(team, team.assistant)
    client.post("/verrou/")
    assert unlock(client, stranger, "7392") == 422
    assert client.session["membership"] == str(team.assistant.membership_id)


def test_five_wrong_pins_lock_then_double_then_ask_the_password(team: Team) -> None:
    with_pin(team.assistant)
    client = at_workstation(team, team.assistant)
    client.post("/verrou/")
    assert [unlock(client, team.assistant, "0000") for _ in range(5)] == [422] * 5
    locks = []
    for _ in range(3):
        held = PinCredential.everyone.get()
        assert held.locked_until is not None
        locks.append(round((held.locked_until - timezone.now()).total_seconds() / 60))
        assert unlock(client, team.assistant, "7392") == 422, "locked: even the right one is refused"
        later(held)
        unlock(client, team.assistant, "0000")
    assert locks == [5, 10, 20]
    later(PinCredential.everyone.get())
    response = client.post("/verrou/ouvrir/", {"membership": str(team.assistant.membership_id), "pin": "7392"})
    assert "Trop de codes erronés. Connectez-vous avec votre mot de passe." in response.content.decode()
    assert client.post("/verrou/ouvrir/", {"password": PASSWORD}).status_code == 302
    client.post("/verrou/")
    assert unlock(client, team.assistant, "7392") == 302


def later(held: PinCredential) -> None:
    with writing(held.tenant.pk):
        PinCredential.everyone.filter(pk=held.pk).update(locked_until=timezone.now() - timedelta(seconds=1))


def test_a_screen_left_alone_locks_itself(team: Team) -> None:
    client = at_workstation(team, team.assistant)
    assert client.get("/mon-acces/").status_code == 200
    session = client.session
    session["seen_at"] -= 5 * 60 + 1
    session.save()
    assert client.get("/mon-acces/")["Location"] == "/verrou/?next=/mon-acces/"


def test_the_page_itself_is_no_gesture(team: Team) -> None:
    client = at_workstation(team, team.assistant)
    session = client.session
    session["seen_at"] -= 60
    session.save()
    client.get("/mon-acces/", headers={"X-Background": "1"})
    assert client.session["seen_at"] == session["seen_at"]


def test_a_foreign_next_is_not_followed(team: Team) -> None:
    client = sign_in(team.assistant)
    client.post("/verrou/")
    response = client.post("/verrou/ouvrir/", {"password": PASSWORD, "next": "https://example.org/"})
    assert response["Location"] == "/"


def test_guessing_a_password_is_slowed_down(team: Team) -> None:
    assert team.assistant.membership is not None
    data = {"login": team.assistant.membership.user.email, "password": "faux"}
    for _ in range(5):
        Client().post("/comptes/login/", data)
    response = Client().post("/comptes/login/", {**data, "password": PASSWORD})
    assert response.status_code == 200, "refused although right"


@pytest.mark.parametrize(
    ("pin", "sentence"),
    [
        ("1234", "trop facile"), ("4321", "trop facile"), ("1111", "trop facile"), ("1212", "trop facile"),
        ("1987", "trop facile"), ("2580", "trop facile"), ("12a4", "de 4 à 8 chiffres"), ("123", "de 4 à 8 chiffres"),
    ],
)  # fmt: skip
def test_an_easy_pin_is_refused(team: Team, pin: str, sentence: str) -> None:
    response = sign_in(team.assistant).post("/mon-acces/", {"pin": pin, "password": PASSWORD})
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_a_pin_is_chosen_after_the_password(team: Team) -> None:
    client = sign_in(team.assistant)
    assert client.post("/mon-acces/", {"pin": "7392", "password": "faux"}).status_code == 422
    assert client.post("/mon-acces/", {"pin": "7392", "password": PASSWORD}).status_code == 302
    assert "7392" not in PinCredential.everyone.get().pin_hash
    client.post("/mon-acces/code/supprimer/")
    assert PinCredential.everyone.count() == 0


def test_too_many_sign_ins_are_told_in_french(team: Team, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    attempt = {"login": "personne@example.org", "password": "un mot de passe faux"}
    answers = [Client().post("/comptes/login/", attempt) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "<h1>Trop d’essais à la suite</h1>" in answers[-1].content.decode()


def test_a_computer_of_ones_own_asks_for_the_password_only(team: Team) -> None:
    client = sign_in(team.assistant)
    client.post("/verrou/")
    page = client.get("/verrou/").content.decode()
    assert ("tapez votre mot de passe" in page, "choisissez qui vous êtes" in page) == (True, False)
