"""The work list: search the practice, decide pair by pair; what was joined or parted, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from brasdroit.foundation.permissions import may
from brasdroit.practice.missions.selectors import entrusted
from brasdroit.record.patients.permissions import FILE_MISSION, MERGE
from brasdroit.record.patients.selectors import duplicates as selectors
from brasdroit.record.patients.services.duplicates import dismiss_pair, reopen_pair, start_scan
from brasdroit.record.patients.services.merge import undo_merge
from brasdroit.record.patients.services.split import undo_split
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.duplicates import pages
from brasdroit.web.ui.notices import notice, trigger

STATES = (("open", "À décider"), ("homonyms", "Homonymes"))


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """`/patients/doublons/`."""
    state = request.GET.get("etat", "")
    state = state if state in dict(STATES) else "open"
    context = {
        "pairs": pages.pairs(selectors.probable_pairs(request.actor, state)),
        "scan": pages.scan(selectors.latest_scan(request.actor)),
        "tabs": [
            {"label": label, "href": f"{reverse('duplicates')}?etat={code}", "current": code == state}
            for code, label in STATES
        ],
        "state": state,
        "entrusted": entrusted(request.actor).may(FILE_MISSION),
        "shown": selectors.SHOWN,
    }
    return render(request, "record/duplicates/list.html", context)


@require_POST
def search(request: ActorRequest) -> HttpResponse:
    """Compare the whole practice, behind the page."""
    start_scan(actor=request.actor)
    return _done(request, "La recherche commence. Vous pouvez quitter cette page.", reverse("duplicates"))


@require_POST
def homonyms(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Two persons of one name."""
    dismiss_pair(actor=request.actor, pair_id=pair_id, reason=request.POST.get("reason", "")[:2000])
    undo = reverse("duplicate_reopen", args=[pair_id])
    return _done(
        request, "Deux personnes\u202f: les deux fiches portent l’attribut homonyme.", reverse("duplicates"), undo=undo
    )


@require_POST
def reopen(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """The pair is to be decided again."""
    reopen_pair(actor=request.actor, pair_id=pair_id)
    return _done(request, "La paire est de nouveau à décider.", reverse("duplicates"))


@require_GET
def joined(request: ActorRequest) -> HttpResponse:
    """`/patients/doublons/fusions/`: the latest merges and splits."""
    context = {
        "merges": [
            (each, sum(map(len, each.moved.values())), sum(map(len, each.left.values())))
            for each in selectors.merges(request.actor)
        ],
        "splits": [(each, sum(map(len, each.moved.values()))) for each in selectors.splits(request.actor)],
        "allowed": may(request.actor, MERGE),
    }
    return render(request, "record/duplicates/joined.html", context)


@require_POST
def part(request: ActorRequest, merge_id: UUID) -> HttpResponse:
    """Take a merge back."""
    undo_merge(actor=request.actor, merge_id=merge_id, reason=request.POST.get("reason", "")[:2000])
    return _done(
        request, "Fusion défaite\u202f: chaque fiche a retrouvé ce qui était à elle.", reverse("duplicate_merges")
    )


@require_POST
def rejoin(request: ActorRequest, split_id: UUID) -> HttpResponse:
    """Take a split back."""
    undo_split(actor=request.actor, split_id=split_id, reason=request.POST.get("reason", "")[:2000])
    return _done(
        request, "Séparation défaite\u202f: tout est revenu dans la première fiche.", reverse("duplicate_merges")
    )


def _done(request: ActorRequest, words: str, back: str, *, undo: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return trigger(notice(HttpResponse(status=204), words, undo=undo), "duplicates-changed")
    messages.success(request, words)
    return redirect(back)
