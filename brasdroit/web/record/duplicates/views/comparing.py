"""Two records side by side, and joining them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.errors import Conflict, DomainError, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may
from brasdroit.record.patients.permissions import MERGE
from brasdroit.record.patients.selectors.comparison import Comparison, compare_patients
from brasdroit.record.patients.selectors.duplicates import pair_between
from brasdroit.record.patients.services.merge import merge_patients
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.duplicates import pages
from brasdroit.web.record.duplicates.forms import MergeForm


@require_http_methods(["GET", "POST"])
def compare(request: ActorRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """`/patients/doublons/<id>/<id>/`."""
    found = compare_patients(request.actor, first_id, second_id)
    if request.method == "GET":
        return _page(request, found, pages.SIDES[found.keep], {})
    form = MergeForm(request.POST)
    if not form.is_valid():
        raise Invalid("Choisissez la fiche à conserver.")
    try:
        return _merged(request, found, form)
    except (Invalid, Conflict) as error:
        return _page(request, found, form.cleaned_data["keep"], request.POST.dict(), error)


def _merged(request: ActorRequest, found: Comparison, form: MergeForm) -> HttpResponse:
    data, keep = form.cleaned_data, form.cleaned_data["keep"]
    sides = [(found.patients[0].pk, data["first_version"]), (found.patients[1].pk, data["second_version"])]
    kept, other = sides if keep == "first" else sides[::-1]
    merge = merge_patients(
        actor=request.actor,
        merge_id=data["id"],
        survivor_id=kept[0],
        absorbed_id=other[0],
        choices=pages.said(found, keep, request.POST.dict()),
        reason=data["reason"],
        versions=(kept[1], other[1]),
    )
    moved, left = (sum(map(len, rows.values())) for rows in (merge.moved, merge.left))
    words = f"Fiches fusionnées\u202f: {counted(moved, 'élément')} ont suivi." if moved > 1 else "Fiches fusionnées."
    messages.success(request, words)
    if left:
        messages.warning(
            request,
            f"{counted(left, 'élément')} de l’autre fiche existaient déjà ici\u202f: relisez-les sur cette fiche.",
        )
    return redirect("patient", merge.survivor_id)


def _page(
    request: ActorRequest, found: Comparison, keep: str, posted: Mapping[str, str], error: DomainError | None = None
) -> HttpResponse:
    first, second = found.patients
    chosen = {name.removeprefix("value_"): side for name, side in posted.items() if name.startswith("value_")}
    context = {
        "first": first,
        "second": second,
        "agrees": [reason.text for reason in found.resemblance.reasons if reason.points > 0],
        "differs": [reason.text for reason in found.resemblance.reasons if reason.points < 0],
        "answer": found.answer,
        "lines": pages.choices(found, keep, chosen),
        "keep": keep,
        "merge_id": posted.get("id") or new_id(),
        "reason": posted.get("reason", ""),
        "allowed": may(request.actor, MERGE),
        "pair": pair_between(request.actor, first.pk, second.pk),
        "error": error.message if error else "",
        "columns": ["Information", "Première fiche", "Seconde fiche"],
    }
    return render(request, "record/duplicates/compare.html", context, status=422 if error else 200)
