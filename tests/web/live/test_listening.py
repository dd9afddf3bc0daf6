"""An open page hears of changes while the person who opened it is at work there, not a word longer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from brasdroit.foundation.accounts.session_store import SessionStore
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.live import outbox
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.services import end_membership
from brasdroit.web.live import tail as tailing
from brasdroit.web.live.consumers import REFUSED, live_application
from tests.factories.practice import PASSWORD, Team, actor_of, make_team

pytestmark = pytest.mark.django_db(transaction=True)
Desk = tuple[Team, Client]


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The assistant's browser, signed in."""
    monkeypatch.setattr(tailing, "POLL_S", 0.01)
    team, client = make_team(), Client()
    client.post("/comptes/login/", {"login": account(team).email, "password": PASSWORD})
    return team, client


def account(team: Team) -> Any:
    assert team.assistant.membership is not None
    return team.assistant.membership.user


def session(client: Client) -> Any:
    return SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)


def announce(team: Team, topic: str) -> None:
    with tenant_scope(team.tenant_id):
        outbox.announce(team.tenant_id, [topic])


class Page(ApplicationCommunicator):
    """The browser's side of the connection."""

    def __init__(self, client: Client) -> None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        headers = [(b"host", b"cabinet"), (b"origin", b"http://cabinet"), (b"cookie", cookie.encode())]
        scope = {"type": "websocket", "path": "/live/", "query_string": b"", "headers": headers, "subprotocols": []}
        super().__init__(live_application(), scope)

    async def told(self) -> object:
        """The next topic, or the code that closes the connection."""
        message = await self.receive_output(20)
        return message["code"] if message["type"] == "websocket.close" else json.loads(message["text"])["topic"]


async def _heard(desk: Desk, happens: Callable[[], object]) -> list[object]:
    team, client = desk
    page = Page(client)
    await page.send_input({"type": "websocket.connect"})
    try:
        opened = await page.receive_output(20)
        if opened["type"] == "websocket.close":
            return [opened["code"]]
        words = [await page.told()]
        await sync_to_async(announce)(team, "before")
        words.append(await page.told())
        await sync_to_async(happens)()
        await sync_to_async(announce)(team, "after")
        return [*words, await page.told()]
    finally:
        page.stop(exceptions=False)
        await sync_to_async(connections.close_all)()


def heard(desk: Desk, happens: Callable[[], object]) -> list[object]:
    """What the page is told, with a change before something happened and one after it."""
    return asyncio.run(_heard(desk, happens))


def change_password(team: Team) -> None:
    user = account(team)
    user.set_password("un-autre-mot-de-passe")
    user.save()


def alter(client: Client, **values: object) -> None:
    held = session(client)
    held.update(values)
    held.save()


def retire(team: Team) -> None:
    end_membership(actor=actor_of(team.manager), member_id=team.assistant.pk, on=timezone.localdate() - timedelta(1))


def test_a_page_at_work_is_told(desk: Desk) -> None:
    assert heard(desk, lambda: None) == ["hello", "before", "after"]


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda team, client: client.post("/verrou/"), id="locked"),
        pytest.param(lambda team, client: client.post("/comptes/logout/"), id="signed out"),
        pytest.param(lambda team, client: change_password(team), id="password changed"),
        pytest.param(lambda team, client: retire(team), id="left the practice"),
        pytest.param(lambda team, client: session(client).delete(), id="session ended"),
        pytest.param(lambda team, client: alter(client, until=time.time() - 1), id="day over"),
        pytest.param(lambda team, client: alter(client, idle_minutes=1, seen_at=time.time() - 61), id="left alone"),
    ],
)
def test_a_page_that_may_no_longer_listen_is_closed(desk: Desk, happens: Callable[[Team, Client], object]) -> None:
    team, client = desk
    assert heard(desk, lambda: happens(team, client)) == ["hello", "before", REFUSED]


def test_a_page_without_session_is_not_let_in(desk: Desk) -> None:
    desk[1].cookies[settings.SESSION_COOKIE_NAME] = "inconnue"
    assert heard(desk, lambda: None) == [REFUSED]
