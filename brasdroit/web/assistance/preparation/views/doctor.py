"""The doctor's sheet: everything collected, then what follows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from brasdroit.assistance.measurements.selectors import awaits_review, observation_history
from brasdroit.assistance.preparation import services
from brasdroit.assistance.preparation.permissions import CONSULT
from brasdroit.assistance.preparation.selectors import Situation, dialogue, earlier_comments, situation
from brasdroit.foundation.errors import Conflict, DomainError, Invalid
from brasdroit.foundation.permissions import may, require
from brasdroit.practice.members.selectors import members
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.selectors import patient_encounters
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.record.tasks.selectors import tasks_of_encounter
from brasdroit.web.assistance.preparation import pages, words
from brasdroit.web.assistance.preparation.closing import closing_lines, closing_requests
from brasdroit.web.http import ActorRequest

_EARLIER = 6
_DIALOGUE = {
    "handed_over": ("a remis le patient", "clipboard-check"),
    "asked": ("a demandé un complément", "message-circle-question-mark"),
    "acknowledged": ("a pris connaissance", "eye"),
    "commented": ("a noté un commentaire", "pencil"),
}


@require_GET
def show(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """The sheet of one encounter."""
    return _page(request, encounter_id)


def _page(request: ActorRequest, encounter_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    require(request.actor, CONSULT)
    # Taken before the reading: what comes while the page is drawn is newer than what it shows.
    seen_until = timezone.now().isoformat()
    found = situation(request.actor, encounter_id, timezone.localdate())
    context = {**_context(request, found), "seen_until": seen_until, **more}
    return render(request, "assistance/doctor/page.html", context, status=status)


def _seen_until(request: ActorRequest) -> datetime | None:
    """When the page that is answered was drawn; None for a caller that shows no page. Invalid when unreadable."""
    text = request.POST.get("seen_until")
    if text is None:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise Invalid("Rechargez la page, puis recommencez.", code="moment_unreadable")
    return moment


def _context(request: ActorRequest, found: Situation) -> dict[str, Any]:
    encounter, today = found.encounter, timezone.localdate()
    status = EncounterStatus(encounter.status)
    earlier = [
        one
        for one in patient_encounters(request.actor, encounter.patient_id, limit=_EARLIER + 1)
        if one.pk != encounter.pk
    ]
    return {
        "found": found,
        "encounter": encounter,
        "preparation": found.preparation or pages.NotBegun(),
        "comment": request.POST.get("comment") or (found.preparation.comment if found.preparation else ""),
        "asked": request.POST.get("request", ""),
        "banner": patient_banner(request.actor, encounter.patient_id, traced=False),
        "view": pages.for_doctor(found, today),
        "alerts": [(alert, _measure(found, alert), words.read_by_doctor(alert.text)) for alert in found.alerts],
        "to_review": sum(1 for row in found.taken for one in row.here if awaits_review(one)),
        "rows": found.taken,
        "before": found.before,
        "earlier": [(one, chip(EncounterStatus(one.status))) for one in earlier[:_EARLIER]],
        "comments": earlier_comments(request.actor, encounter.patient_id, encounter.pk),
        "trail": [(_DIALOGUE[one.kind], one) for one in dialogue(found.preparation) if one.kind in _DIALOGUE],
        "history": [(words.value_text(row), row) for row in observation_history(request.actor, encounter.pk)],
        "with_me": status == EncounterStatus.WITH_DOCTOR,
        "may_take": status
        in (
            EncounterStatus.READY_FOR_DOCTOR,
            EncounterStatus.WITH_ASSISTANT,
            EncounterStatus.WAITING,
            EncounterStatus.ARRIVED,
        ),
        "may_ask": status in (EncounterStatus.READY_FOR_DOCTOR, EncounterStatus.WITH_DOCTOR),
        "over": status in (EncounterStatus.LEAVING, EncounterStatus.FINISHED),
        "closing_lines": closing_lines(request.POST),
        "people": [(str(one.pk), one.display_name) for one in members(on=today) if one.role != "doctor"],
        "owner": request.POST.get("owner", str(encounter.assistant_id or "")),
        "tasks": tasks_of_encounter(encounter.pk),
        "errors": pages.sentences(),
        "may_limits": may(request.actor, CONSULT),
    }


def _measure(found: Situation, alert: Any) -> str:
    row = next((one for one in found.rows if one.code == alert.observation.code), None)
    label = row.label if row else "IMC"
    unit = row.measure.unit if row else "kg/m²"
    about = words.circumstances(alert.observation)
    text = f"{label}{words.THIN}: {words.with_unit(alert.observation, unit)}"
    return f"{text} ({about})" if about else text


@require_POST
def acknowledge(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """« Vu »."""
    try:
        services.acknowledge(actor=request.actor, encounter_id=encounter_id, seen_until=_seen_until(request))
    except Conflict as error:
        messages.error(request, error.message)
        return _page(request, encounter_id, 409)
    messages.success(request, "Tout est noté comme vu.")
    return redirect("consultation", encounter_id)


@require_POST
def take(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """« Avec moi »."""
    services.take_patient(actor=request.actor, encounter_id=encounter_id)
    return redirect("consultation", encounter_id)


@require_POST
def comment(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """The doctor's words; saved while he writes."""
    try:
        services.comment(
            actor=request.actor,
            encounter_id=encounter_id,
            text=request.POST.get("comment", ""),
            version=pages.version_shown(request.POST.get("version", "")),
        )
    except DomainError as error:
        return _page(request, encounter_id, 422, errors=pages.sentences({"comment": [error.message]}))
    messages.success(request, "Commentaire enregistré.")
    return redirect("consultation", encounter_id)


@require_POST
def ask(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Give the patient back to the assistant with a request."""
    try:
        services.ask_more(actor=request.actor, encounter_id=encounter_id, request=request.POST.get("request", ""))
    except Invalid as error:
        return _page(
            request,
            encounter_id,
            422,
            errors=pages.sentences({"request": error.fields.get("request", [error.message])}),
        )
    messages.success(request, "La demande est partie.")
    return redirect("consultation", encounter_id)


@require_POST
def close(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """End the consultation and give what follows to the team."""
    try:
        asked = closing_requests(request.POST, timezone.localdate())
        services.close_consultation(
            actor=request.actor,
            encounter_id=encounter_id,
            requests=asked,
            gone=request.POST.get("gone") == "1",
            seen_until=_seen_until(request),
        )
    except Conflict as error:
        return _page(request, encounter_id, 409, errors=pages.sentences({"closing": [error.message]}))
    except Invalid as error:
        lines = closing_lines(request.POST, error.fields)
        errors = pages.sentences({"closing": [error.message]})
        return _page(request, encounter_id, 422, errors=errors, closing_lines=lines)
    count = len(asked)
    said = f" {count} tâche{'s' if count > 1 else ''} transmise{'s' if count > 1 else ''}." if count else ""
    messages.success(request, f"Consultation terminée.{said}")
    return redirect(reverse("preparation"))
