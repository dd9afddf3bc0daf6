"""« Postes partagés »: the computers where a PIN opens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from brasdroit.foundation.accounts import selectors, services
from brasdroit.foundation.accounts.permissions import WORKSTATIONS
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.permissions import require
from brasdroit.web.accounts.forms import WorkstationForm
from brasdroit.web.accounts.sessions import remember_workstation, workstation
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.places import tabs
from brasdroit.web.ui.forms import add_domain_errors


def workstations(request: ActorRequest) -> HttpResponse:
    """The list; POST registers this very computer."""
    require(request.actor, WORKSTATIONS)
    form = WorkstationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.register_workstation(
                actor=request.actor, workstation_id=form.cleaned_data["id"], name=form.cleaned_data["name"],
                idle_minutes=form.cleaned_data["idle_minutes"],
            )  # fmt: skip
        except Invalid as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Cet ordinateur est un poste partagé\u202f: les codes personnels y ouvrent.")
            response = redirect("workstations")
            remember_workstation(response, done.secret)
            return response
    here = workstation(request)
    context = {
        "form": form,
        "rows": selectors.workstations(),
        "here": here.id if here else None,
        "tabs": tabs(request.actor, "workstations"),
    }
    return render(request, "practice/workstations.html", context, status=422 if form.is_bound else 200)


@require_POST
def retire(request: ActorRequest, workstation_id: UUID) -> HttpResponse:
    """PINs stop working there at once."""
    services.retire_workstation(actor=request.actor, workstation_id=workstation_id)
    messages.success(request, "Ce poste n’est plus partagé\u202f: les codes personnels n’y ouvrent plus.")
    return redirect("workstations")
