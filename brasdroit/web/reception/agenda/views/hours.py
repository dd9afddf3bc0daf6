"""One weekly opening changed from a day on; one emergency reserve given back or kept, day by day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from brasdroit.foundation.clock.formats import WEEKDAYS, day_in_words
from brasdroit.foundation.errors import DomainError, Invalid
from brasdroit.foundation.permissions import require
from brasdroit.reception.agenda import selectors, services
from brasdroit.reception.agenda.permissions import ORGANISE
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda.forms import OpeningForm, ReleaseForm
from brasdroit.web.ui.forms import add_domain_errors


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """A weekly opening as it will be from a day on."""
    require(request.actor, ORGANISE)
    known, today = selectors.opening_detail(request.actor, opening_id), timezone.localdate()
    start = {
        "practitioner": str(known.practitioner_id), "weekday": str(known.weekday), "start": known.start, "end": known.end,
        "every_weeks": str(known.every_weeks), "room": str(known.room_id or ""), "valid_from": max(today, known.valid_from),
    }  # fmt: skip
    form = OpeningForm(request.POST or None, setup=selectors.setup_of(request.actor), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_opening(actor=request.actor, opening_id=opening_id, facts=form.facts(known), today=today)
        except DomainError as error:
            add_domain_errors(form, error if isinstance(error, Invalid) else Invalid(error.message))
        else:
            messages.success(request, f"Horaire changé à partir du {day_in_words(form.cleaned_data['valid_from'])}.")
            return redirect("agenda_hours")
    context = {"form": form, "known": known, "weekday": WEEKDAYS[known.weekday]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reception/agenda/opening.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reserve(request: ActorRequest, reserve_id: UUID) -> HttpResponse:
    """The days when time is kept for emergencies: any of them is given back, or kept again."""
    require(request.actor, ORGANISE)
    known, now = selectors.reserve_detail(request.actor, reserve_id), timezone.localtime()
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _written(request, known.pk, form.cleaned_data["day"], again="garder" in request.POST)
        except DomainError as error:
            add_domain_errors(form, error if isinstance(error, Invalid) else Invalid(error.message))
    context = {"known": known, "days": selectors.reserve_days(request.actor, known, now), "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reception/agenda/reserve.html", context, status=status)


def _written(request: ActorRequest, reserve_id: UUID, day: date, *, again: bool) -> HttpResponse:
    write = services.keep_reserve if again else services.release_reserve
    write(actor=request.actor, reserve_id=reserve_id, day=day)
    said = "gardées de nouveau" if again else "libérées"
    messages.success(request, f"Places d’urgence {said} le {day_in_words(day)}.")
    return redirect("agenda_reserve", reserve_id)
