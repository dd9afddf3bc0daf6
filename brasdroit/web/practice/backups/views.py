"""« Sauvegardes ». No archive leaves by the browser: they lie in the folder chosen, sealed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.backup import services
from brasdroit.foundation.backup.permissions import MANAGE
from brasdroit.foundation.backup.selectors import backup_state
from brasdroit.foundation.permissions import may, require
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.backups.forms import PlanForm, initial_of_plan
from brasdroit.web.practice.backups.pages import lines, stats
from brasdroit.web.practice.editing import edit_page
from brasdroit.web.practice.places import tabs


@require_GET
def backups(request: ActorRequest) -> HttpResponse:
    """How the backups stand."""
    now = timezone.localtime()
    state = backup_state(request.actor, now)
    context = {
        "state": state,
        "stats": stats(state, now),
        "lines": lines(state),
        "may_manage": may(request.actor, MANAGE) and not state.shared,
        "tabs": tabs(request.actor, "backups"),
    }
    return render(request, "practice/backups/backups.html", context)


@require_POST
def backup_now(request: ActorRequest) -> HttpResponse:
    """Ask the worker for one; the page follows it."""
    services.queue_backup(actor=request.actor)
    messages.success(request, "La sauvegarde est demandée, vous pouvez quitter cette page.")
    return redirect("backups")


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest) -> HttpResponse:
    """When, where, how many."""
    require(request.actor, MANAGE)
    services.refuse_shared()
    held = backup_state(request.actor, timezone.localtime()).plan
    form = PlanForm(request.POST or None, initial=initial_of_plan(held))
    return edit_page(
        request, form,
        lambda: services.change_plan(
            actor=request.actor, facts=form.facts(), version=form.cleaned_data["version"] or 0
        ),
        title="Programmer les sauvegardes", back=reverse("backups"), saved="Les sauvegardes sont programmées.",
        back_label="Sauvegardes", sheet="Quand, où, combien",
    )  # fmt: skip


@require_POST
def code(request: ActorRequest) -> HttpResponse:
    """The recovery code on a page to print; asked for by a button, since showing it is written in the journal."""
    context = {"code": services.show_code(actor=request.actor), "on": timezone.localdate()}
    answer = render(request, "practice/backups/code.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
