"""The composition root: event -> handler, port -> connector, periodic work. The only file that knows everyone."""

from __future__ import annotations

from brasdroit.foundation.audit.chain import seal
from brasdroit.foundation.events import subscribe
from brasdroit.foundation.jobs.periodic import every
from brasdroit.foundation.live.outbox import forget_old
from brasdroit.reception.agenda.events import SlotFreed
from brasdroit.reception.agenda.handlers import on_encounter_moved, on_slot_freed
from brasdroit.reception.telephone.handlers import on_task_closed
from brasdroit.record.encounters.events import EncounterMoved
from brasdroit.record.tasks.events import TaskClosed


def wire() -> None:
    """Wire everything; calling it twice changes nothing."""
    _agenda()
    _telephone()
    _periodic()


def _agenda() -> None:
    subscribe(SlotFreed, on_slot_freed)
    subscribe(EncounterMoved, on_encounter_moved)


def _telephone() -> None:
    subscribe(TaskClosed, on_task_closed)


def _periodic() -> None:
    every(1, "audit.seal", seal)
    every(600, "live.forget", forget_old)
