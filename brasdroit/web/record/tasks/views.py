"""Views of the tasks: parse, call one service or selector, render."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import DomainError, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.selectors import members
from brasdroit.record.tasks import selectors, services
from brasdroit.record.tasks.selectors import TaskFilter
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.tasks import pages
from brasdroit.web.record.tasks.forms import MoveForm, TaskForm
from brasdroit.web.ui.forms import add_domain_errors
from brasdroit.web.ui.notices import notice, trigger

DONE_WORDS = {
    "take": "Tâche prise.",
    "complete": "Tâche faite.",
    "start": "Tâche commencée.",
    "hand_over": "Tâche transmise.",
    "assign": "Tâche confiée.",
    "snooze": "Tâche reportée.",
    "resume": "Tâche reprise.",
    "refuse": "Tâche refusée.",
    "cancel": "Tâche annulée.",
    "reopen": "Tâche rouverte.",
}


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """The list, filtered."""
    wanted = TaskFilter(
        whose=_one_of(request, "pour", pages.WHOSE),
        state=_one_of(request, "etat", pages.STATES),
        words=request.GET.get("q", "")[:100],
    )
    page = pages.listing(request.actor, wanted, timezone.localtime())
    quick = TaskForm(initial={"id": new_id()}, people=[])
    return render(request, "record/tasks/list.html", {"page": page, "quick": quick})


def _one_of(request: ActorRequest, name: str, allowed: tuple[tuple[str, str], ...]) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in {code for code, _ in allowed} else allowed[0][0]


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """Ask for a task."""
    start = {"id": new_id(), "patient": request.GET.get("patient") or None}
    form = TaskForm(request.POST or None, initial=start, people=_people(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.create_task(actor=request.actor, request=form.request())
        except Invalid as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Tâche ajoutée.")
            return redirect("tasks")
    return _form_page(request, form, "Nouvelle tâche", reverse("tasks"))


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Change what is asked."""
    task = selectors.task(request.actor, task_id, traced=request.method == "GET")
    names = ("title", "reason", "due_on", "due_before", "urgent", "version")
    start = {**{name: getattr(task, name) for name in names}, "owner": str(task.owner_id or "")}
    start["patient"] = task.patient_id
    form = TaskForm(request.POST or None, initial=start, people=_people(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_task(
                actor=request.actor,
                task_id=task_id,
                request=form.request(),
                version=form.cleaned_data["version"] or task.version,
            )
        except DomainError as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Tâche modifiée.")
            return redirect("task", task_id)
    return _form_page(request, form, "Modifier la tâche", reverse("task", args=[task_id]), editing=True)


def _form_page(request: ActorRequest, form: TaskForm, title: str, back: str, *, editing: bool = False) -> HttpResponse:
    patient = pages.patient_choice(request.actor, form["patient"].value())
    context = {"form": form, "title": title, "back": back, "editing": editing, "patient": patient}
    return render(request, "record/tasks/form.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
def detail(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """One task with its history and its moves."""
    actor = request.actor
    task = selectors.task(actor, task_id)
    context = {
        "task": pages.row(task, actor, timezone.localtime()),
        "record": task,
        "history": pages.history(selectors.history(actor, task_id)),
        "people": _people(request),
    }
    return render(request, "record/tasks/detail.html", context)


@require_POST
def move(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Move a task; answers nothing to htmx but a notice, and the list refreshes by itself."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        raise Invalid(str(first))
    asked = form.move()
    services.move_task(actor=request.actor, task_id=task_id, move=asked)
    return _moved(request, task_id, DONE_WORDS[asked.action], undo=reverse("task_undo", args=[task_id]))


@require_POST
def undo(request: ActorRequest, task_id: UUID) -> HttpResponse:
    """Take back one's last move."""
    services.undo_last_move(actor=request.actor, task_id=task_id)
    return _moved(request, task_id, "Retour en arrière fait.", undo="")


def _moved(request: ActorRequest, task_id: UUID, words: str, *, undo: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return trigger(notice(HttpResponse(status=204), words, undo=undo), "tasks-changed")
    messages.success(request, words)
    return redirect(_after_move(request, task_id))


def _after_move(request: ActorRequest, task_id: UUID) -> str:
    try:
        selectors.task(request.actor, task_id, traced=False)
    except NotFound:  # handed over to somebody by a role that reads only its own
        return reverse("tasks")
    return reverse("task", args=[task_id])


def _people(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(one.pk), one.display_name) for one in members(on=timezone.localdate())]
