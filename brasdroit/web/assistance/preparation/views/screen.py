"""The list of the day and the assistant's single screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brasdroit.assistance.preparation import services
from brasdroit.assistance.preparation.permissions import READ
from brasdroit.assistance.preparation.selectors import Situation, dialogue, situation
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import require
from brasdroit.record.encounters.selectors import day_encounters
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.web.assistance.preparation import answers, pages, words
from brasdroit.web.assistance.preparation.sheet import SESSION_DEVICES, sheet
from brasdroit.web.http import ActorRequest
from brasdroit.web.ui.notices import notice

ASIDE_REASONS = ("refus du patient", "appareil en panne", "inutile aujourd’hui")


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """Today's patients, those to prepare first."""
    require(request.actor, READ)
    found = day_encounters(request.actor, timezone.localdate())
    context = {
        "now_lines": pages.day_lines(found, pages.TO_PREPARE),
        "next_lines": pages.day_lines(found, pages.NEXT),
        "later_lines": pages.day_lines(found, pages.LATER),
        "is_doctor": request.actor.role == "doctor",
    }
    return render(request, "assistance/list.html", context)


@require_POST
def begin(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Take the patient in preparation, and go to the sheet."""
    services.begin_preparation(actor=request.actor, encounter_id=encounter_id)
    return redirect("preparation_sheet", encounter_id)


@require_GET
def show(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """The single screen, at the step of the address."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    step = pages.step_asked(request.GET.get("etape", ""), found)
    return render(request, "assistance/sheet/page.html", screen(request, found, step))


def screen(request: ActorRequest, found: Situation, step: str, **more: Any) -> dict[str, Any]:
    """What every part of the screen shows."""
    today = timezone.localdate()
    following = pages.following(step, found)
    base = reverse("preparation_sheet", args=[found.encounter.pk])
    return {
        "found": found,
        "encounter": found.encounter,
        "preparation": found.preparation or pages.NotBegun(),
        "banner": patient_banner(request.actor, found.encounter.patient_id, traced=False),
        "step": step,
        "steps": pages.steps(found, step),
        "next_href": f"{base}?etape={following}",
        "view": pages.for_doctor(found, today),
        "sheet": sheet(found, request.session.get(SESSION_DEVICES, {}), today),
        "parts": pages.parts(found),
        "questions": questions(found, more.get("errors", {})),
        "dialogue": dialogue(found.preparation) if step == pages.HAND_OVER else [],
        "with_assistant": found.encounter.status == EncounterStatus.WITH_ASSISTANT,
        "may_begin": found.encounter.status in (EncounterStatus.ARRIVED, EncounterStatus.WAITING),
        "ready": found.encounter.status == EncounterStatus.READY_FOR_DOCTOR,
        "new_id": new_id,
        "arms": words.ARMS,
        "positions": words.POSITIONS,
        "aside_reasons": ASIDE_REASONS,
        **more,
    }


def questions(found: Situation, errors: dict[str, str]) -> list[answers.Field]:
    """The questions of this encounter with their answers."""
    return answers.fields(found.asked.questionnaire, found.answers, errors) if found.asked else []


@require_GET
def preview(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """« Ce que verra le Dr … », refreshed when something changes elsewhere."""
    found = situation(request.actor, encounter_id, timezone.localdate())
    context = {"view": pages.for_doctor(found, timezone.localdate()), "found": found, "encounter": found.encounter}
    return render(request, "assistance/sheet/for_doctor.html", context)


@require_POST
def hand_over(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """« Prêt pour le Dr … »."""
    version = request.POST.get("version", "")
    services.hand_over(
        actor=request.actor,
        encounter_id=encounter_id,
        message=request.POST.get("message", ""),
        version=int(version) if version.isdigit() else None,
    )
    undo = reverse("preparation_take_back", args=[encounter_id])
    if request.headers.get("HX-Request"):
        response = notice(HttpResponse(status=204), "Le médecin est prévenu.", undo=undo)
        response["HX-Redirect"] = reverse("preparation")
        return response
    messages.success(request, "Le médecin est prévenu.")
    return redirect("preparation")


@require_POST
def take_back(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Go on preparing."""
    services.take_back(actor=request.actor, encounter_id=encounter_id)
    if request.headers.get("HX-Request"):
        return notice(HttpResponse(status=204), "La préparation reprend.")
    return redirect("preparation_sheet", encounter_id)
