"""The rail and the palette: what has no page or no right does not appear."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path
from pytest_django.fixtures import Settings

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.permissions import declared
from brasdroit.web import navigation
from brasdroit.web.navigation import ACTIVITIES, DAILY, Entry, Place, Section, rail
from brasdroit.web.ui import palette
from brasdroit.web.ui.notices import notice, trigger
from brasdroit.web.ui.palette import Action, Group, Result, matches
from brasdroit.web.ui.people import initials


def _page(request: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _page, name="day"),
    path("agenda/", _page, name="agenda"),
    path("agenda/semaine/", _page, name="week"),
    path("appels/nouveau/", _page, name="telephone_new"),
]
ASSISTANT = Actor(tenant_id=UUID(int=1), role="assistant", display_name="Sarah Benali")
PLACES = (
    Entry("day", "Ma journée", "sun", "day", DAILY),
    Entry("agenda", "Agenda", "calendar-days", "agenda", DAILY, words="rendez-vous"),
    Entry("secret", "Secret", "lock", "agenda", permission="not.declared"),
    Entry("later", "Plus tard", "clock", "no_such_page"),
)


@pytest.fixture(autouse=True)
def few_places(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A rail of this test's own, on this module's addresses."""
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(navigation, "_entries", {entry.key: entry for entry in PLACES})
    monkeypatch.setattr(navigation, "_badges", {})
    monkeypatch.setattr(palette, "_actions", {})
    monkeypatch.setattr(palette, "_finders", [])


def test_only_places_with_a_page_and_a_right_appear() -> None:
    expected = [
        Place("day", "Ma journée", "sun", "/", current=True),
        Place("agenda", "Agenda", "calendar-days", "/agenda/"),
    ]
    assert rail(ASSISTANT, "/") == [Section(DAILY, expected)]


@pytest.mark.parametrize(
    ("at", "current"),
    [("/", "day"), ("/agenda/", "agenda"), ("/agenda/semaine/", "agenda"), ("/agendas/", None), ("/autre/", None)],
)
def test_one_place_is_current(at: str, current: str | None) -> None:
    marked = [place.key for section in rail(ASSISTANT, at) for place in section.places if place.current]
    assert marked == ([current] if current else [])


def test_what_waits_is_counted() -> None:
    navigation.badge("agenda")(lambda actor: 7)
    assert [place.count for place in rail(ASSISTANT, "/")[0].places] == [0, 7]


def test_a_registered_place_comes_in_its_section() -> None:
    navigation.register(Entry("week", "Semaine", "calendar", "week", ACTIVITIES))
    assert [section.label for section in rail(ASSISTANT, "/")] == [DAILY, ACTIVITIES]


@pytest.mark.parametrize("entry", [Entry("day", "x", "sun", "day"), Entry("new", "x", "sun", "day", "Ailleurs")])
def test_a_place_declared_twice_or_nowhere_is_an_error(entry: Entry) -> None:
    with pytest.raises(ProgrammingError):
        navigation.register(entry)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("ren", True),
        ("RENDEZ vous", True),
        ("telephone", True),
        ("vous", True),
        ("dez", False),
        ("ren xyz", False),
    ],
)
def test_the_palette_matches_beginnings_whatever_the_accents(query: str, found: bool) -> None:
    assert matches(query, "Rendez-vous par téléphone") is found


def test_the_palette_offers_actions_then_pages() -> None:
    palette.action(Action("Noter un appel", "phone", "telephone_new"), Action("Ailleurs", "x", "no_such_page"))
    groups = palette.groups(ASSISTANT, "a")
    assert [(group.title, [result.label for result in group.results]) for group in groups] == [
        ("Actions", ["Noter un appel"]),
        ("Pages", ["Agenda"]),
    ]


def test_finders_are_asked_from_two_characters_on() -> None:
    found = Group("Patients", [Result("/p/1/", "Bernard", "user", strong="PETIT")])
    palette.finder(lambda actor, query: found)
    assert palette.groups(ASSISTANT, "p") == []
    assert palette.groups(ASSISTANT, "pe") == [found]


def test_a_notice_joins_the_other_triggers() -> None:
    response = notice(trigger(HttpResponse(), "taken", 1), "C’est fait.", undo="/annuler/")
    assert (
        response["HX-Trigger"]
        == '{"taken": 1, "notice": {"tone": "ok", "text": "C\\u2019est fait.", "undo": "/annuler/"}}'
    )


@pytest.mark.parametrize(
    ("name", "expected"), [("Sarah Benali", "SB"), ("Dr Claire Martin", "CM"), ("Julie", "J"), ("", "")]
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_every_right_of_the_real_rail_is_declared() -> None:
    assert get_resolver().url_patterns  # the pages bring their rights with them
    codes = {right.code for right in declared()}
    assert [entry.key for entry in navigation.PLACES if entry.permission and entry.permission not in codes] == []
