"""Writing tasks: ask, change, move, undo a move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Role
from brasdroit.record.tasks.events import TaskClosed, TaskCreated
from brasdroit.record.tasks.models import Task, TaskEvent
from brasdroit.record.tasks.permissions import CREATE, EDIT, MOVE
from brasdroit.record.tasks.rules import OPEN, check_move
from brasdroit.record.tasks.selectors import visible
from brasdroit.record.tasks.types import Doer, Due, Move, TaskAction, TaskSource, TaskStatus
from brasdroit.record.tasks.types import Task as TaskFacts

TOPIC = "tasks"
TITLE_MAX = 200
MOVED_FIELDS = ["status", "owner", "snoozed_until", "outcome", "closed_at"]


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """What is asked. ``title`` 1 to 200 characters; ``due_before`` needs ``due_on``; ``origin_id`` prevents asking
    twice for the same thing; ``id`` lets a form be posted twice without asking twice.
    """

    title: str
    source: TaskSource = TaskSource.COLLEAGUE
    reason: str = ""
    patient_id: UUID | None = None
    encounter_id: UUID | None = None
    owner_id: UUID | None = None
    due_on: date | None = None
    due_before: time | None = None
    urgent: bool = False
    origin_id: UUID | None = None
    id: UUID | None = None


@service(CREATE)
def create_task(*, actor: Actor, request: TaskRequest) -> Task:
    """Ask for a task; the same ``id`` or the same origin again answers the existing task.

    Raises Invalid with the fields at fault.
    """
    existing = _already_asked(request)
    if existing is not None:
        return existing
    _check(request)
    return _create(actor, request)


@service(CREATE)
def create_tasks(*, actor: Actor, requests: Sequence[TaskRequest]) -> list[Task]:
    """Ask for several tasks at once (the closing of a consultation); all or none."""
    return [create_task(actor=actor, request=request) for request in requests]


def _already_asked(request: TaskRequest) -> Task | None:
    if request.id and (found := Task.objects.filter(pk=request.id).first()):
        return found
    if request.origin_id is None:
        return None
    return Task.objects.filter(source=request.source, origin_id=request.origin_id, title=request.title.strip()).first()


def _check(request: TaskRequest) -> None:
    title, fields = request.title.strip(), {}
    if not title:
        fields["title"] = ["Dites en quelques mots ce qu’il faut faire."]
    elif len(title) > TITLE_MAX:
        fields["title"] = [
            f"Raccourcissez\u202f: {TITLE_MAX} caractères au plus. Le détail va dans «\u202fPourquoi\u202f»."
        ]
    if request.due_before and not request.due_on:
        fields["due_on"] = ["Indiquez le jour pour lequel vaut cette heure."]
    if request.owner_id and not Member.objects.filter(pk=request.owner_id).exists():
        fields["owner"] = [_STRANGER]
    fields |= {name: [_GONE[name]] for name in _GONE if _is_foreign(name, getattr(request, f"{name}_id"))}
    if fields:
        raise Invalid("La tâche n’est pas complète.", fields=fields)


_STRANGER = "Cette personne ne fait pas partie du cabinet."
_GONE = {"patient": "Ce patient n’existe pas ou plus.", "encounter": "Cette visite n’existe pas ou plus."}


def _is_foreign(name: str, row_id: UUID | None) -> bool:
    """Whether the practice has no such row; the model is found from the field, patients being above tasks."""
    model: Any = Task._meta.get_field(name).related_model
    return row_id is not None and not model.objects.filter(pk=row_id).exists()


def _create(actor: Actor, request: TaskRequest) -> Task:
    me = member_of(actor)
    task = Task.objects.create(
        id=request.id or new_id(),
        title=request.title.strip(),
        reason=request.reason.strip(),
        source=request.source,
        patient_id=request.patient_id,
        encounter_id=request.encounter_id,
        owner_id=request.owner_id,
        requester=me,
        due_on=request.due_on,
        due_before=request.due_before,
        urgent=request.urgent,
        origin_id=request.origin_id,
    )
    _remember(actor, me, task, "create", TaskMove("create"))
    trace("task.created", subject=task, about_id=task.patient_id)
    publish(TaskCreated(task_id=task.pk, owner_id=task.owner_id))
    touch(TOPIC)
    return task


@dataclass(frozen=True, slots=True)
class TaskMove:
    """A move as the screen asks it: ``action`` code of TaskAction, to whom, until when, with which words."""

    action: str
    to_id: UUID | None = None
    until: date | None = None
    words: str = ""


@service(MOVE)
def move_task(*, actor: Actor, task_id: UUID, move: TaskMove, version: int | None = None) -> Task:
    """Take, start, hand over, snooze, complete, refuse… one task.

    Raises NotFound (also for one the role may not read), Conflict when somebody moved it meanwhile, Invalid with the sentence of the rule.
    """
    task, me = _readable(actor, task_id), member_of(actor)
    before = {name: _plain(getattr(task, _column(name))) for name in MOVED_FIELDS}
    _check_receiver(move.to_id)
    answer = check_move(_facts(task), _doer(actor, me), _rule_move(move), timezone.localdate())
    if not answer.allowed or answer.status is None:
        raise Invalid(answer.explanation, code=answer.code)
    task.status, task.owner_id = answer.status, UUID(answer.owner) if answer.owner else None
    task.snoozed_until = move.until if move.action == TaskAction.SNOOZE else None
    task.outcome = move.words.strip() or task.outcome
    task.closed_at = None if answer.status in OPEN else timezone.now()
    _save_move(actor, me, task, move, before, version)
    return task


def _check_receiver(member_id: UUID | None) -> None:
    """A task goes to somebody who is in the practice today. Raises Invalid."""
    if member_id is None:
        return
    member = Member.objects.filter(pk=member_id).first()
    if member is None or not member.is_active(timezone.localdate()):
        raise Invalid(_STRANGER, code="receiver_unknown", fields={"to": [_STRANGER]})


@service(MOVE)
def undo_last_move(*, actor: Actor, task_id: UUID) -> Task:
    """Take back one's own last move of a task; raises Conflict when somebody moved it since."""
    task, me = _locked(task_id), member_of(actor)
    last = TaskEvent.objects.filter(task_id=task_id).order_by("-created_at", "-id").first()
    if last is None or not last.previous or last.by_id != (me.pk if me else None):
        raise Conflict(
            "Cette tâche a bougé depuis\u202f: relisez-la avant de revenir en arrière.", code="undo_too_late"
        )
    before = {name: _plain(getattr(task, _column(name))) for name in MOVED_FIELDS}
    for name in MOVED_FIELDS:
        setattr(task, _column(name), _revived(name, last.previous[name]))
    _save_move(actor, me, task, TaskMove("undo"), before, None)
    return task


def _save_move(
    actor: Actor, me: Member | None, task: Task, move: TaskMove, before: dict[str, str | None], version: int | None
) -> None:
    task.save_edit(expected_version=version, fields=[_column(name) for name in MOVED_FIELDS])
    _remember(actor, me, task, move.action, move, before)
    trace(f"task.{move.action}", subject=task, about_id=task.patient_id)
    if task.closed_at:
        publish(TaskClosed(task.pk, task.status, task.source, task.origin_id))
    touch(TOPIC)


@service(EDIT)
def edit_task(*, actor: Actor, task_id: UUID, request: TaskRequest, version: int) -> Task:
    """Change what is asked (title, reason, patient, due date, urgency) of an open task; raises Conflict when stale."""
    task = _readable(actor, task_id)
    if TaskStatus(task.status) not in OPEN:
        raise Invalid("Cette tâche est close. Rouvrez-la pour la modifier.", code="task_closed")
    _check(request)
    changed, before = ["title", "reason", "due_on", "due_before", "urgent", "patient_id"], task.patient_id
    for name in changed:
        value = getattr(request, name)
        setattr(task, name, value.strip() if isinstance(value, str) else value)
    task.save_edit(expected_version=version, fields=changed)
    _remember(actor, member_of(actor), task, "edit", TaskMove("edit"))
    for about_id in {before, task.patient_id}:
        trace("task.edited", subject=task, about_id=about_id)
    touch(TOPIC)
    return task


def member_of(actor: Actor) -> Member | None:
    """The member who acts; None when the program acts alone."""
    return Member.objects.filter(membership_id=actor.membership_id).first() if actor.membership_id else None


def _readable(actor: Actor, task_id: UUID) -> Task:
    if not visible(actor, Task.objects.filter(pk=task_id)).exists():
        raise NotFound(_NO_TASK)
    return _locked(task_id)


def _locked(task_id: UUID) -> Task:
    task: Task | None = Task.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if task is None:
        raise NotFound(_NO_TASK)
    return task


_NO_TASK = "Cette tâche n’existe pas ou plus."


def _facts(task: Task) -> TaskFacts:
    return TaskFacts(
        status=TaskStatus(task.status),
        requester=str(task.requester_id or ""),
        owner=str(task.owner_id) if task.owner_id else None,
        due=Due(task.due_on, task.due_before) if task.due_on else None,
        snoozed_until=task.snoozed_until,
    )


def _doer(actor: Actor, me: Member | None) -> Doer:
    return Doer(id=str(me.pk) if me else "", is_doctor=actor.role == Role.DOCTOR or actor.is_system)


def _rule_move(move: TaskMove) -> Move:
    try:
        action = TaskAction(move.action)
    except ValueError as error:
        raise Invalid("Cette action n’existe pas\u202f: rechargez la page.", code="action_unknown") from error
    return Move(action=action, to=str(move.to_id) if move.to_id else None, until=move.until, reason=move.words)


def _column(name: str) -> str:
    return "owner_id" if name == "owner" else name


def _plain(value: object) -> str | None:
    return None if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _revived(name: str, value: str | None) -> object:
    reader = _READERS.get(name, str)
    return None if value is None else reader(value)


_READERS: dict[str, Callable[[str], object]] = {
    "owner": UUID,
    "snoozed_until": date.fromisoformat,
    "closed_at": datetime.fromisoformat,
}


def _remember(
    actor: Actor,
    me: Member | None,
    task: Task,
    action: str,
    move: TaskMove,
    previous: dict[str, str | None] | None = None,
) -> None:
    TaskEvent.objects.create(
        task=task,
        action=action,
        by=me,
        by_name=actor.display_name,
        to_id=move.to_id,
        until=move.until,
        words=move.words.strip(),
        previous=previous or {},
    )
