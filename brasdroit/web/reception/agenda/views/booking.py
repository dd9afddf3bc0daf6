"""Booking: the patient, the slots proposed, the appointment given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.errors import Conflict, DomainError, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import require
from brasdroit.reception.agenda import selectors, services
from brasdroit.reception.agenda.permissions import BOOK
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda.addresses import day_of, moment_of, uuid_of
from brasdroit.web.reception.agenda.booking_patient import patient_context
from brasdroit.web.reception.agenda.forms import BookingForm
from brasdroit.web.reception.agenda.proposals import Choice, choices_of, chosen_first
from brasdroit.web.ui.forms import add_domain_errors


@require_GET
def patient_options(request: ActorRequest) -> HttpResponse:
    """The patients that the typed text may mean, as options of a combobox."""
    result = search_patients(request.actor, request.GET.get("q", ""), timezone.localdate())
    return render(request, "reception/agenda/patient_options.html", {"hits": result.hits[:9]})


@require_GET
def slots(request: ActorRequest) -> HttpResponse:
    """The first slots that answer what is asked, as a fragment."""
    answer, choices = _proposed(request, request.GET)
    context = {"answer": answer, "choices": choices}
    return render(request, "reception/agenda/slots.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """The booking page: it proposes slots, and books the one chosen. « Chercher » posts too: no token in an address."""
    require(request.actor, BOOK)
    setup = selectors.setup_of(request.actor)
    if request.method == "GET" or "chercher" in request.POST:
        asked = _with_type(request, request.GET if request.method == "GET" else request.POST)
        return _page(request, BookingForm(initial=_start(asked), setup=setup, role=request.actor.role), asked)
    form = BookingForm(request.POST, setup=setup, role=request.actor.role)
    if form.is_valid():
        try:
            made = _booked(request, form)
        except Conflict as error:
            return _page(request, form, request.POST, refusal=error)
        except DomainError as error:
            add_domain_errors(form, error if isinstance(error, Invalid) else Invalid(error.message))
        else:
            return redirect("appointment_confirmation", made)
    return _page(request, form, request.POST)


def _booked(request: ActorRequest, form: BookingForm) -> UUID:
    """Book once, or the whole series, and say what was done; answers the first appointment."""
    recurrence, booking = form.recurrence(), form.booking()
    if recurrence is None:
        services.book(actor=request.actor, booking=booking)
        messages.success(request, "Rendez-vous pris.")
        return booking.id
    result = services.book_series(actor=request.actor, booking=booking, recurrence=recurrence)
    messages.success(request, f"{len(result.booked)} rendez-vous pris.")
    if result.skipped:
        days = ", ".join(f"{numeric_date(each.day)} ({each.reason})" for each in result.skipped)
        messages.warning(request, f"Jours sautés\u202f: {days}.")
    return booking.id


def _start(asked: QueryDict) -> dict[str, Any]:
    """What the form already holds: a draft keeps its identifier, an address never brings one."""
    given = {name: value for name, value in asked.dict().items() if name != "id"}
    return given | ({"id": uuid_of(asked.get("id", "")) or new_id()} if "chercher" in asked and "id" in asked else {})


def _with_type(request: ActorRequest, asked: QueryDict) -> QueryDict:
    """The same with the first type when none is asked for, so that the slots proposed have its length."""
    kinds = selectors.setup_of(request.actor).active_types(request.actor.role)
    if asked.get("type") or not kinds:
        return asked
    full = asked.copy()
    full["type"] = str(kinds[0].id)
    return full


def _page(request: ActorRequest, form: BookingForm, asked: QueryDict, refusal: Conflict | None = None) -> HttpResponse:
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    answer, choices = _proposed(request, asked)
    context: dict[str, Any] = {
        "form": form, "asked": asked, "refusal": refusal, **patient_context(request, asked.get("patient", "")),
        "answer": answer, "choices": choices, "people_options": [(each.id, each.short_name) for each in form.setup.practitioners.values()],
        "who": asked.get("avec", ""), "phrase": asked.get("quand", ""), "start": asked.get("debut", ""),
    }  # fmt: skip
    return render(request, "reception/agenda/booking.html", context, status=status)


def _proposed(request: ActorRequest, asked: QueryDict) -> tuple[selectors.SlotAnswer, list[Choice]]:
    """What answers the search, and the buttons: the slot clicked on in the agenda comes first."""
    setup = selectors.setup_of(request.actor)
    start, who = moment_of(asked.get("debut", ""), setup.zone), uuid_of(asked.get("avec", ""))
    answer = selectors.find_slots(
        request.actor,
        asked.get("quand", "")[:300],
        type_id=uuid_of(asked.get("type", "")),
        practitioner_ids=[who] if who else [],
        first_day=start.date() if start else day_of(asked.get("jour", ""), timezone.localdate()),
        urgent=bool(asked.get("urgent")),
    )
    found = choices_of(answer)
    return answer, chosen_first(found, setup, who, start) if start and who and not asked.get("quand") else found
