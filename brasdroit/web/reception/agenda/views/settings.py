"""Organising the agenda: types, hours, exceptions, emergencies, addresses for other calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import DomainError, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may, require
from brasdroit.reception.agenda import selectors, services
from brasdroit.reception.agenda.permissions import FEEDS, ORGANISE, TYPES
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda import named
from brasdroit.web.reception.agenda.forms import ExceptionForm, FeedForm, OpeningForm, ReserveForm, TypeForm
from brasdroit.web.ui.forms import add_domain_errors

LOOKED_AHEAD = timedelta(days=60)
_KEPT = {"opening": "Horaire ajouté.", "exception": "Exception notée.", "reserve": "Temps gardé pour les urgences."}
_WRITES: dict[str, Callable[..., Any]] = {
    "opening": services.add_opening,
    "exception": services.add_exception,
    "reserve": services.add_reserve,
}
_ENDINGS: dict[str, tuple[str, Callable[..., Any]]] = {
    "horaire": ("opening_id", services.end_opening),
    "exception": ("exception_id", services.end_exception),
    "urgences": ("reserve_id", services.end_reserve),
}


@require_http_methods(["GET", "POST"])
def hours(request: ActorRequest) -> HttpResponse:
    """The weekly hours, the exceptions with the appointments they hit, the time kept for emergencies."""
    setup = selectors.setup_of(request.actor)
    which = request.POST.get("form", "")
    forms = {
        "opening": OpeningForm(request.POST if which == "opening" else None, setup=setup, initial={"valid_from": timezone.localdate()}),
        "exception": ExceptionForm(request.POST if which == "exception" else None, setup=setup),
        "reserve": ReserveForm(request.POST if which == "reserve" else None, setup=setup),
    }  # fmt: skip
    form = forms.get(which)
    if form is not None and form.is_valid() and _kept(request, which, form):
        messages.success(request, _KEPT[which])
        return redirect("agenda_hours")
    today = timezone.localdate()
    exceptions = selectors.exception_list(request.actor, today)
    openings = named.openings(selectors.opening_list(request.actor))
    last = max([today + LOOKED_AHEAD, *(each.last_day for each in exceptions)])
    context = {
        "openings": [each for each in openings if each["row"].valid_until is None or each["row"].valid_until >= today],
        "former": [each for each in openings if each["row"].valid_until and each["row"].valid_until < today],
        "forms": forms,
        "exceptions": named.exceptions(exceptions), "reserves": named.reserves(selectors.reserve_list(request.actor)),
        "may_organise": may(request.actor, ORGANISE),
        "hit": selectors.hit_by(request.actor, today, last), "today": today,
    }  # fmt: skip
    return render(request, "reception/agenda/hours.html", context, status=422 if form is not None else 200)


def _kept(request: ActorRequest, which: str, form: Any) -> bool:
    write = _WRITES[which]
    try:
        write(actor=request.actor, facts=form.facts())
    except DomainError as error:
        add_domain_errors(form, error)
        return False
    return True


@require_POST
def end(request: ActorRequest, what: str, key: UUID) -> HttpResponse:
    """Take an hour, an exception or a reserve out."""
    if what not in _ENDINGS:
        raise NotFound
    name, write = _ENDINGS[what]
    write(actor=request.actor, **{name: key})
    messages.success(request, "Retiré.")
    return redirect("agenda_hours")


@require_GET
def types(request: ActorRequest) -> HttpResponse:
    """The appointment types."""
    setup = selectors.setup_of(request.actor)
    context = {"types": setup.active_types(), "may_change": may(request.actor, TYPES)}
    return render(request, "reception/agenda/types.html", context)


@require_http_methods(["GET", "POST"])
def type_form(request: ActorRequest, type_id: UUID | None = None) -> HttpResponse:
    """Create or change an appointment type."""
    require(request.actor, TYPES)
    known = selectors.type_detail(request.actor, type_id) if type_id else None
    form = TypeForm(request.POST or None, initial=_values(known))
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.facts(known.questionnaire_code if known else None)
            version = form.cleaned_data["version"]
            services.save_type(actor=request.actor, type_id=type_id or new_id(), facts=facts, version=version)
        except DomainError as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Type de rendez-vous enregistré.")
            return redirect("appointment_types")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reception/agenda/type_form.html", {"form": form, "known": known}, status=status)


@require_POST
def retire_type(request: ActorRequest, type_id: UUID) -> HttpResponse:
    """Stop giving a type."""
    services.retire_type(actor=request.actor, type_id=type_id)
    messages.success(request, "Ce type n’est plus proposé.")
    return redirect("appointment_types")


@require_http_methods(["GET", "POST"])
def feeds(request: ActorRequest) -> HttpResponse:
    """The addresses given to other calendars; a new one is shown once."""
    require(request.actor, FEEDS)
    form = FeedForm(request.POST or None, setup=selectors.setup_of(request.actor))
    address = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = services.create_feed(
            actor=request.actor,
            practitioner_id=UUID(data["practitioner"]),
            label=data["label"],
            show_kind=data["show_kind"],
        )
        address = request.build_absolute_uri(f"/agenda/flux/{made.token}.ics")
    context = {"lines": selectors.feeds(request.actor), "form": form, "address": address}
    return render(request, "reception/agenda/feeds.html", context)


@require_POST
def revoke_feed(request: ActorRequest, feed_id: UUID) -> HttpResponse:
    """Close an address at once."""
    services.revoke_feed(actor=request.actor, feed_id=feed_id)
    messages.success(request, "Adresse fermée.")
    return redirect("agenda_feeds")


def _values(known: selectors.KnownType | None) -> dict[str, Any]:
    if known is None:
        return {"minutes": 15, "roles": ["doctor", "assistant", "secretary"]}
    names = ("name", "minutes", "preparation_minutes", "place", "preparation", "fasting", "colour", "shape", "version")
    values = {name: getattr(known, name) for name in names}
    return {**values, "documents": "\n".join(known.documents), "roles": sorted(known.roles)}
