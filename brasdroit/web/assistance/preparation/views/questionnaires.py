"""The practice's questionnaires: list, edit a draft beside its preview, publish."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.assistance.measurements.selectors import LABELS
from brasdroit.assistance.preparation import selectors, services
from brasdroit.assistance.preparation.permissions import COLLECT
from brasdroit.assistance.preparation.rules import items_from_json
from brasdroit.assistance.preparation.services import Heading
from brasdroit.assistance.preparation.types import Item, Questionnaire
from brasdroit.foundation.errors import DomainError, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.missions.selectors import entrusted
from brasdroit.reception.agenda.selectors import setup_of
from brasdroit.reference.measurements import Capture, measures
from brasdroit.web.assistance.preparation import answers, editor, pages
from brasdroit.web.http import ActorRequest


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """Every questionnaire."""
    rows = selectors.questionnaires(request.actor)
    context = {
        "rows": [(row, _for_whom(request, row)) for row in rows],
        "entrusted": entrusted(request.actor).may(COLLECT),
    }
    return render(request, "assistance/questionnaires/list.html", context)


def _for_whom(request: ActorRequest, row: selectors.Edited) -> str:
    names = [label for code, label in _types(request) if code in row.questionnaire.service_types]
    return ", ".join(names) or "tous les rendez-vous"


def _types(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in setup_of(request.actor).active_types()]


def _measures() -> list[tuple[str, str]]:
    found = [
        (code, one.label) for code, one in measures(timezone.localdate()).items() if one.capture is not Capture.COMPUTED
    ]
    return [*LABELS.items(), *(pair for pair in found if pair[0] not in {"systolic", "diastolic"})]


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """A new questionnaire: its title, for which appointments."""
    if request.method == "GET":
        selectors.questionnaires(request.actor)
        return _heading_page(request, new_id())
    try:
        wanted = _heading(request, UUID(request.POST.get("id", "")))
    except ValueError as error:
        raise Invalid("Rechargez la page, puis recommencez.", code="id_missing") from error
    try:
        row = services.save_questionnaire(actor=request.actor, heading=wanted)
    except Invalid as error:
        return _heading_page(request, wanted.id, error)
    return redirect("questionnaire", row.pk)


def _heading_page(request: ActorRequest, key: UUID | None, error: Invalid | None = None) -> HttpResponse:
    context = {
        "id": key,
        "typed": pages.typed(request.POST),
        "types": _types(request),
        "measures": _measures(),
        "errors": pages.sentences(error.fields if error else None),
        "chosen_types": request.POST.getlist("type"),
        "chosen_measures": request.POST.getlist("measure"),
    }
    return render(request, "assistance/questionnaires/new.html", context, status=422 if error else 200)


def _heading(request: ActorRequest, key: UUID) -> Heading:
    post = request.POST
    known_types, known_measures = {code for code, _ in _types(request)}, {code for code, _ in _measures()}
    return Heading(
        title=post.get("title", ""),
        service_types=tuple(code for code in post.getlist("type") if code in known_types),
        measures=tuple(code for code in post.getlist("measure") if code in known_measures),
        active=post.get("active", "1") == "1",
        id=key,
    )


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, questionnaire_id: UUID) -> HttpResponse:
    """The draft and its preview; every button saves first."""
    if request.method == "GET":
        return _editor(request, questionnaire_id)
    action = request.POST.get("action", "save")
    items = editor.moved(editor.read_items(request.POST), action)
    if action == "add":
        items.append(editor.blank(len(items)))
    version = request.POST.get("version", "")
    try:
        services.save_items(
            actor=request.actor,
            questionnaire_id=questionnaire_id,
            items=items,
            version=int(version) if version.isdigit() else None,
        )
    except DomainError as error:
        return _editor(request, questionnaire_id, items=items, problems=[error.message], status=409)
    if action == "publish":
        return publish(request, questionnaire_id)
    return redirect("questionnaire", questionnaire_id)


@require_POST
def heading(request: ActorRequest, questionnaire_id: UUID) -> HttpResponse:
    """Title, appointments, measures, still asked or not."""
    version = request.POST.get("version", "")
    try:
        services.save_questionnaire(
            actor=request.actor,
            heading=_heading(request, questionnaire_id),
            version=int(version) if version.isdigit() else 0,
        )
    except DomainError as error:
        return _editor(request, questionnaire_id, problems=[error.message], status=422)
    messages.success(request, "En-tête enregistré.")
    return redirect("questionnaire", questionnaire_id)


@require_POST
def publish(request: ActorRequest, questionnaire_id: UUID) -> HttpResponse:
    """Put the draft in force today."""
    try:
        row = services.publish_draft(actor=request.actor, questionnaire_id=questionnaire_id)
    except Invalid as error:
        return _editor(request, questionnaire_id, problems=error.fields.get("items", [error.message]), status=422)
    messages.success(request, f"Version {row.number} publiée. Elle sera posée dès la prochaine préparation.")
    return redirect("questionnaire", questionnaire_id)


def _editor(
    request: ActorRequest,
    questionnaire_id: UUID,
    *,
    items: list[Item] | None = None,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    found = selectors.questionnaire(request.actor, questionnaire_id)
    shown = found.draft or found.published
    written = items if items is not None else list(items_from_json(shown.items)) if shown else []
    context: dict[str, Any] = {
        "found": found,
        "questionnaire": found.questionnaire,
        "items": [(one, "\n".join(o.label for o in one.options), editor.condition_value(one)) for one in written],
        "version": found.draft.version if found.draft else 0,
        "preview": answers.fields(_preview(found, written), {}, {}),
        "problems": problems or [],
        "kinds": editor.KINDS,
        "operators": editor.OPERATORS,
        "types": _types(request),
        "measures": _measures(),
    }
    return render(request, "assistance/questionnaires/edit.html", context, status=status)


def _preview(found: selectors.Edited, items: list[Item]) -> Questionnaire:
    return Questionnaire("preview", 0, found.questionnaire.title, timezone.localdate(), tuple(items))
