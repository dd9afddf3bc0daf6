"""One connection per open page: tells which topics changed, never what they hold."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from asgiref.sync import sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from channels.security.websocket import WebsocketDenier
from django.urls import path

from brasdroit.foundation.accounts.selectors import actor_of_membership
from brasdroit.foundation.live import outbox
from brasdroit.web.middleware.actor import SESSION_LOCKED, SESSION_MEMBERSHIP

POLL_S = 0.2


class Tail:
    """Follows the outbox in one process and tells the groups of its tenants."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def ensure_running(self) -> None:
        """Start following, once per event loop."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._follow())

    async def _follow(self) -> None:
        number = await sync_to_async(outbox.last_number)()
        layer = get_channel_layer()
        while True:
            await asyncio.sleep(POLL_S)
            for number, tenant_id, topic in await sync_to_async(outbox.since)(number):  # noqa: B020
                await layer.group_send(group(tenant_id), {"type": "changed", "number": number, "topic": topic})


tail = Tail()


def group(tenant_id: UUID) -> str:
    """The group of a tenant's open pages in this process."""
    return f"tenant.{tenant_id.hex}"


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
        query = self.scope["query_string"].decode()
        asked = query.removeprefix("since=")
        newest = await sync_to_async(outbox.last_number)()
        if asked.isdigit() and 0 < int(asked) < newest:
            for number, tenant, topic in await sync_to_async(outbox.since)(int(asked)):
                if tenant == tenant_id:
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
