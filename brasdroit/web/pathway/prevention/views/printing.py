"""The vaccinations on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.printing import render_pdf
from brasdroit.pathway.prevention.selectors import PatientPrevention, patient_prevention
from brasdroit.practice.organisation.selectors import organization
from brasdroit.record.patients.selectors.sheet import printed_ins
from brasdroit.web.http import ActorRequest
from brasdroit.web.pathway.prevention import words

TEMPLATE = Path(__file__).resolve().parents[3] / "templates/pathway/prevention/certificate.typ"


@require_GET
def certificate(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/prevention/attestation.pdf`: the doses, and where the obligations stand; the doctor signs it."""
    found = patient_prevention(request.actor, patient_id, timezone.localdate(), traced=False)
    record_read(request.actor, "prevention.printed", about_id=patient_id)
    response = HttpResponse(render_pdf(TEMPLATE, _data(found)), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="attestation.pdf"'
    return response


def _data(found: PatientPrevention) -> dict[str, Any]:
    patient, ins = found.patient, printed_ins(found.patient)
    return {
        "matricule": ins.matricule if ins else "",
        "symbol": ins.symbol if ins else "",
        "caption": ins.caption if ins else "",
        "name": f"{patient.birth_name} {patient.given_name}",
        "born": numeric_date(patient.birth_date),
        "practice": organization().name,
        "doctor": patient.treating_doctor.display_name if patient.treating_doctor else "",
        "printed_on": numeric_date(found.on),
        "edition": found.answer.edition,
        "doses": [
            [words.when(row.given_on, row.given_text), row.product_name, _diseases(found, row.pk), row.lot, words.EVIDENCE[row.evidence]]
            for row in found.doses
        ],
        "obligations": [
            [words.label_of(item), words.OBLIGATION[item.obligation].label]
            for item in found.answer.items
            if item.obligation in words.OBLIGATION
        ],
    }  # fmt: skip


def _diseases(found: PatientPrevention, dose_id: UUID) -> str:
    targets = [one.target for one in found.answers.get(dose_id, ()) if one.target and one.valid]
    return ", ".join(words.DISEASES.get(target, target) for target in dict.fromkeys(targets))
