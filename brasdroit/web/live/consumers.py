"""One connection per open page: tells which topics changed, never what they hold."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from asgiref.sync import sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from channels.security.websocket import WebsocketDenier
from django.db import DatabaseError
from django.urls import path

from brasdroit.foundation.accounts.selectors import actor_of_membership
from brasdroit.foundation.live import outbox
from brasdroit.web.middleware.actor import SESSION_LOCKED, SESSION_MEMBERSHIP

POLL_S = 0.2
RETRY_S = 1.0
LONGEST_NUMBER = 18


class Tail:
    """Follows the outbox in one process and tells the groups of its tenants."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def ensure_running(self) -> None:
        """Start following, once per event loop."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._follow())

    async def _follow(self) -> None:
        number: int | None = None
        while True:
            try:
                number = await self._told(number)
            except DatabaseError:
                # The base is restarting: the pages stay connected, what is missed is read at the next turn.
                await asyncio.sleep(RETRY_S)
            await asyncio.sleep(POLL_S)

    async def _told(self, number: int | None) -> int:
        """Tell what came after ``number`` (None: nothing yet, start from the newest); answers the last number told."""
        if number is None:
            newest: int = await database_sync_to_async(outbox.last_number)()
            return newest
        layer = get_channel_layer()
        for newest, tenant_id, topic in await database_sync_to_async(outbox.since)(number):
            await layer.group_send(group(tenant_id), {"type": "changed", "number": newest, "topic": topic})
            number = newest
        return number


tail = Tail()


def group(tenant_id: UUID) -> str:
    """The group of a tenant's open pages in this process."""
    return f"tenant.{tenant_id.hex}"


def asked_since(query: bytes) -> int:
    """The number after which a page asks what it missed; 0 when it names none that can be read."""
    text = query.decode("latin-1").removeprefix("since=")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """``{"number": n, "topic": t}`` for each change; ``?since=n`` first replays what was missed."""

    group_name = ""

    async def connect(self) -> None:
        """Accept a signed-in, unlocked page only."""
        session = self.scope["session"]
        membership_id = await sync_to_async(session.get)(SESSION_MEMBERSHIP)
        locked = await sync_to_async(session.get)(SESSION_LOCKED)
        actor = await sync_to_async(actor_of_membership)(membership_id) if membership_id and not locked else None
        if actor is None:
            await self.close(code=4401)
            return
        self.group_name = group(actor.tenant_id)
        await self.channel_layer.group_add(self.group_name, self.channel_name)
        await self.accept()
        tail.ensure_running()
        await self._catch_up(actor.tenant_id)

    async def _catch_up(self, tenant_id: UUID) -> None:
        asked = asked_since(self.scope["query_string"])
        newest = await database_sync_to_async(outbox.last_number)()
        if 0 < asked < newest:
            for number, _, topic in await database_sync_to_async(outbox.since)(asked, tenant_id=tenant_id):
                await self.send_json({"number": number, "topic": topic})
        await self.send_json({"number": newest, "topic": "hello"})

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        if self.group_name:
            await self.channel_layer.group_discard(self.group_name, self.channel_name)

    async def changed(self, event: dict[str, Any]) -> None:
        """One topic changed."""
        await self.send_json({"number": event["number"], "topic": event["topic"]})


class SameOrigin:
    """Lets in the pages of this very address only: another site must not listen with the visitor's session."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """Refuse the connection unless its origin is the host it asks."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        asked, host = urlsplit(headers.get(b"origin", "")).netloc, headers.get(b"host", "")
        application = self.inner if asked and asked == host else WebsocketDenier()
        return await application(scope, receive, send)


def live_application() -> Any:
    """The live address, for pages of this site only."""
    return SameOrigin(AuthMiddlewareStack(URLRouter([path("live/", LiveConsumer.as_asgi())])))
