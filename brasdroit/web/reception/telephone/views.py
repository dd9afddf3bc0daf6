"""Views of the telephone: parse, call one service or selector, render."""

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

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.selectors import people
from brasdroit.reception.telephone import selectors, services
from brasdroit.reception.telephone.selectors import CallFilter
from brasdroit.reception.telephone.services import CallSheet
from brasdroit.record.patients.selectors.file import patient_detail
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.telephone import pages
from brasdroit.web.reception.telephone.forms import CallForm
from brasdroit.web.ui.forms import add_domain_errors

_SAME = (
    "caller_name", "caller_phone", "relationship", "reason", "text", "urgency", "outcome", "call_back_on",
    "call_back_before", "version",
)  # fmt: skip
TEXT_MAX = 2000


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """The calls, filtered."""
    state = request.GET.get("etat", "open")
    state = state if state in dict(pages.STATES) else "open"
    query = request.GET.get("q", "")[:100]
    now = timezone.localtime()
    rows = [pages.row(call, now) for call in selectors.calls(request.actor, CallFilter(state, query))]
    context = {
        "rows": rows,
        "sentence": pages.sentence(rows, state),
        "state": state,
        "states": pages.STATES,
        "query": query,
    }
    return render(request, "reception/telephone/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """A call: who, why, what was promised."""
    start = {"id": new_id(), "patient": request.GET.get("patient", ""), "urgency": "routine"}
    form = CallForm(request.POST or None, initial=start, people=_people())
    if request.method == "POST" and form.is_valid():
        call_id, sheet = form.cleaned_data["id"], form.sheet()
        if _tried(form, lambda: services.record_call(actor=request.actor, call_id=call_id, sheet=sheet)):
            messages.success(request, "Appel enregistré.")
            return _next(request, call_id, sheet)
    return _form(request, form, "Nouvel appel", reverse("telephone"))


def _next(request: ActorRequest, call_id: UUID, sheet: CallSheet) -> HttpResponse:
    """Where the hand goes: to the booking when that was asked, else to the list."""
    if request.POST.get("puis") == "rendez-vous":
        about = f"?patient={sheet.patient_id}" if sheet.patient_id else ""
        return redirect(reverse("appointment_new") + about)
    if request.POST.get("puis") == "patient":
        return redirect("patient_new")
    return redirect("telephone")


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Correct a call; what it said before stays in its history."""
    held = selectors.call(request.actor, call_id, traced=request.method == "GET")
    start = {name: getattr(held, name) for name in _SAME} | {"id": call_id, "patient": held.patient_id or ""}
    start["recipient"] = str(held.recipient_id or "")
    form = CallForm(request.POST or None, initial=start, people=_people(held.recipient))
    if request.method == "POST" and form.is_valid():
        version, sheet = form.cleaned_data["version"] or held.version, form.sheet()
        if _tried(form, lambda: services.edit_call(actor=request.actor, call_id=call_id, sheet=sheet, version=version)):
            messages.success(request, "Appel modifié.")
            return redirect("call", call_id)
    return _form(request, form, "Modifier l’appel", reverse("call", args=[call_id]))


@require_GET
def detail(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """One call with its history."""
    held = selectors.call(request.actor, call_id)
    context = {
        "call": pages.row(held, timezone.localtime()),
        "task": held.task,
        "history": pages.moments(selectors.history(request.actor, call_id)),
    }
    return render(request, "reception/telephone/detail.html", context)


@require_POST
def heard(request: ActorRequest) -> HttpResponse:
    """The doctors' instructions that the words call up: posted, so that no word of it stands in an address."""
    found = selectors.heard(request.actor, request.POST.get("text", "")[:TEXT_MAX], timezone.localdate())
    return render(request, "reception/telephone/heard.html", {"signals": found})


@require_GET
def patient_options(request: ActorRequest) -> HttpResponse:
    """The patients for what was typed, as options."""
    found = search_patients(request.actor, request.GET.get("q", "")[:200], timezone.localdate())
    return render(request, "reception/telephone/options.html", {"hits": found.hits[:8]})


@require_POST
def attempt(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Called back: reached or not."""
    reached = request.POST.get("joint") == "oui"
    services.note_attempt(actor=request.actor, call_id=call_id, reached=reached)
    messages.success(request, "Rappel noté, appel clos." if reached else "Non joint\u202f: l’appel reste à rappeler.")
    return redirect("call", call_id)


@require_POST
def close(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Nothing remains to be done."""
    services.close_call(actor=request.actor, call_id=call_id)
    messages.success(request, "Appel clos.")
    return redirect("telephone")


@require_POST
def reopen(request: ActorRequest, call_id: UUID) -> HttpResponse:
    """Something remains to be done after all."""
    services.reopen_call(actor=request.actor, call_id=call_id)
    messages.success(request, "Appel rouvert.")
    return redirect("call", call_id)


def _form(request: ActorRequest, form: CallForm, title: str, back: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "back": back, "patient": _patient(request, form)}
    return render(request, "reception/telephone/form.html", context, status=422 if form.errors else 200)


def _patient(request: ActorRequest, form: CallForm) -> Any:
    try:
        return patient_detail(request.actor, UUID(str(form["patient"].value())))
    except (ValueError, NotFound):
        return None


def _people(chosen: Any = None) -> list[tuple[str, str]]:
    """Whom a message may be for; whom it was for already stays in the list, also under another role or since gone."""
    shown = people(timezone.localdate())
    kept = [(chosen.pk, chosen.display_name)] if chosen and chosen.pk not in dict(shown) else []
    return [(str(member_id), name) for member_id, name in [*shown, *kept]]


def _tried(form: CallForm, save: Callable[[], object]) -> bool:
    try:
        save()
    except (Invalid, Conflict, Forbidden) as error:
        add_domain_errors(form, error)
    return not form.errors
