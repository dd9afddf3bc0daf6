"""Following the outbox: every change once, those included whose transaction ends after a later number was seen.

PostgreSQL gives a number when a row is written and shows it when its transaction ends, so that number 6 may be seen before
number 5. A number passed over is therefore awaited: asked for again at each reading, until it comes, or until every transaction
that was under way when it was missed has ended without it.
"""

from __future__ import annotations

from collections.abc import Iterable

from brasdroit.foundation.live import outbox
from brasdroit.foundation.live.outbox import Change, Horizon

WINDOW = 200
"""How far back a number may still be awaited: many more than can be under way at once."""


class Follower:
    """A place in the outbox. ``start``: a number up to which everything was told; None: begin with the newest."""

    def __init__(self, start: int | None = None) -> None:
        self._newest = start
        self._awaited: dict[int, int | None] = {}

    @property
    def floor(self) -> int:
        """The number up to which nothing can come any more: who has this one and asks what follows misses nothing."""
        return min(self._awaited, default=(self._newest or 0) + 1) - 1

    def read(self) -> list[Change]:
        """What came since the last reading, oldest first; the first reading of a new place finds it, and tells nothing.

        One query; two while a number is awaited.
        """
        if self._newest is None:
            self._newest = max(0, outbox.last_number() - WINDOW)
            self._read()
            return []
        return self._read()

    def _read(self) -> list[Change]:
        # The horizon first: what ended before it is among the rows.
        passed = outbox.horizon() if self._awaited else None
        known = tuple(self._awaited)
        found = outbox.since(self._newest or 0, known)
        self._arrived(change.number for change in found)
        if passed is not None:
            self._give_up(known, passed)
        return found

    def _arrived(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            newest = self._newest or 0
            if number <= newest:
                self._awaited.pop(number, None)
                continue
            if not outbox.numbers_in_order():
                self._awaited |= dict.fromkeys(range(max(newest + 1, number - WINDOW), number))
            self._newest = number

    def _give_up(self, known: Iterable[int], passed: Horizon) -> None:
        """Mark what is awaited with the transactions begun so far; forget it once all of those have ended."""
        for number in known:
            if number not in self._awaited:
                continue
            mark = self._awaited[number]
            if mark is None:
                self._awaited[number] = passed.next
            elif passed.oldest >= mark:
                del self._awaited[number]
