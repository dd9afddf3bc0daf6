"""When the database cannot serve, people are told that nothing was written."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from brasdroit.web import health
from brasdroit.web.errors import server_error
from brasdroit.web.middleware.errors import DomainErrorMiddleware

SENTENCE = "Rien n’a été enregistré\u202f: la base de données ne répond pas, ou le disque est plein. Réessayez dans un instant."


def answer(**headers: str) -> HttpResponse:
    request = RequestFactory().post("/", headers=headers)
    found = DomainErrorMiddleware(lambda _: HttpResponse()).process_exception(request, OperationalError("disk is full"))
    assert found is not None
    return found


def test_a_page_needs_nothing_of_the_database() -> None:
    page = answer()
    assert (page.status_code, SENTENCE in page.content.decode()) == (503, True)


def test_a_fragment_keeps_what_was_typed() -> None:
    fragment = answer(hx_request="true")
    assert (fragment.status_code, fragment["HX-Reswap"]) == (503, "none")
    assert json.loads(fragment["HX-Trigger"])["notice"]["text"] == SENTENCE


def test_a_program_gets_a_code() -> None:
    assert json.loads(answer(accept="application/json").content) == {"code": "unavailable", "message": SENTENCE}


@pytest.mark.django_db
def test_a_disk_without_room_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200
    monkeypatch.setattr(health, "LEAST_ROOM", 1 << 62)
    told = client.get("/healthz")
    assert (told.status_code, told.json()["status"], len(told.json()["reasons"])) == (503, "degraded", 1)


def connection_lost() -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_database_away_before_any_view_is_told_too() -> None:
    try:
        connection_lost()
    except OperationalError:
        page = server_error(RequestFactory().get("/"))
    assert (page.status_code, SENTENCE in page.content.decode()) == (503, True)
