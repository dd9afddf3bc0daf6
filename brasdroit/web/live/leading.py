"""Which process follows the outbox: each one for its own pages, or, with Redis, one for all."""

from __future__ import annotations

from typing import Protocol
from uuid import uuid4

from redis.asyncio import Redis

LEASE_MS = 2000
LEADER, TOLD = "brasdroit:live:leader", "brasdroit:live:told"


class Lead(Protocol):
    """Who follows, and up to which number the pages were told."""

    async def mine(self) -> bool:
        """Whether this process follows now."""

    async def told(self) -> int | None:
        """The number up to which everything was told; None before the first reading."""

    async def tell(self, number: int) -> None:
        """Note that number."""


class Alone:
    """Without a broker each process follows for itself."""

    def __init__(self) -> None:
        self._told: int | None = None

    async def mine(self) -> bool:
        """Always."""
        return True

    async def told(self) -> int | None:
        """The number this process told."""
        return self._told

    async def tell(self, number: int) -> None:
        """Keep it."""
        self._told = number


class Shared:
    """One process at a time holds a lease in Redis; another takes it, where the first one stopped, within two seconds.

    Two that lead for a moment tell a change twice, which makes a page ask again: harmless.
    """

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url, decode_responses=True)
        self._name = uuid4().hex

    async def mine(self) -> bool:
        """Take the lease when it is free, keep it when it is ours."""
        if await self._redis.set(LEADER, self._name, nx=True, px=LEASE_MS):
            return True
        if await self._redis.get(LEADER) != self._name:
            return False
        await self._redis.pexpire(LEADER, LEASE_MS)
        return True

    async def told(self) -> int | None:
        """The number the leader told, whoever it was."""
        number = await self._redis.get(TOLD)
        return None if number is None else int(number)

    async def tell(self, number: int) -> None:
        """Leave it to the next leader."""
        await self._redis.set(TOLD, number)


def lead(url: str) -> Lead:
    """The way of this installation; ``url``: of Redis or Valkey, empty without one."""
    return Shared(url) if url else Alone()
