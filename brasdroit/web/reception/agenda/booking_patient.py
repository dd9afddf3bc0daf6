"""The patient whom a form is about."""

from __future__ import annotations

from typing import Any

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.errors import NotFound
from brasdroit.record.patients.selectors.banner import PatientBanner, patient_banner
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.agenda.addresses import uuid_of


def _patient_of(request: ActorRequest, text: str) -> PatientBanner | None:
    """The banner of the patient that the text identifies; None for a text that identifies nobody here."""
    key = uuid_of(text)
    try:
        return patient_banner(request.actor, key, traced=False) if key else None
    except NotFound:
        return None


def patient_context(request: ActorRequest, text: str) -> dict[str, Any]:
    """What the patient's field and his needs show."""
    patient = _patient_of(request, text)
    label = (
        f"{patient.used_name or patient.birth_name} {patient.given_name}, {numeric_date(patient.birth_date)}"
        if patient
        else ""
    )
    known = patient is not None
    value = str(patient.id) if patient else ""
    return {
        "patient": patient, "patient_label": label, "patient_value": value, "patient_known": known, "patient_missing": not known,
    }  # fmt: skip
