"""The patient's words, the answers, the medical file gone through with him."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from brasdroit.assistance.preparation import services
from brasdroit.assistance.preparation.rules import shown_items
from brasdroit.assistance.preparation.selectors import PARTS, situation
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.record.patients.services.clinical import add_clinical_item, edit_clinical_item, state_none
from brasdroit.web.assistance.preparation import answers, pages
from brasdroit.web.assistance.preparation.views.screen import screen
from brasdroit.web.http import ActorRequest
from brasdroit.web.ui.notices import trigger


def _to(encounter_id: UUID, step: str) -> HttpResponse:
    return redirect(f"{reverse('preparation_sheet', args=[encounter_id])}?etape={step}")


@require_POST
def reason(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Why he comes, in his own words."""
    saved = services.save_words(
        actor=request.actor,
        encounter_id=encounter_id,
        words=request.POST.get("words", ""),
        version=pages.version_shown(request.POST.get("version", "")),
    )
    if not request.headers.get("HX-Request"):
        return _to(encounter_id, pages.following("motif", situation(request.actor, encounter_id, timezone.localdate())))
    return trigger(_around(request, encounter_id, "motif"), "words-saved", {"version": saved.version})


@require_POST
def questions(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Keep the answers that can be read; say what is wrong with the others, beside them."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    if found.asked is None:
        raise NotFound
    given, errors = answers.read_answers(found.asked.questionnaire, request.POST, timezone.localdate())
    try:
        services.save_answers(
            actor=request.actor, encounter_id=encounter_id, version_id=found.asked.version_id, answers=given
        )
    except Invalid as error:
        errors |= {name: lines[0] for name, lines in error.fields.items()}
    if not request.headers.get("HX-Request"):
        if errors:
            return render(
                request, "assistance/sheet/page.html", screen(request, found, "questions", errors=errors), status=422
            )
        return _to(encounter_id, pages.following("questions", found))
    shown = [
        item.link_id
        for item in shown_items(found.asked.questionnaire, {k: v for k, v in given.items() if v is not None})
    ]
    return trigger(_around(request, encounter_id, "questions"), "questions-saved", {"shown": shown, "errors": errors})


def _around(request: ActorRequest, encounter_id: UUID, step: str) -> HttpResponse:
    """What surrounds the step: the steps and what the doctor will see."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    return render(request, "assistance/sheet/around.html", screen(request, found, step, oob=True))


@require_POST
def add_line(request: ActorRequest, encounter_id: UUID, part: str) -> HttpResponse:
    """Note an antecedent, an allergy, a treatment, a habit."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    kind = request.POST.get("kind", "")
    if kind not in _kinds(part):
        raise NotFound
    add_clinical_item(
        actor=request.actor,
        patient_id=found.encounter.patient_id,
        item_id=pages.uuid_or_none(request.POST.get("id", "")) or _no_id(),
        kind=kind,
        text=request.POST.get("text", ""),
        since=request.POST.get("since", ""),
        encounter_id=encounter_id,
    )
    return _part(request, encounter_id, part)


def _no_id() -> UUID:
    raise Invalid("Rechargez la page, puis recommencez.", code="id_missing")


@require_POST
def end_line(request: ActorRequest, encounter_id: UUID, part: str, item_id: UUID) -> HttpResponse:
    """Say that a line is over, or was noted by mistake; it stays in the file."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    item = next((one for each in found.clinical for one in each.active if one.pk == item_id), None)
    if item is None:
        raise NotFound
    edit_clinical_item(
        actor=request.actor,
        patient_id=found.encounter.patient_id,
        item_id=item_id,
        text=item.text,
        since=item.since,
        status=request.POST.get("status", "resolved"),
        version=item.version,
        encounter_id=encounter_id,
    )
    return _part(request, encounter_id, part)


@require_POST
def none_of(request: ActorRequest, encounter_id: UUID, part: str, kind: str) -> HttpResponse:
    """The patient was asked, and has none."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    if kind not in _kinds(part):
        raise NotFound
    state_none(actor=request.actor, patient_id=found.encounter.patient_id, kind=kind, encounter_id=encounter_id)
    return _part(request, encounter_id, part)


@require_POST
def reviewed(request: ActorRequest, encounter_id: UUID, part: str) -> HttpResponse:
    """Gone through with the patient."""
    done = request.POST.get("done", "1") == "1"
    services.review_part(actor=request.actor, encounter_id=encounter_id, part=part, done=done)
    return _part(request, encounter_id, part)


def _kinds(part: str) -> tuple[str, ...]:
    return PARTS.get(part, ())


def _part(request: ActorRequest, encounter_id: UUID, key: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return _to(encounter_id, "antecedents")
    found = situation(request.actor, encounter_id, timezone.localdate())
    context = screen(request, found, "antecedents", part=pages.part(found, key), oob=True)
    return render(request, "assistance/sheet/part_answer.html", context)
