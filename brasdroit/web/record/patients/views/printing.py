"""The printed identity sheet."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from brasdroit.foundation.printing import render_pdf
from brasdroit.record.patients.selectors.sheet import identity_sheet as sheet_of
from brasdroit.web.http import ActorRequest

TEMPLATE = Path(__file__).resolve().parents[3] / "templates/record/patients/identity_sheet.typ"


@require_GET
def identity_sheet(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/identite/fiche.pdf`."""
    response = HttpResponse(render_pdf(TEMPLATE, sheet_of(request.actor, patient_id)), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="fiche-identite.pdf"'
    return response
