"""The waiting list."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.clock.formats import datetime_in_words
from brasdroit.foundation.errors import Conflict, DomainError, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import require
from brasdroit.reception.agenda import selectors, services
from brasdroit.reception.agenda.permissions import WAITING_LIST
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda import pages
from brasdroit.web.reception.agenda.addresses import moment_of, uuid_of
from brasdroit.web.reception.agenda.booking_patient import patient_context
from brasdroit.web.reception.agenda.forms import WaitingForm
from brasdroit.web.reception.agenda.proposals import choices_of
from brasdroit.web.ui.forms import add_domain_errors


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """Everybody who waits."""
    context = {
        "lines": selectors.waiting_list(request.actor), "rights": pages.rights_of(request.actor),
        "freed": pages.freed_of(request.actor),
    }  # fmt: skip
    return render(request, "reception/agenda/waiting.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """Put a patient on the list."""
    require(request.actor, WAITING_LIST)
    setup = selectors.setup_of(request.actor)
    form = WaitingForm(request.POST or None, initial=request.GET.dict(), setup=setup, role=request.actor.role)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_waiting(actor=request.actor, facts=form.facts())
        except DomainError as error:
            add_domain_errors(form, error if isinstance(error, Invalid) else Invalid(error.message))
        else:
            messages.success(request, "Ajouté à la liste d’attente.")
            return redirect("waiting_list")
    patient = patient_context(request, request.POST.get("patient") or request.GET.get("patient", ""))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reception/agenda/waiting_form.html", {"form": form, **patient}, status=status)


@require_http_methods(["GET", "POST"])
def place(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """The slots that one waiting person would take; a POST gives him the one chosen."""
    line = selectors.waiting_line(request.actor, entry_id)
    if line is None:
        return redirect("waiting_list")
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            made = services.accept_slot(actor=request.actor, entry_id=entry_id, booking=_booking(request, line))
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, "Rendez-vous pris, le patient quitte la liste d’attente.")
            return redirect("appointment_confirmation", made.pk)
    answer = selectors.find_slots(request.actor, type_id=line.kind.id, practitioner_ids=line.practitioner_ids)
    context = {"line": line, "choices": choices_of(answer), "refusal": refusal}
    return render(request, "reception/agenda/waiting_place.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
def freed(request: ActorRequest) -> HttpResponse:
    """One free slot (« avec », « debut », « fin » in the address): whom to call, in which order, and what each answered."""
    zone = selectors.setup_of(request.actor).zone
    who = uuid_of(request.GET.get("avec", ""))
    start, end = (moment_of(request.GET.get(name, ""), zone) for name in ("debut", "fin"))
    if who is None or start is None or end is None or end <= start:
        return redirect("waiting_list")
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return _answered(request, who, start)
        except DomainError as error:
            refusal = error
    found = selectors.candidates(request.actor, who, start, end, timezone.now())
    if found is None:
        return redirect("waiting_list")
    title = f"Place du {datetime_in_words(found.start)}"
    context = {"title": title, "found": found, "refusal": refusal, "rights": pages.rights_of(request.actor)}
    return render(request, "reception/agenda/waiting_slot.html", context, status=409 if refusal else 200)


def _answered(request: ActorRequest, who: UUID, start: datetime) -> HttpResponse:
    """Note what one person answered: he takes it, refuses, or will call back."""
    entry_id, answer = uuid_of(request.POST.get("entry", "")), request.POST.get("answer", "")
    line = selectors.waiting_line(request.actor, entry_id) if entry_id else None
    if line is None:
        raise Conflict("Cette personne n’est plus sur la liste d’attente. Rechargez la page.")
    if answer == "accept":
        booking = services.Booking(new_id(), line.patient_id, who, line.kind.id, start)
        made = services.accept_slot(actor=request.actor, entry_id=line.id, booking=booking)
        messages.success(request, "Rendez-vous pris, le patient quitte la liste d’attente.")
        return redirect("appointment_confirmation", made.pk)
    if answer == "decline":
        services.decline_slot(actor=request.actor, entry_id=line.id, practitioner_id=who, start=start)
        messages.success(request, "Refus noté. Voici la personne suivante.")
    elif answer == "reconsider":
        services.reconsider_slot(actor=request.actor, entry_id=line.id, practitioner_id=who, start=start)
        messages.success(request, "Refus annulé\u202f: la place peut de nouveau lui être proposée.")
    else:
        services.propose_slot(actor=request.actor, entry_id=line.id, practitioner_id=who, start=start)
        messages.success(request, "Proposition notée : la réponse est attendue.")
    return redirect(request.get_full_path())


@require_POST
def decline(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """The patient does not take what was proposed: the page of that slot says who comes next, and takes a mistake back."""
    line = selectors.waiting_line(request.actor, entry_id)
    services.decline_slot(actor=request.actor, entry_id=entry_id)
    messages.success(request, "Refus noté, le patient reste sur la liste.")
    if line is None or line.slot_start is None or line.slot_practitioner_id is None:
        return redirect("waiting_list")
    end = line.slot_start + timedelta(minutes=line.kind.minutes)
    return redirect(pages.offer_href(line.slot_practitioner_id, line.slot_start, end))


@require_POST
def withdraw(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """Take a patient off the list."""
    services.withdraw_waiting(actor=request.actor, entry_id=entry_id)
    messages.success(request, "Retiré de la liste d’attente.")
    return redirect("waiting_list")


def _booking(request: ActorRequest, line: selectors.WaitingLine) -> services.Booking:
    parts = [*request.POST.get("slot", "").split("|"), "", ""][:3]
    who, start = uuid_of(parts[0]), moment_of(parts[1], selectors.setup_of(request.actor).zone)
    if who is None or start is None:
        raise Invalid("Choisissez une place parmi celles proposées.")
    return services.Booking(new_id(), line.patient_id, who, line.kind.id, start, room_id=uuid_of(parts[2]))
