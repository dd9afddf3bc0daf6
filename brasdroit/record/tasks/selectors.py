"""Reading tasks: lists, counts, one task with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import may, require
from brasdroit.practice.members.models import Member
from brasdroit.record.tasks.models import Task, TaskEvent
from brasdroit.record.tasks.permissions import READ, READ_CARE
from brasdroit.record.tasks.rules import OPEN
from brasdroit.record.tasks.types import TaskSource, TaskStatus

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a list of tasks shows.

    ``whose``: ``mine`` (mine and those anyone may take), ``team`` (all), ``asked`` (those I asked for).
    ``state``: ``open`` or ``closed``. ``words`` are looked for in the title and the patient's birth name.
    """

    whose: str = "mine"
    state: str = "open"
    words: str = ""
    patient_id: UUID | None = None
    late_only: bool = False


def open_tasks(on: date) -> QuerySet[Task]:
    """Tasks to do on a day: open, and not asleep until later."""
    awake = ~Q(status=TaskStatus.ON_HOLD) | Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=on)
    return Task.objects.filter(awake, status__in=[str(status) for status in OPEN])


# What these tasks say may be medical even when they name no patient.
CARE_SOURCES = (
    TaskSource.DOCTOR, TaskSource.CLOSING, TaskSource.TELEPHONE, TaskSource.PREVENTION, TaskSource.MEASUREMENT,
)  # fmt: skip


def visible(actor: Actor, rows: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks among these that the actor may read.

    Who does not read the care of patients is left with what he asked for or was given, the faults of identity, and what
    is about nobody.
    """
    if may(actor, READ_CARE):
        return rows
    me = _myself(actor).values("pk")
    nobody = Q(patient=None, encounter=None) & ~Q(source__in=[str(source) for source in CARE_SOURCES])
    return rows.filter(nobody | Q(source=TaskSource.DATA_QUALITY) | Q(owner__in=me) | Q(requester__in=me))


def tasks(actor: Actor, on: date, wanted: TaskFilter | None = None, limit: int = LIST_LIMIT) -> list[Task]:
    """Tasks for a list, the most pressing first; patient and people are loaded. Two queries."""
    require(actor, READ)
    wanted = wanted or TaskFilter()
    rows = open_tasks(on) if wanted.state == "open" else Task.objects.filter(closed_at__isnull=False)
    rows = _narrowed(rows, wanted, actor, on).select_related("patient", "owner", "requester")
    if wanted.state == "open":
        rows = rows.order_by("-urgent", F("due_on").asc(nulls_last=True), F("due_before").asc(nulls_last=True), "id")
    else:
        rows = rows.order_by("-closed_at")
    return list(rows[:limit])


def _narrowed(rows: QuerySet[Task], wanted: TaskFilter, actor: Actor, on: date) -> QuerySet[Task]:
    rows, me = visible(actor, rows), _myself(actor).values("pk")
    if wanted.whose == "mine":
        rows = rows.filter(Q(owner__in=me) | Q(owner__isnull=True))
    elif wanted.whose == "asked":
        rows = rows.filter(requester__in=me)
    if wanted.patient_id:
        rows = rows.filter(patient_id=wanted.patient_id)
    if wanted.late_only:
        rows = rows.filter(due_on__lt=on)
    for word in wanted.words.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(patient__birth_name__icontains=word))
    return rows


def _myself(actor: Actor) -> QuerySet[Member]:
    if actor.membership_id is None:
        return Member.objects.none()
    return Member.objects.filter(membership_id=actor.membership_id)


def my_open_count(actor: Actor, on: date) -> int:
    """How many tasks wait for me or for anyone today. One query."""
    return _narrowed(open_tasks(on), TaskFilter(), actor, on).count()


def task(actor: Actor, task_id: UUID, *, traced: bool = True) -> Task:
    """One task with patient and people; the read is traced.

    Raises NotFound for a foreign one and for one the role may not read.
    """
    require(actor, READ)
    rows = Task.objects.select_related("patient", "owner", "requester", "encounter")
    found = visible(actor, rows.filter(pk=task_id)).first()
    if found is None:
        raise NotFound("Cette tâche n’existe pas ou plus.")
    if traced:
        record_read(actor, "task.read", subject=found, about_id=found.patient_id)
    return found


def history(actor: Actor, task_id: UUID) -> Sequence[TaskEvent]:
    """The moves of a task, oldest first."""
    require(actor, READ)
    rows = TaskEvent.objects.filter(task__in=visible(actor, Task.objects.filter(pk=task_id)))
    return list(rows.select_related("to").order_by("created_at", "id"))


def tasks_of_encounter(encounter_id: UUID) -> list[Task]:
    """What the closing of a consultation asked for, in order."""
    rows = Task.objects.filter(encounter_id=encounter_id).select_related("owner", "requester")
    return list(rows.order_by("created_at", "id"))


def tasks_of_patients(actor: Actor, patient_ids: Sequence[UUID], on: date) -> list[Task]:
    """What is open today for these patients, the most pressing first; patient and owner are loaded. One query."""
    require(actor, READ)
    rows = (
        visible(actor, open_tasks(on))
        .filter(patient_id__in=list(patient_ids))
        .select_related("patient", "owner", "requester")
    )
    return list(rows.order_by("-urgent", F("due_on").asc(nulls_last=True), "id")[:LIST_LIMIT])
