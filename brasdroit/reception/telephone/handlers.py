"""What the telephone does when something happens elsewhere; wired by brasdroit.wiring."""

from __future__ import annotations

from brasdroit.foundation.actors import Actor
from brasdroit.reception.telephone.selectors.calls import waits
from brasdroit.reception.telephone.services import close_call
from brasdroit.record.tasks.events import TaskClosed
from brasdroit.record.tasks.types import TaskSource, TaskStatus


def on_task_closed(actor: Actor, event: TaskClosed) -> None:
    """The message was answered or the person called back: the call it came from is closed too."""
    done = event.source == TaskSource.TELEPHONE and event.status == TaskStatus.COMPLETED
    if done and event.origin_id and waits(event.origin_id):
        close_call(actor=actor, call_id=event.origin_id)
