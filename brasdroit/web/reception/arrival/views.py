"""Views of the arrival: parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.selectors import doctors
from brasdroit.reception.waiting_room import services
from brasdroit.reception.waiting_room.selectors.arrival import (
    ArrivalFile,
    arrival_of,
    arrival_without_booking,
    arrivals,
)
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.web.http import ActorRequest
from brasdroit.web.pathway.prevention.reminders import due_now
from brasdroit.web.reception.arrival.forms import ArrivalForm, WalkInForm
from brasdroit.web.reception.arrival.pages import arrival_view, identities, initial
from brasdroit.web.ui.forms import add_domain_errors

QUERY_MAX = 200


@require_GET
def find(request: ActorRequest) -> HttpResponse:
    """Who arrives: those expected, filtered by what is typed or scanned."""
    query = request.GET.get("q", "")[:QUERY_MAX]
    found = arrivals(request.actor, query, timezone.localtime())
    context = {"found": found, "query": query, "urgent": request.GET.get("urgence") == "1"}
    return render(request, "reception/arrival/find.html", context)


@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """One page for everything that is checked when somebody with an appointment arrives, or to correct it later."""
    now = timezone.localtime()
    found = arrival_of(request.actor, encounter_id, now)
    pieces = [piece.code for piece in found.pieces]
    form = ArrivalForm(request.POST or None, initial=initial(found), identities=identities(found, now), pieces=pieces)
    if request.method == "POST" and form.is_valid() and _tried(form, lambda: _save(request, found, form)):
        return redirect("day")
    return _page(request, found, form)


def _save(request: ActorRequest, found: ArrivalFile, form: ArrivalForm) -> None:
    actor, encounter_id = request.actor, found.encounter.pk if found.encounter else new_id()
    if found.check_in is None or arrival_view(found).expected:
        row = services.check_in(actor=actor, encounter_id=encounter_id, sheet=form.sheet())
        messages.success(request, f"Installé en salle d’attente, numéro d’appel {row.call_number}.")
        return
    version = form.cleaned_data["version"] or found.check_in.version
    services.correct_check_in(actor=actor, encounter_id=encounter_id, sheet=form.sheet(), version=version)
    messages.success(request, "Feuille d’arrivée corrigée.")


@require_http_methods(["GET", "POST"])
def walk_in(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The same page for somebody without an appointment, or for an emergency."""
    now = timezone.localtime()
    found = arrival_without_booking(request.actor, patient_id, now)
    start = {**initial(found), "id": new_id(), "emergency": request.GET.get("urgence") == "1"}
    form = WalkInForm(
        request.POST or None,
        initial=start,
        identities=identities(found, now),
        pieces=[piece.code for piece in found.pieces],
        doctors=[(str(row.pk), row.display_name) for row in doctors(now.date())],
    )
    if request.method == "POST" and form.is_valid() and _tried(form, lambda: _save_walk_in(request, patient_id, form)):
        return redirect("day")
    return _page(request, found, form)


def _save_walk_in(request: ActorRequest, patient_id: UUID, form: WalkInForm) -> None:
    row = services.check_in_walk_in(actor=request.actor, walk_in=form.walk_in(patient_id), sheet=form.sheet())
    messages.success(request, f"Installé en salle d’attente, numéro d’appel {row.call_number}.")


def _tried(form: ArrivalForm, save: Callable[[], None]) -> bool:
    """Save, or show beside the fields why not; what was typed stays."""
    try:
        save()
    except Invalid as error:
        add_domain_errors(form, error)
    except (Conflict, Forbidden) as error:
        form.add_error(None, error.message)
    return not form.errors


def _page(request: ActorRequest, found: ArrivalFile, form: ArrivalForm) -> HttpResponse:
    context: dict[str, Any] = {
        "page": arrival_view(found),
        "form": form,
        "patient": found.patient,
        "banner": patient_banner(request.actor, found.patient.pk),
        "walk_in": isinstance(form, WalkInForm),
        "due_now": due_now(request.actor, found.patient.pk),
    }
    return render(request, "reception/arrival/check.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """The patient is not here after all."""
    services.undo_check_in(actor=request.actor, encounter_id=encounter_id)
    messages.success(request, "Arrivée annulée.")
    return redirect("day")


@require_POST
def leave(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """The patient left without being seen: the reason is asked."""
    reason = request.POST.get("reason", "").strip()[:300]
    try:
        services.move_visit(
            actor=request.actor,
            encounter_id=encounter_id,
            to=EncounterStatus.LEFT_WITHOUT_BEING_SEEN,
            reason=reason,
        )
    except Invalid as error:
        messages.error(request, error.message)
        return redirect(reverse("arrival_check", args=[encounter_id]))
    messages.success(request, "Départ noté.")
    return redirect("day")
