"""One connection per open page: tells which topics changed, never what they hold."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import URLRouter
from channels.security.websocket import WebsocketDenier
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.urls import path

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.live import outbox
from brasdroit.web.live.tail import group, tail
from brasdroit.web.middleware.actor import listener

LONGEST_NUMBER = 18
REFUSED = 4401


def asked_since(query: bytes) -> int:
    """The number after which a page asks what it missed; 0 when it names none that can be read."""
    text = query.decode("latin-1").removeprefix("since=")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """``{"number": n, "topic": t}`` for each change; ``?since=n`` first replays what was missed.

    Who listens is asked of the database again before each word: a page locked, signed out, at its day's end, whose person left
    or changed password hears nothing more.
    """

    actor: Actor | None = None

    async def connect(self) -> None:
        """Accept a signed-in, unlocked page only."""
        self.actor = await self._listener()
        if self.actor is None:
            await self.close(code=REFUSED)
            return
        await self.channel_layer.group_add(group(self.actor.tenant_id), self.channel_name)
        await self.accept()
        await self._catch_up(self.actor.tenant_id)

    async def _listener(self) -> Actor | None:
        key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        found: Actor | None = await database_sync_to_async(listener)(key) if key else None
        return found

    async def _catch_up(self, tenant_id: UUID) -> None:
        newest = await tail.position()
        if asked := asked_since(self.scope["query_string"]):
            for change in await database_sync_to_async(outbox.missed)(asked, tenant_id):
                await self.send_json({"number": min(change.number, newest), "topic": change.topic})
        await self.send_json({"number": newest, "topic": "hello"})

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        if self.actor is not None:
            await self.channel_layer.group_discard(group(self.actor.tenant_id), self.channel_name)

    async def changed(self, event: dict[str, Any]) -> None:
        """One topic changed: told to the person who opened the page, if he is still the one at work there."""
        if await self._listener() != self.actor:
            await self.close(code=REFUSED)
            return
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
    return SameOrigin(CookieMiddleware(URLRouter([path("live/", LiveConsumer.as_asgi())])))
