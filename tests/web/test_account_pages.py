"""The sign-in library's pages in our look: whole, in French, with one main title, for a stranger and for a member."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from brasdroit.practice.members.types import Role
from brasdroit.web.ui.demonstration import demo_team
from tests.factories.practice import PASSWORD, make_member, make_practice

ENGLISH = re.compile(r">\s*(?:Sign|Change|Your|Please|Password|Enter|You)\b")
FOR_STRANGERS = [
    "login/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "inactive/",
]
FOR_MEMBERS = [
    "logout/", "email/", "password/change/", "reauthenticate/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/",
    "2fa/webauthn/add/", "3rdparty/", "3rdparty/login/cancelled/", "3rdparty/login/error/",
]  # fmt: skip


@pytest.fixture
def member(client: Client, db: None) -> Client:
    """Somebody who signed in by his password, as the library wants it for its sensitive pages."""
    member = make_member(make_practice(), Role.ASSISTANT)
    assert member.membership is not None
    client.post("/comptes/login/", {"login": member.membership.user.email, "password": PASSWORD})
    client.post("/comptes/reauthenticate/", {"password": PASSWORD})
    return client


def main_titles(html: str) -> int:
    """How many h1 a page has."""
    return len(re.findall(r"<h1[\s>]", html))


@pytest.mark.parametrize("page", FOR_STRANGERS)
def test_pages_for_strangers(client: Client, db: None, page: str) -> None:
    make_member(make_practice(), Role.ASSISTANT)
    html = client.get(f"/comptes/{page}").content.decode()
    assert (main_titles(html), ENGLISH.findall(html)) == (1, [])


@pytest.mark.parametrize("page", FOR_MEMBERS)
def test_pages_for_members(member: Client, page: str) -> None:
    answer = member.get(f"/comptes/{page}")
    html = answer.content.decode()
    assert (answer.get("Location"), main_titles(html), ENGLISH.findall(html)) == (None, 1, [])


def test_a_wrong_password_is_told_above_the_form_and_the_address_kept(client: Client, db: None) -> None:
    make_member(make_practice(), Role.ASSISTANT)
    html = client.post("/comptes/login/", {"login": "sarah@example.org", "password": "rien de tel"}).content.decode()
    assert html.count("data-first-error") == 1
    assert 'value="sarah@example.org"' in html


def test_a_demonstration_offers_its_people(settings: Settings, tmp_path: Path) -> None:
    people = [{"name": "Dr Claire Martin", "role": "doctor", "email": "claire.martin@example.org"}]
    (tmp_path / "demo").write_text(json.dumps({"password": "x", "people": people}), encoding="utf-8")
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    assert [(person.name, person.role, person.initials) for person in demo_team()] == [
        ("Dr Claire Martin", "Médecin", "CM")
    ]
    settings.DEMO = False
    assert demo_team() == ()


@pytest.mark.parametrize("mark", ["", "{}", '{"password": "x", "people": [{"name": "x"}]}'])
def test_a_mark_without_its_list_offers_nobody(settings: Settings, tmp_path: Path, mark: str) -> None:
    (tmp_path / "demo").write_text(mark, encoding="utf-8")
    settings.DATA_DIR, settings.DEMO = tmp_path, True
    assert demo_team() == ()
