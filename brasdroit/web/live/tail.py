"""Telling the open pages, process by process or for all of them, what the outbox says."""

from __future__ import annotations

import asyncio
import logging
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError

from brasdroit.foundation.live.following import Follower
from brasdroit.web.live.leading import Lead, lead

POLL_S = 0.2
RETRY_S = 1.0
logger = logging.getLogger(__name__)


def group(tenant_id: UUID) -> str:
    """The group of a tenant's open pages."""
    return f"tenant.{tenant_id.hex}"


class Tail:
    """Follows the outbox and tells the groups of the tenants."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._lead: Lead | None = None
        self._follower: Follower | None = None

    def ensure_running(self) -> Lead:
        """Start following, once per event loop."""
        loop = asyncio.get_running_loop()
        if self._task is None or self._task.done() or self._task.get_loop() is not loop or self._lead is None:
            self._lead, self._follower = lead(settings.REDIS_URL), None
            self._task = loop.create_task(self._follow(self._lead))
        return self._lead

    async def position(self) -> int:
        """The number a page that comes now starts from; waits for the first reading."""
        leading = self.ensure_running()
        while (number := await leading.told()) is None:  # noqa: ASYNC110  (another process may be the one that reads)
            await asyncio.sleep(POLL_S)
        return number

    async def _follow(self, leading: Lead) -> None:
        passing: tuple[type[Exception], ...] = (DatabaseError, OSError, *leading.failures)
        while True:
            try:
                await self._turn(leading)
            except passing as error:
                # The base or the broker is restarting: the pages stay connected, what is missed is read at the next turn.
                logger.warning("live updates wait: %s", type(error).__name__)
                await asyncio.sleep(RETRY_S)
            await asyncio.sleep(POLL_S)

    async def _turn(self, leading: Lead) -> None:
        if not await leading.mine():
            self._follower = None
            return
        told = await leading.told()
        if self._follower is None:
            self._follower = Follower(told)
        await self._tell(self._follower)
        if self._follower.floor != told:
            await leading.tell(self._follower.floor)

    async def _tell(self, follower: Follower) -> None:
        layer = get_channel_layer()
        for change in await database_sync_to_async(follower.read)():
            # A page that comes back asks what follows the last number it was given: never past one still awaited.
            number = min(change.number, follower.floor)
            await layer.group_send(
                group(change.tenant_id), {"type": "changed", "number": number, "topic": change.topic}
            )


tail = Tail()
