"""One appointment: looked at, moved, given up, taken back, confirmed on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.clock.formats import clock_time, datetime_in_words, numeric_datetime
from brasdroit.foundation.errors import Conflict, DomainError, Invalid, NotFound
from brasdroit.foundation.printing import render_pdf
from brasdroit.reception.agenda import selectors, services
from brasdroit.reception.agenda.rules import confirmation
from brasdroit.reception.agenda.types import FreeSlot
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda import pages
from brasdroit.web.reception.agenda.addresses import minutes_of, moment_of, uuid_of
from brasdroit.web.reception.agenda.forms import CancelForm
from brasdroit.web.reception.agenda.proposals import choices_of
from brasdroit.web.ui.formats import the_doctor
from brasdroit.web.ui.forms import add_domain_errors

_NEXT = " Prochaines places\u202f:"
TEMPLATE = Path(__file__).resolve().parents[3] / "templates/reception/agenda/confirmation.typ"


@require_GET
def detail(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """One appointment with its history."""
    card = selectors.appointment_detail(request.actor, appointment_id)
    context = {
        "card": card, "place": pages.PLACES[card.kind.place], "state": chip(EncounterStatus(card.visit)),
        "moves": selectors.moves_of(request.actor, appointment_id), "rights": pages.rights_of(request.actor),
        "missed": selectors.missed_of(request.actor, card.patient_id), "late": card.start <= timezone.now(),
        "sentence": f"{_when(card.start).capitalize()}, {card.practitioner}, {card.kind.name}.", "back": f"{reverse('agenda')}?jour={card.start:%Y-%m-%d}",
    }  # fmt: skip
    return render(request, "reception/agenda/appointment.html", context)


@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Move an appointment: a page that proposes slots, and what the grid posts after a drag."""
    card = selectors.appointment_detail(request.actor, appointment_id)
    if request.method == "GET":
        return _move_page(request, card)
    change = _change(request, card)
    if request.headers.get("Accept", "").startswith("application/json"):
        try:
            moved = services.move(actor=request.actor, change=change)
        except Conflict as error:
            return _refused_drop(card, error)
        undo = reverse("appointment_undo_move", args=[appointment_id])
        return JsonResponse({"version": moved.version, "text": f"{card.patient}, {_when(moved.start)}.", "undo": undo})
    try:
        moved = services.move(actor=request.actor, change=change)
    except (Conflict, Invalid) as error:
        return _move_page(request, card, error)
    messages.success(request, f"Rendez-vous déplacé au {_when(moved.start)}.")
    return redirect("appointment", appointment_id)


def _refused_drop(card: selectors.Card, error: Conflict) -> JsonResponse:
    """Why the grid's card goes back, and the places free instead: each leads to the page that moves it there."""
    address = reverse("appointment_move", args=[card.id])
    starts = [timezone.localtime(each.start) for each in error.alternatives if isinstance(each, FreeSlot)]
    places = [
        {
            "label": pages.slot_label(start),
            "href": f"{address}?{urlencode({'quand': f'le {numeric_datetime(start)}'})}",
        }
        for start in starts
    ]
    said = f"{error.message.partition(_NEXT)[0]}{_NEXT}" if places else error.message
    return JsonResponse({"code": error.code, "message": said, "places": places}, status=409)


@require_POST
def undo_move(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Put an appointment back where it was before its last change."""
    former = selectors.moves_of(request.actor, appointment_id)
    if not former:
        raise NotFound("Ce rendez-vous n’a pas été déplacé.")
    last = former[-1]
    services.move(
        actor=request.actor,
        change=services.Change(
            appointment_id, last.start, last.minutes, last.practitioner_id, last.room_id, "Retour à l’horaire précédent"
        ),
    )
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Give an appointment up, with the reason."""
    card = selectors.appointment_detail(request.actor, appointment_id)
    form = CancelForm(request.POST or None, initial={"version": card.version})
    if request.method == "POST" and form.is_valid():
        try:
            _cancelled(request, card, form)
        except (Conflict, Invalid) as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Rendez-vous annulé. La place est proposée à la liste d’attente.")
            return redirect("appointment", appointment_id)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "reception/agenda/cancel.html",
        {"card": card, "form": form, "sentence": _sentence(card)},
        status=status,
    )


@require_POST
def restore(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Take a cancellation or an absence back."""
    services.restore(actor=request.actor, appointment_id=appointment_id)
    messages.success(request, "Rendez-vous rétabli.")
    return redirect("appointment", appointment_id)


@require_POST
def no_show(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """Note that the patient did not come."""
    services.mark_no_show(actor=request.actor, appointment_id=appointment_id)
    messages.success(request, "Absence notée.")
    return redirect("appointment", appointment_id)


@require_GET
def confirmation_page(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """What is told or handed to the patient."""
    found = selectors.confirmation_of(request.actor, appointment_id)
    return render(
        request,
        "reception/agenda/confirmation.html",
        {"found": found, "text": _text(found), "sentence": _sentence(found.card)},
    )


@require_GET
def confirmation_pdf(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """The same on paper."""
    found = selectors.confirmation_of(request.actor, appointment_id)
    response = HttpResponse(render_pdf(TEMPLATE, _printed(found)), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="rendez-vous.pdf"'
    return response


@require_GET
def confirmation_ics(request: ActorRequest, appointment_id: UUID) -> HttpResponse:
    """The same for the patient's calendar."""
    found = selectors.confirmation_of(request.actor, appointment_id)
    response = HttpResponse(confirmation(found.notice, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response


def _cancelled(request: ActorRequest, card: selectors.Card, form: CancelForm) -> None:
    asked = form.cancellation(card.id)
    if card.series_id and form.cleaned_data["whole"]:
        services.cancel_series(actor=request.actor, series_id=card.series_id, reason=asked.reason, by=asked.by)
    else:
        services.cancel(actor=request.actor, cancellation=asked)


def _change(request: ActorRequest, card: selectors.Card) -> services.Change:
    parts = [*request.POST.get("slot", "").split("|"), "", ""][:3]
    zone = selectors.setup_of(request.actor).zone
    start = moment_of(request.POST.get("start", "") or parts[1], zone)
    if start is None:
        raise Invalid(
            "Cet horaire n’est pas lisible\u202f: choisissez-en un autre.", fields={"slot": ["Choisissez une place."]}
        )
    version = request.POST.get("version", "")
    return services.Change(
        card.id, start, minutes_of(request.POST.get("minutes", "")),
        uuid_of(request.POST.get("practitioner", "") or parts[0]), uuid_of(request.POST.get("room", "") or parts[2]),
        request.POST.get("reason", ""), bool(request.POST.get("overbook")), int(version) if version.isdecimal() else None,
    )  # fmt: skip


def _move_page(request: ActorRequest, card: selectors.Card, error: DomainError | None = None) -> HttpResponse:
    phrase = (request.POST if request.method == "POST" else request.GET).get("quand", "")[:300]
    answer = selectors.find_slots(
        request.actor,
        phrase,
        type_id=card.kind.id,
        practitioner_ids=[card.practitioner_id],
        first_day=card.start.date(),
    )
    context: dict[str, Any] = {
        "card": card, "answer": answer, "choices": choices_of(answer), "phrase": phrase, "refusal": error, "sentence": _sentence(card),
    }  # fmt: skip
    return render(request, "reception/agenda/move.html", context, status=409 if error else 200)


def _sentence(card: selectors.Card) -> str:
    return f"{card.patient}, {_when(card.start)}, {card.practitioner}, {card.kind.name}."


def _when(moment: datetime) -> str:
    return datetime_in_words(timezone.localtime(moment), timezone.localdate())


def _text(found: selectors.Confirmation) -> str:
    """The words to say on the telephone or to paste in a message."""
    notice = found.notice
    lines = [
        f"Rendez-vous le {datetime_in_words(notice.start, timezone.localdate())} avec {the_doctor(notice.practitioner)}.",
        f"Adresse\u202f: {notice.address}." if notice.address else "",
        notice.preparation,
        f"À apporter\u202f: {', '.join(notice.documents)}." if notice.documents else "",
        f"Pour déplacer ou annuler\u202f: {notice.phone}." if notice.phone else "",
    ]
    return "\n".join(line for line in lines if line)


def _printed(found: selectors.Confirmation) -> dict[str, Any]:
    notice = found.notice
    return {
        "practice": found.practice, "traits": found.traits, "symbol": found.ins.symbol if found.ins else "",
        "matricule": found.ins.matricule if found.ins else "", "caption": found.ins.caption if found.ins else "",
        "when": datetime_in_words(notice.start, timezone.localdate()).capitalize(), "until": clock_time(notice.end),
        "practitioner": notice.practitioner, "kind": found.card.kind.name, "address": notice.address, "phone": notice.phone,
        "preparation": notice.preparation, "documents": list(notice.documents), "cancelled": notice.cancelled,
    }  # fmt: skip
