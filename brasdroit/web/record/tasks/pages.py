"""What the pages of the tasks show, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.clock.ages import counted
from brasdroit.record.patients.selectors.file import patient_hits
from brasdroit.record.tasks import selectors
from brasdroit.record.tasks.rules import OPEN, chip, due_in_french, effective_status, source_in_french
from brasdroit.record.tasks.selectors import TaskFilter
from brasdroit.record.tasks.types import Due, TaskSource, TaskStatus
from brasdroit.record.tasks.types import Task as TaskFacts

WHOSE = (("mine", "Pour moi"), ("team", "Toute l’équipe"), ("asked", "Demandées par moi"))
STATES = (("open", "À faire"), ("closed", "Closes"))
_MOVE_WORDS = {
    "create": "a demandé",
    "edit": "a modifié",
    "assign": "a confié",
    "take": "a pris",
    "start": "a commencé",
    "hand_over": "a passé",
    "snooze": "a reporté",
    "resume": "a repris",
    "complete": "a fait",
    "refuse": "a refusé",
    "cancel": "a annulé",
    "reopen": "a rouvert",
    "undo": "est revenu en arrière",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it. ``due_tone``: alert when late, wait today, plain otherwise."""

    id: UUID
    title: str
    reason: str
    href: str
    patient: Any
    owner: str
    requester: str
    due_label: str
    due_detail: str
    due_tone: str
    due_icon: str
    late: bool
    urgent: bool
    open: bool
    mine: bool
    status: Any
    source: str
    version: int

    @property
    def anchor(self) -> str:
        """The identifier of the title in the page."""
        return f"task-{self.id}"


def count_for_rail(actor: Actor) -> int:
    """How many tasks wait for me."""
    return selectors.my_open_count(actor, timezone.localdate())


def rows(tasks: Iterable[Any], actor: Actor, now: datetime) -> list[TaskRow]:
    """Tasks in words; patients and people must be loaded."""
    return [row(task, actor, now) for task in tasks]


def row(task: Any, actor: Actor, now: datetime) -> TaskRow:
    """One task in words."""
    due = due_in_french(Due(task.due_on, task.due_before) if task.due_on else None, now)
    status = TaskStatus(task.status)
    tone = "alert" if due.late else "wait" if due.rank == 1 else "plain"
    return TaskRow(
        id=task.pk,
        title=task.title,
        reason=task.reason,
        href=reverse("task", args=[task.pk]),
        patient=task.patient,
        owner=task.owner.short_name if task.owner else "",
        requester=task.requester.short_name if task.requester else "Brasdroit",
        due_label=due.label if task.due_on else "",
        due_detail=due.detail,
        due_tone=tone,
        due_icon="alarm-clock" if due.late else "clock",
        late=due.late,
        urgent=task.urgent,
        open=status in OPEN,
        mine=bool(task.owner and task.owner.membership_id == actor.membership_id),
        status=chip(effective_status(facts_of(task), now.date())),
        source=source_in_french(TaskSource(task.source)),
        version=task.version,
    )


def facts_of(task: Any) -> TaskFacts:
    """The task as its rules read it."""
    due = Due(task.due_on, task.due_before) if task.due_on else None
    owner = str(task.owner_id) if task.owner_id else None
    return TaskFacts(TaskStatus(task.status), str(task.requester_id or ""), owner, due, task.snoozed_until)


@dataclass(frozen=True, slots=True)
class Listing:
    """The page « À faire »."""

    sentence: str
    rows: list[TaskRow]
    wanted: TaskFilter
    whose: tuple[tuple[str, str], ...] = WHOSE
    states: tuple[tuple[str, str], ...] = STATES


def listing(actor: Actor, wanted: TaskFilter, now: datetime) -> Listing:
    """The list that was asked for; two queries."""
    shown = rows(selectors.tasks(actor, now.date(), wanted), actor, now)
    return Listing(_sentence(shown, wanted), shown, wanted)


def _sentence(shown: list[TaskRow], wanted: TaskFilter) -> str:
    late = sum(one.late for one in shown)
    if wanted.state == "closed":
        return f"{counted(len(shown), 'tâche')} closes, les dernières d’abord." if len(shown) > 1 else ""
    if not shown:
        return "Rien ne vous attend."
    return f"{counted(len(shown), 'tâche')}, dont {late} en retard." if late else f"{counted(len(shown), 'tâche')}."


def patient_choice(actor: Actor, typed: Any) -> tuple[str, str]:
    """The patient of a form as its combobox holds him: (identifier, what is shown); empty when there is none."""
    try:
        hits = patient_hits(actor, [UUID(str(typed))])
    except ValueError:
        return "", ""
    return next(((str(hit.id), f"{hit.birth_name} {hit.given}") for hit in hits), ("", ""))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One move in words."""

    at: datetime
    text: str
    words: str


def history(events: Iterable[Any]) -> list[HistoryLine]:
    """The moves of a task, oldest first."""
    return [HistoryLine(event.created_at, _event_text(event), event.words) for event in events]


def _event_text(event: Any) -> str:
    text = f"{event.by_name} {_MOVE_WORDS.get(event.action, event.action)}"
    if event.to:
        text += f" à {event.to.display_name}"
    if event.until:
        text += f" au {event.until:%d/%m/%Y}"
    return text + "."
