"""Reminding the assistant and the employer, as tasks in the list they already read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from brasdroit.certification.deadlines.permissions import REMIND
from brasdroit.certification.deadlines.selectors import employers, reminders
from brasdroit.certification.deadlines.types import Reminder
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.service import service
from brasdroit.record.tasks.services import TaskRequest, create_tasks
from brasdroit.record.tasks.types import TaskSource


@service(REMIND)
def remind(*, actor: Actor, on: date) -> int:
    """Ask for the tasks of every reminder reached on `on`, once each; answers how many reminders stand.

    The assistant's task names the deadline. The employer's names nobody: the whole team reads the list of tasks.
    """
    owners, found = employers(on), reminders(on)
    create_tasks(actor=actor, requests=[task for one in found for task in _tasks(one, owners)])
    return len(found)


def _tasks(one: Reminder, owners: Iterable[UUID]) -> Iterable[TaskRequest]:
    by = numeric_date(one.deadline.by)
    title = f"{one.deadline.what.label}\u202f: au plus tard le {by}"
    yield _task(one, one.assistant_id, title, f"{one.deadline.rule} Le détail est dans «\u202fMa certification\u202f».")
    for owner_id in owners:
        title = f"Qualification d’un assistant\u202f: échéance le {by}"
        yield _task(one, owner_id, title, "Qui et quoi\u202f: dans «\u202fÉchéances CQP\u202f».")


def _task(one: Reminder, owner_id: UUID, title: str, reason: str) -> TaskRequest:
    """The same reminder of the same day to the same person is the same task, however often it is asked for."""
    origin = uuid5(one.assistant_id, f"{one.deadline.what} {one.deadline.by} {one.months} {owner_id}")
    return TaskRequest(
        title=title,
        source=TaskSource.CERTIFICATION,
        reason=reason,
        owner_id=owner_id,
        due_on=one.deadline.by,
        origin_id=origin,
    )
