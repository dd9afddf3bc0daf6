"""The moves of a task and its due date in French words (FHIR R4 Task; issue 2, section 5)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from brasdroit.record.tasks.types import (
    Doer,
    Due,
    DueWording,
    Move,
    MoveAnswer,
    Task,
    TaskAction,
    TaskChip,
    TaskSource,
    TaskStatus,
)

_A, _S = TaskAction, TaskStatus
OPEN = frozenset({_S.REQUESTED, _S.ACCEPTED, _S.IN_PROGRESS, _S.ON_HOLD})
"""Statuses in which something remains to be done."""

_ALLOWED_FROM: dict[TaskAction, frozenset[TaskStatus]] = {
    _A.ASSIGN: OPEN,
    _A.TAKE: frozenset({_S.REQUESTED}),
    _A.START: frozenset({_S.REQUESTED, _S.ACCEPTED, _S.ON_HOLD}),
    _A.HAND_OVER: OPEN,
    _A.SNOOZE: OPEN,
    _A.RESUME: frozenset({_S.ON_HOLD}),
    _A.COMPLETE: OPEN,
    _A.REFUSE: frozenset({_S.REQUESTED, _S.ACCEPTED, _S.ON_HOLD}),
    _A.CANCEL: OPEN,
    _A.REOPEN: frozenset(_S) - OPEN,
}
_RESULT = {
    _A.ASSIGN: _S.REQUESTED,
    _A.TAKE: _S.ACCEPTED,
    _A.START: _S.IN_PROGRESS,
    _A.HAND_OVER: _S.REQUESTED,
    _A.SNOOZE: _S.ON_HOLD,
    _A.RESUME: _S.ACCEPTED,
    _A.COMPLETE: _S.COMPLETED,
    _A.REFUSE: _S.REJECTED,
    _A.CANCEL: _S.CANCELLED,
    _A.REOPEN: _S.REQUESTED,
}
_CHIPS = {
    _S.REQUESTED: TaskChip("inbox", "À faire", "wait"),
    _S.ACCEPTED: TaskChip("thumbs-up", "Prise", "accent"),
    _S.IN_PROGRESS: TaskChip("circle-play", "En cours", "accent"),
    _S.ON_HOLD: TaskChip("circle-pause", "Reportée", "info"),
    _S.COMPLETED: TaskChip("circle-check", "Faite", "ok"),
    _S.REJECTED: TaskChip("circle-x", "Refusée", "alert"),
    _S.CANCELLED: TaskChip("ban", "Annulée", "info"),
}
_SOURCES = {
    TaskSource.DOCTOR: "demande du médecin",
    TaskSource.CLOSING: "fin de consultation",
    TaskSource.TELEPHONE: "appel téléphonique",
    TaskSource.AGENDA: "agenda",
    TaskSource.PREVENTION: "prévention",
    TaskSource.MEASUREMENT: "mesure au-delà d’un seuil",
    TaskSource.DATA_QUALITY: "dossier à compléter",
    TaskSource.CERTIFICATION: "échéance de qualification",
    TaskSource.COLLEAGUE: "demande d’un collègue",
}
_SOURCE = "FHIR R4 Task"
_TAKES_OWNERSHIP = frozenset({_A.TAKE, _A.START, _A.COMPLETE, _A.RESUME})
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def chip(status: TaskStatus) -> TaskChip:
    """How a status is shown."""
    return _CHIPS[status]


def source_in_french(source: TaskSource) -> str:
    """Where a task comes from, in words."""
    return _SOURCES[source]


def effective_status(task: Task, on: date) -> TaskStatus:
    """The status on a day: a snoozed task comes back as accepted (or requested without owner) on its day."""
    if task.status is not _S.ON_HOLD or task.snoozed_until is None or task.snoozed_until > on:
        return task.status
    return _S.ACCEPTED if task.owner else _S.REQUESTED


def check_move(task: Task, doer: Doer, move: Move, on: date) -> MoveAnswer:
    """Whether `doer` may make `move` on day `on`, with the resulting status and owner."""
    for check in (_check_status, _check_person, _check_needs):
        if problem := check(task, doer, move, on):
            return problem
    owner = _new_owner(task, doer, move)
    return MoveAnswer(allowed=True, code=move.action.value, explanation="", status=_RESULT[move.action], owner=owner)


def _check_status(task: Task, doer: Doer, move: Move, on: date) -> MoveAnswer | None:
    status = effective_status(task, on)
    if status in _ALLOWED_FROM[move.action]:
        return None
    return _no("status_not_allowed", f"Cette tâche est « {chip(status).word} » : rechargez la page pour voir la suite.")


def _check_person(task: Task, doer: Doer, move: Move, on: date) -> MoveAnswer | None:
    mine = task.owner in {None, doer.id}
    asked = task.requester == doer.id
    if move.action in {_A.ASSIGN, _A.REOPEN}:
        allowed = mine or asked or doer.is_doctor
    elif move.action is _A.CANCEL:
        allowed = asked or doer.is_doctor
    else:
        allowed = mine
    if allowed:
        return None
    if move.action is _A.CANCEL:
        return _no(
            "not_requester",
            "Seuls le demandeur et le médecin annulent une tâche. Vous pouvez la refuser avec un motif.",
        )
    return _no("not_owner", "Cette tâche est confiée à une autre personne. Demandez-lui de vous la passer.")


def _check_needs(task: Task, doer: Doer, move: Move, on: date) -> MoveAnswer | None:
    if move.action in {_A.ASSIGN, _A.HAND_OVER} and not move.to:
        return _no("recipient_missing", "Indiquez à qui vous passez la tâche.", "to")
    if move.action is _A.HAND_OVER and move.to == doer.id:
        return _no("recipient_is_owner", "La tâche est déjà à vous : choisissez une autre personne.")
    if move.action in {_A.REFUSE, _A.CANCEL} and not move.reason.strip():
        return _no("reason_missing", "Indiquez le motif : le demandeur le lira.", "reason")
    if move.action is _A.SNOOZE:
        return _check_snooze(move, on)
    return None


def _check_snooze(move: Move, on: date) -> MoveAnswer | None:
    if move.until is None:
        return _no("day_missing", "Indiquez le jour où la tâche doit revenir.", "until")
    if move.until <= on:
        return _no("day_past", "Choisissez un jour à venir : la tâche doit revenir plus tard.")
    return None


def snooze_warning(task: Task, until: date) -> str:
    """A sentence when the task would come back after its due day, else an empty text; it does not block."""
    if task.due is None or until <= task.due.day:
        return ""
    return f"La tâche reviendra après son échéance, le {task.due.day:%d/%m/%Y}."


def _new_owner(task: Task, doer: Doer, move: Move) -> str | None:
    if move.action in {_A.ASSIGN, _A.HAND_OVER}:
        return move.to
    return doer.id if move.action in _TAKES_OWNERSHIP else task.owner


def _no(code: str, text: str, *missing: str) -> MoveAnswer:
    return MoveAnswer(allowed=False, code=code, explanation=text, sources=(_SOURCE,), missing=missing)


def due_in_french(due: Due | None, now: datetime) -> DueWording:
    """The due date seen from `now`, in the practice's local time; a due hour itself is still on time.

    Labels: « en retard … », « avant 10 h », « aujourd’hui », « demain », « cette semaine », « la semaine prochaine »,
    « le 12/01/2027 », « sans échéance ».
    """
    if due is None:
        return DueWording("sans échéance", "", late=False, rank=6)
    days = (due.day - now.date()).days
    for applies, label, rank in _WORDINGS:
        if applies(due, now):
            return DueWording(label(due, days), _long_day(due), late=rank == 0, rank=rank)
    return DueWording(f"le {due.day:%d/%m/%Y}", _long_day(due), late=False, rank=5)


def _is_late(due: Due, now: datetime) -> bool:
    hour_gone = due.before is not None and now.time().replace(second=0, microsecond=0, tzinfo=None) > due.before
    return due.day < now.date() or (due.day == now.date() and hour_gone)


def _late_label(due: Due, days: int) -> str:
    if days == 0:
        return f"en retard ({_before(due)})"
    return "en retard depuis hier" if days == -1 else f"en retard de {-days} jours"


def _before(due: Due) -> str:
    return f"avant {_hour(due.before)}" if due.before is not None else ""


def _hour(at: time) -> str:
    return f"{at.hour} h" if at.minute == 0 else f"{at.hour}:{at.minute:02d}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _same_week(due: Due, now: datetime) -> bool:
    return _monday(due.day) == _monday(now.date())


def _next_week(due: Due, now: datetime) -> bool:
    return _monday(due.day) == _monday(now.date()) + timedelta(days=7)


def _long_day(due: Due) -> str:
    text = f"{_DAYS[due.day.weekday()]} {due.day.day} {_MONTHS[due.day.month - 1]}"
    return f"{text}, {_before(due)}" if due.before is not None else text


_Applies = Callable[[Due, datetime], bool]
_Label = Callable[[Due, int], str]
_WORDINGS: tuple[tuple[_Applies, _Label, int], ...] = (
    (_is_late, _late_label, 0),
    (lambda due, now: due.day == now.date(), lambda due, _: _before(due) or "aujourd’hui", 1),
    (lambda due, now: due.day == now.date() + timedelta(days=1), lambda due, _: f"demain {_before(due)}".strip(), 2),
    (_same_week, lambda _, __: "cette semaine", 3),
    (_next_week, lambda _, __: "la semaine prochaine", 4),
)
