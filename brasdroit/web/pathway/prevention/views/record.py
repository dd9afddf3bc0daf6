"""Where the patient stands; what is said of his history; the doctor's reading and his contraindications."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may, require
from brasdroit.pathway.immunisation.permissions import CERTIFY, RECORD
from brasdroit.pathway.immunisation.permissions import MISSION as DOSES
from brasdroit.pathway.immunisation.services import certify_contraindication, end_contraindication, state_history
from brasdroit.pathway.immunisation.types.record import StatementKind
from brasdroit.pathway.prevention.permissions import REVIEW
from brasdroit.pathway.prevention.selectors import entrusted, patient_prevention
from brasdroit.pathway.prevention.services import review_prevention
from brasdroit.pathway.screening.permissions import MISSION as SCREENINGS
from brasdroit.record.patients.selectors.file import patient_detail
from brasdroit.web.http import ActorRequest
from brasdroit.web.pathway.prevention import pages, words
from brasdroit.web.practice.editing import identifier
from brasdroit.web.record.patients.views.record import record_page

TAB = "patient_prevention"


@require_GET
def summary(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/prevention/`."""
    return shown(request, patient_id)


def shown(request: ActorRequest, patient_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    """The page; `more` brings back what was refused."""
    found = patient_prevention(request.actor, patient_id, timezone.localdate(), traced=request.method == "GET")
    allowed = entrusted(request.actor, found.patient, found.on)
    doses, follow = pages.refused(allowed, DOSES), pages.refused(allowed, SCREENINGS)
    context = {
        "page": pages.page(found),
        "history": found.history,
        "contraindications": [(words.DISEASES.get(row.target, row.target), row) for row in found.contraindications],
        "refused_doses": doses,
        "refused_follow": follow,
        "refusals": list(dict.fromkeys(sentence for sentence in (doses, follow) if sentence)),
        "may_review": may(request.actor, REVIEW),
        "may_certify": may(request.actor, CERTIFY),
        "diseases": list(words.DISEASES.items()),
        "drawn": timezone.now().isoformat(),
        "new_id": new_id(),
        "certify": {"target": "", "note": "", "errors": {"target": [], "note": []}},
        **more,
    }
    return record_page(request, patient_id, "pathway/prevention/page.html", TAB, context, status)


@require_POST
def history(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """« Carnet lu en entier », « Aucune trace retrouvée »."""
    require(request.actor, RECORD)
    patient_detail(request.actor, patient_id)
    try:
        kind = StatementKind(request.POST.get("kind", ""))
    except ValueError:
        raise Invalid("Choisissez une des réponses proposées.") from None
    state_history(actor=request.actor, patient_id=patient_id, statement_id=identifier(request), kind=kind)
    messages.success(request, "Noté.")
    return redirect(TAB, patient_id)


@require_POST
def review(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The doctor has read everything that waits."""
    review_prevention(actor=request.actor, patient_id=patient_id, seen_until=_moment(request.POST.get("drawn", "")))
    messages.success(request, "Lignes validées.")
    return redirect(TAB, patient_id)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


@require_POST
def certify(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """A doctor certifies a contraindication."""
    target, note = request.POST.get("target", ""), request.POST.get("note", "")[:2000]
    try:
        certify_contraindication(
            actor=request.actor, patient_id=patient_id, statement_id=identifier(request), target=target, reason=note
        )
    except Invalid as error:
        return shown(
            request,
            patient_id,
            422,
            certify={"target": target, "note": note, "errors": {"target": [], "note": [], **error.fields}},
        )
    messages.success(request, "Contre-indication certifiée.")
    return redirect(TAB, patient_id)


@require_POST
def lift(request: ActorRequest, patient_id: UUID, statement_id: UUID) -> HttpResponse:
    """A doctor lifts a contraindication."""
    end_contraindication(actor=request.actor, patient_id=patient_id, statement_id=statement_id)
    messages.success(request, "Contre-indication levée.")
    return redirect(TAB, patient_id)
