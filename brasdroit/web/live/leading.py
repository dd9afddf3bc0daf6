"""Which process follows the outbox: each one for its own pages, or, with Redis, one for all."""

from __future__ import annotations

from typing import Protocol


class Lead(Protocol):
    """Who follows, and up to which number the pages were told; `failures` pass when the broker is back."""

    failures: tuple[type[Exception], ...]

    async def mine(self) -> bool:
        """Whether this process follows now."""

    async def told(self) -> int | None:
        """The number up to which everything was told; None before the first reading."""

    async def tell(self, number: int) -> None:
        """Note that number."""


class Alone:
    """Without a broker each process follows for itself."""

    failures: tuple[type[Exception], ...] = ()

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


def lead(url: str) -> Lead:
    """The way of this installation; ``url``: of Redis or Valkey, empty without one."""
    if not url:
        return Alone()
    from brasdroit.web.live.shared import Shared  # noqa: PLC0415  (see there)

    return Shared(url)
