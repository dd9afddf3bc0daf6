"""What became of an appointment of the past: who moved the visit on, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from brasdroit.cli.demo.calendar import Slot
from brasdroit.cli.demo.cast import TYPES
from brasdroit.cli.demo.reasons import CANCELLED
from brasdroit.record.encounters.types import EncounterStatus, Mover, PastStep

_S = EncounterStatus
_CANCELLED, _NO_SHOW = 0.05, 0.08


class Passages:
    """Draws the course of past visits: most are finished, some cancelled or missed."""

    def __init__(self, movers: Mapping[str, Mover], members: Mapping[str, UUID], seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # synthetic visits, no secret
        self._movers, self._members = movers, members

    def steps(self, slot: Slot) -> tuple[PastStep, ...]:
        """The steps of one slot."""
        chance, desk = self._random.random(), self._movers["julie"]
        if chance < _CANCELLED:
            reason = self._random.choice(CANCELLED)
            return (PastStep(_S.CANCELLED, slot.start - timedelta(hours=self._random.randint(3, 70)), desk, reason),)
        if chance < _NO_SHOW:
            return (PastStep(_S.NO_SHOW, slot.end, desk),)
        return tuple(self._finished(slot))

    def booked_at(self, first: datetime) -> datetime:
        """When a day's appointments were given."""
        return first - timedelta(days=self._random.randint(4, 18), hours=self._random.randint(0, 5))

    def _minutes(self, low: int, high: int) -> timedelta:
        return timedelta(minutes=self._random.randint(low, high), seconds=self._random.randint(0, 59))

    def _finished(self, slot: Slot) -> Iterator[PastStep]:
        clock = slot.start - self._minutes(2, 12)
        yield PastStep(_S.ARRIVED, clock, self._movers[self._random.choice(("julie", "ines"))])
        clock += self._minutes(0, 2)
        yield PastStep(_S.WAITING, clock, self._movers["julie"])
        if TYPES[slot.kind].preparation_minutes >= 5 and self._random.random() < 0.9:
            clock += self._minutes(1, 7)
            sarah = self._movers["sarah"]
            yield PastStep(_S.WITH_ASSISTANT, clock, sarah, assistant_id=self._members["sarah"])
            clock += self._minutes(4, 9)
            yield PastStep(_S.READY_FOR_DOCTOR, clock, sarah)
        clock += self._minutes(2, 11)
        yield PastStep(_S.WITH_DOCTOR, clock, self._movers[slot.doctor])
        clock += (slot.end - slot.start) * 0.8 + self._minutes(0, 4)
        yield PastStep(_S.FINISHED, clock, self._movers[slot.doctor])
