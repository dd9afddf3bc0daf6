"""Views of the waiting room: parse, call one service or selector, render."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import Invalid
from brasdroit.practice.missions.selectors import entrusted
from brasdroit.reception.waiting_room import services
from brasdroit.reception.waiting_room.permissions import MISSION
from brasdroit.reception.waiting_room.selectors.board import board, left_open
from brasdroit.reception.waiting_room.selectors.display import displays, public_screen
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.web.http import ActorRequest
from brasdroit.web.middleware.actor import public_page
from brasdroit.web.reception.waiting_room.forms import DisplayForm, MoveForm
from brasdroit.web.reception.waiting_room.pages import board_view, open_visits
from brasdroit.web.ui.forms import add_domain_errors
from brasdroit.web.ui.notices import notice, trigger

CHANGED = "waiting-room-changed"


@require_GET
def room(request: ActorRequest) -> HttpResponse:
    """The team's board, whole practice."""
    now = timezone.localtime()
    found = board(request.actor, now)
    open_since = open_visits(left_open(request.actor, now), found, request.actor)
    context = {"board": board_view(found, request.actor), "now": now, "open_visits": open_since}
    return render(request, "reception/waiting_room/room.html", context)


@require_POST
def move(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Move a visit on; answers htmx with a notice that takes it back."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Invalid("Cette étape n’existe pas\u202f: rechargez la page.")
    to, data = EncounterStatus(form.cleaned_data["to"]), form.cleaned_data
    services.move_visit(
        actor=request.actor, encounter_id=encounter_id, to=to, reason=data["reason"], version=data["version"]
    )
    return answer(request, f"Noté\u202f: {chip(to).word.lower()}.", undo=reverse("visit_undo", args=[encounter_id]))


@require_POST
def undo(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Take back one's own last move."""
    services.undo_last_step(actor=request.actor, encounter_id=encounter_id)
    return answer(request, "Retour en arrière fait.")


def answer(request: ActorRequest, words: str, *, undo: str = "") -> HttpResponse:
    """A notice for htmx, the waiting room for others."""
    if request.headers.get("HX-Request"):
        return trigger(notice(HttpResponse(status=204), words, undo=undo), CHANGED)
    messages.success(request, words)
    return redirect("waiting_room")


@public_page
@require_GET
def screen(request: ActorRequest, token: str) -> HttpResponse:
    """The public screen: numbers only. Asked again by the page itself, it answers nothing when nothing changed."""
    now = timezone.localtime()
    found = public_screen(token, now)
    mark = sha256(repr(found).encode()).hexdigest()[:16]
    if request.headers.get("HX-Request") and request.GET.get("vu") == mark:
        response = HttpResponse(status=204)
    else:
        context = {"screen": found, "mark": mark, "now": now, "token": token}
        response = render(request, "reception/waiting_room/screen.html", context)
    response["Cache-Control"], response["X-Robots-Tag"] = "no-store", "noindex"
    return response


@require_http_methods(["GET", "POST"])
def screens(request: ActorRequest) -> HttpResponse:
    """The screens of the practice; the secret of a new one is shown this once."""
    form, address = DisplayForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _, token = services.open_display(actor=request.actor, label=form.cleaned_data["label"])
            address = request.build_absolute_uri(reverse("public_screen", args=[token]))
            form = DisplayForm()
        except Invalid as error:
            add_domain_errors(form, error)
    context = {
        "screens": displays(request.actor),
        "form": form,
        "address": address,
        "entrusted": entrusted(request.actor).may(MISSION),
    }
    return render(request, "reception/waiting_room/screens.html", context, status=422 if form.errors else 200)


@require_POST
def close_screen(request: ActorRequest, display_id: UUID) -> HttpResponse:
    """Close the address of a screen."""
    services.revoke_display(actor=request.actor, display_id=display_id)
    messages.success(request, "Cet écran ne s’affiche plus.")
    return redirect("screens")
