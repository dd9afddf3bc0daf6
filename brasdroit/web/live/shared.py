"""One process follows the outbox for all: the others know it by a lease in Redis. Loaded only where there is one (10 MB)."""

from __future__ import annotations

from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

LEASE_MS = 2000
LEADER, TOLD = "brasdroit:live:leader", "brasdroit:live:told"


class Shared:
    """One process at a time holds a lease in Redis; another takes it, where the first one stopped, within two seconds.

    Two that lead for a moment tell a change twice, which makes a page ask again: harmless.
    """

    failures: tuple[type[Exception], ...] = (RedisError,)

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
