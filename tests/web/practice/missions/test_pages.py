"""« Missions confiées » as the doctor, the assistant, the manager and strangers meet it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brasdroit.practice.members.models import Member
from brasdroit.practice.missions.models import Delegation, Protocol
from brasdroit.practice.missions.permissions import check
from tests.factories.practice import PASSWORD, Team, actor_of, entrust, make_assistant, make_device, make_team

pytestmark = pytest.mark.django_db


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


def key(assistant: Member, mission: str) -> str:
    return f"{assistant.pk}:{mission}"


def details(cell: str, **fields: object) -> dict[str, Any]:
    given = {"valid_from": "23/11/2026", "valid_until": "", "conditions": "", **fields}
    return {f"{cell}-{name}": value for name, value in given.items()}


def current() -> list[tuple[str, str]]:
    return sorted((line.mission, line.conditions) for line in Delegation.everyone.filter(revoked_at=None))


def test_a_doctor_ticks_completes_and_signs_once(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-02")
    device = make_device(team.practice, team.doctor)
    desk, measures = key(team.assistant, "ADM-01"), key(team.assistant, "CONS-02")
    client = browser(team.doctor)
    assert client.post("/missions/", {"cell": [desk, measures]})["Location"] == "/missions/revoir/"
    page = client.get("/missions/revoir/").content.decode()
    assert ("Retirées, dès la signature" in page, f'value="{device.pk}"' in page, "Votre mot de passe" in page) == (
        True,
        True,
        True,
    )
    data = {
        **details(desk),
        **details(measures, device_ids=[str(device.pk)], conditions="Deux mesures."),
        "password": PASSWORD,
    }
    assert client.post("/missions/revoir/", data)["Location"] == "/missions/"
    assert current() == [("ADM-01", ""), ("CONS-02", "Deux mesures.")]
    line = Delegation.everyone.get(mission="CONS-02")
    assert (line.signed_by, line.signature_method, line.device_ids) == (team.doctor, "password", [str(device.pk)])
    assert check(actor=actor_of(team.assistant), mission="ADM-02").code == "revoked"
    assert check(actor=actor_of(team.assistant), mission="CONS-02", device_id=device.pk).allowed is True


def test_a_wrong_password_signs_nothing_and_keeps_what_was_typed(team: Team) -> None:
    desk = key(team.assistant, "ADM-01")
    client = browser(team.doctor)
    client.post("/missions/", {"cell": [desk]})
    response = client.post("/missions/revoir/", {**details(desk, conditions="Le matin."), "password": "faux"})
    assert response.status_code == 422
    assert "Le mot de passe ne correspond pas." in response.content.decode()
    assert "Le matin." in response.content.decode()
    assert current() == []


def test_a_signature_minutes_ago_is_enough(team: Team) -> None:
    first, second = key(team.assistant, "ADM-01"), key(team.assistant, "ADM-02")
    client = browser(team.doctor)
    client.post("/missions/", {"cell": [first]})
    client.post("/missions/revoir/", {**details(first), "password": PASSWORD})
    client.post("/missions/", {"cell": [first, second]})
    assert "Identité vérifiée à l’instant" in client.get("/missions/revoir/").content.decode()
    client.post("/missions/revoir/", details(second))
    assert current() == [("ADM-01", ""), ("ADM-02", "")]


def test_an_old_proof_asks_again(team: Team) -> None:
    first = key(team.assistant, "ADM-01")
    client = browser(team.doctor)
    client.post("/missions/", {"cell": [first]})
    client.post("/missions/revoir/", {**details(first), "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()
    client.post("/missions/", {"cell": [first, key(team.assistant, "ADM-02")]})
    assert "Votre mot de passe, pour signer" in client.get("/missions/revoir/").content.decode()


def test_a_mission_that_lacks_its_device_is_told_and_may_be_left_aside(team: Team) -> None:
    desk, measures = key(team.assistant, "ADM-01"), key(team.assistant, "CONS-02")
    client = browser(team.doctor)
    client.post("/missions/", {"cell": [desk, measures]})
    data = {**details(desk), **details(measures), "password": PASSWORD}
    response = client.post("/missions/revoir/", data)
    assert "Nommez au moins un appareil totalement automatique pour cette mission." in response.content.decode()
    assert current() == []
    client.post("/missions/revoir/", {**data, f"{measures}-skip": "on"})
    assert current() == [("ADM-01", "")]


def test_a_protocol_is_written_while_signing(team: Team) -> None:
    kits = key(team.assistant, "CONS-07")
    client = browser(team.doctor)
    client.post("/missions/", {"cell": [kits]})
    data = details(
        kits, protocol="", protocol_id="01890000-0000-7000-8000-000000000001", protocol_text="Remettre le kit."
    )
    client.post("/missions/revoir/", {**data, "password": PASSWORD})
    assert Delegation.everyone.get().protocol_id == Protocol.everyone.get(body="Remettre le kit.").pk


def test_taking_back_needs_no_signature_and_holds_at_once(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    actor = actor_of(team.assistant)
    before = check(actor=actor, mission="ADM-01").allowed
    client = browser(team.doctor)
    client.post("/missions/", {"cell": []})
    assert "Retirer maintenant" in client.get("/missions/revoir/").content.decode()
    client.post("/missions/revoir/")
    assert (before, check(actor=actor, mission="ADM-01").code) == (True, "revoked")


def test_one_cell_is_withdrawn_from_its_page(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    client = browser(team.doctor)
    assert client.get(f"/missions/{team.assistant.pk}/ADM-01/").status_code == 200
    client.post("/missions/retirer/", {"cell": key(team.assistant, "ADM-01")})
    assert current() == []


def test_changing_conditions_replaces_the_line_and_keeps_the_former(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    desk = key(team.assistant, "ADM-01")
    client = browser(team.doctor)
    client.post("/missions/modifier/", {"cell": desk})
    client.post("/missions/revoir/", {**details(desk, conditions="Le matin."), "password": PASSWORD})
    assert current() == [("ADM-01", "Le matin.")]
    assert list(Delegation.everyone.order_by("id").values_list("end_reason", flat=True)) == ["replaced", ""]
    page = client.get("/missions/historique/").content.decode()
    assert (page.count("Remplacée"), page.count("En vigueur")) == (1, 1)


def test_a_preset_ticks_without_script(team: Team) -> None:
    response = browser(team.doctor).post("/missions/", {"preset": f"{team.assistant.pk}:administratif"})
    assert response.content.decode().count(" checked") == 14
    assert current() == []


def test_an_assistant_reads_what_each_doctor_entrusts(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01", conditions="Le matin seulement.")
    page = browser(team.assistant).get("/missions/").content.decode()
    assert ("Dr Claire Martin" in page, "Le matin seulement." in page, 'name="cell"' in page) == (True, True, False)
    assert "Établir ou annoncer un diagnostic" in page


@pytest.mark.parametrize(
    ("who", "reads", "changes"),
    [("doctor", 200, 302), ("assistant", 200, 403), ("manager", 200, 403), ("secretary", 403, 403)],
)
def test_who_reads_and_who_changes(team: Team, who: str, reads: int, changes: int) -> None:
    client = browser(getattr(team, who))
    assert client.get("/missions/").status_code == reads
    assert client.get("/missions/historique/").status_code == reads
    assert client.post("/missions/", {"cell": [key(team.assistant, "ADM-01")]}).status_code == changes


@pytest.mark.parametrize("who", ["assistant", "manager", "secretary"])
def test_nobody_else_withdraws(team: Team, who: str) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    client = browser(getattr(team, who))
    client.post("/missions/retirer/", {"cell": key(team.assistant, "ADM-01")})
    assert current() == [("ADM-01", "")]


def test_a_manager_reads_without_boxes(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    page = browser(team.manager).get("/missions/").content.decode()
    assert ('name="cell"' in page, page.count(">Confiée<")) == (False, 1)


def test_another_practice_is_not_there(team: Team) -> None:
    stranger = make_team("Cabinet du Port")
    client = browser(stranger.doctor)
    assert client.get(f"/missions/{team.assistant.pk}/ADM-01/").status_code == 404
    client.post("/missions/", {"cell": [key(team.assistant, "ADM-01")]})
    assert client.get("/missions/revoir/").status_code == 404
    assert client.post("/missions/", {"preset": "nimporte:quoi"}).status_code == 404


@pytest.mark.usefixtures("team")
def test_strangers_are_sent_to_sign_in() -> None:
    assert Client().get("/missions/")["Location"] == "/comptes/login/?next=/missions/"


def ours(captured: CaptureQueriesContext) -> int:
    """Queries of the page itself: the rail around it counts for its own places."""
    return sum('FROM "practice_' in one["sql"] or 'FROM "foundation_auditentry' in one["sql"] for one in captured)


@pytest.mark.parametrize("columns", [1, 3])
def test_the_matrix_costs_the_same_with_more_assistants(team: Team, columns: int) -> None:
    for name in ("Diallo", "Roche")[: columns - 1]:
        entrust(team.doctor, make_assistant(team.practice, name), "ADM-01", "ADM-02")
    client = browser(team.doctor)
    client.get("/missions/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/missions/")
    assert ours(queries) == 5
