"""The deadlines of the team, and one's own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.certification.deadlines.selectors import own_deadlines, team_deadlines
from brasdroit.foundation.permissions import may
from brasdroit.practice.members.permissions import EDIT
from brasdroit.web.certification.deadlines.pages import COLUMNS, person, team_state
from brasdroit.web.http import ActorRequest


@require_GET
def team(request: ActorRequest) -> HttpResponse:
    """Every assistant of the practice, the most pressing first."""
    people = [person(one) for one in team_deadlines(request.actor, timezone.localdate())]
    context = {
        "people": people,
        "state": team_state(people),
        "columns": COLUMNS,
        "may_edit": may(request.actor, EDIT),
    }
    return render(request, "certification/deadlines/team.html", context)


@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """The assistant's own."""
    one = person(own_deadlines(request.actor, timezone.localdate()))
    return render(request, "certification/deadlines/own.html", {"one": one, "columns": COLUMNS})
