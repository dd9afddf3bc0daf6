"""The day, the week, the list, and what the grid asks for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.reception.agenda import selectors
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda import pages
from brasdroit.web.reception.agenda.addresses import COLUMNS, VIEWS, day_of, one_of, uuids_of
from brasdroit.web.reception.agenda.events import day_of_cards, free_places


@require_GET
def agenda(request: ActorRequest) -> HttpResponse:
    """The agenda of a day or a week. The list is always there: it is what prints, and what is read without JavaScript."""
    day = day_of(request.GET.get("jour", ""), timezone.localdate())
    view = one_of(request.GET.get("vue", ""), VIEWS)
    columns = one_of(request.GET.get("colonnes", ""), COLUMNS)
    people = uuids_of(request.GET, "avec")
    first, days = pages.first_day_of(day, view)
    known = selectors.setup_of(request.actor).practitioners
    if view == "semaine" and not people:  # seven days of everybody are too narrow to be read
        people = tuple(known)[:1]
    found = selectors.agenda_view(request.actor, first, days, practitioner_ids=people)
    free = pages.free_of(request.actor, found, people)
    waiting = selectors.waiting_list(request.actor)
    title, state = pages.header_of(found, len(waiting), len(free))
    low, high = pages.hours_of(found)
    context = {
        "title": title, "state": state, "day": day, "view": view, "found": found, "low": low, "high": high,
        "lists": pages.lists_of(found, free), "waiting": waiting[:6], "waiting_count": len(waiting),
        "resources": pages.resources_of(found, columns), "links": pages.links_of(day, view, columns, people, known.values()),
        "columns": columns, "people": people, "rights": pages.rights_of(request.actor), "freed": pages.freed_of(request.actor)[:4], "days": days, "first": first,
        "type_options": [(each.id, each.name) for each in found.setup.active_types(request.actor.role)],
        "list_columns": ("Heure", "Patient", "Rendez-vous", "Avec", "Où en est la visite"),
    }  # fmt: skip
    return render(request, "reception/agenda/agenda.html", context)


@require_GET
def events(request: ActorRequest) -> JsonResponse:
    """The grid's appointments of a day or a week, closed and reserved time, as JSON."""
    found, _ = _asked(request)
    return JsonResponse(day_of_cards(found, may_book=pages.rights_of(request.actor)["book"]))


@require_GET
def free(request: ActorRequest) -> JsonResponse:
    """The grid's free places of the same days, as JSON; none for who may not book."""
    if not pages.rights_of(request.actor)["book"]:
        return JsonResponse({"free": []})
    found, people = _asked(request)
    return JsonResponse({"free": free_places(pages.free_of(request.actor, found, people))})


def _asked(request: ActorRequest) -> tuple[selectors.AgendaView, tuple[UUID, ...]]:
    first = day_of(request.GET.get("jour", ""), timezone.localdate())
    people = uuids_of(request.GET, "avec")
    days = 7 if request.GET.get("jours") == "7" else 1
    return selectors.agenda_view(request.actor, first, days, practitioner_ids=people), people
