"""Ma journée."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.foundation.backup.selectors import backup_warning
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.day.pages import CARE_TEAM, day_view


@require_GET
def day(request: ActorRequest) -> HttpResponse:
    """The home page: who needs me now. Whoever does not receive patients is shown the figures."""
    if request.actor.role not in CARE_TEAM:
        return redirect("indicators")
    page = day_view(request.actor, timezone.localtime(), everybody=request.GET.get("salle") == "toute")
    context = {"page": page, "backup_warning": backup_warning(request.actor)}
    return render(request, "reception/day/day.html", context)
