"""The printed identity: a sheet, a page of labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from brasdroit.foundation.printing import render_pdf
from brasdroit.record.patients.selectors.sheet import LABELS_MOST, identity_labels
from brasdroit.record.patients.selectors.sheet import identity_sheet as sheet_of
from brasdroit.web.http import ActorRequest

TEMPLATES = Path(__file__).resolve().parents[3] / "templates/record/patients"


@require_GET
def identity_sheet(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/identite/fiche.pdf`."""
    return _pdf("identity_sheet.typ", sheet_of(request.actor, patient_id), "fiche-identite")


@require_GET
def labels(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/identite/etiquettes.pdf?nombre=`: a page of labels, full unless fewer are asked for."""
    asked = request.GET.get("nombre", "")
    count = int(asked) if asked.isdecimal() and len(asked) < 3 else LABELS_MOST
    return _pdf("identity_labels.typ", identity_labels(request.actor, patient_id, count), "etiquettes")


def _pdf(template: str, data: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(render_pdf(TEMPLATES / template, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
