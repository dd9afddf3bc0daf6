"""Filling the blanks of known patients with what a file says; what is filled in is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.service import trace
from brasdroit.record.patients.models import PATIENT_INDEX, Patient
from brasdroit.record.patients.services.inputs import read_fields

FILLABLE = (
    "used_name", "used_given_name", "phone", "phone_other", "email", "address_line", "address_extra", "postal_code",
    "city", "city_code", "treating_doctor_name", "note",
)  # fmt: skip
_SEARCHED = {"used_name", "used_given_name"}


def fill_blanks(actor: Actor, rows: Mapping[int, tuple[UUID, Mapping[str, Any]]], on: date) -> set[int]:
    """``rows``: line number -> (patient, values of the row). Answers the lines that brought something.

    Runs inside the service of the batch. A value that the identity rules refuse is left out.
    """
    known = Patient.objects.select_for_update(of=("self",)).in_bulk({patient_id for patient_id, _ in rows.values()})
    changed = set[int]()
    for number, (patient_id, values) in rows.items():
        patient = known.get(patient_id)
        fields = _fill(patient, values, on) if patient else []
        if patient and fields:
            _save(patient, fields, number)
            changed.add(number)
    return changed


def _fill(patient: Patient, values: Mapping[str, Any], on: date) -> list[str]:
    offered = {name: values[name] for name in FILLABLE if values.get(name) and not getattr(patient, name)}
    clean, problems = read_fields(dict(offered), on)
    news = [
        name for name in offered if name not in problems and clean[name] and not _already_there(patient, name, clean)
    ]
    for name in news:
        setattr(patient, name, clean[name])
    return news


def _already_there(patient: Patient, name: str, clean: Mapping[str, Any]) -> bool:
    return name == "phone_other" and clean[name] == patient.phone


def _save(patient: Patient, fields: list[str], number: int) -> None:
    patient.save_edit(expected_version=None, fields=fields)
    if _SEARCHED & set(fields):
        PATIENT_INDEX.replace(patient.pk, patient.terms)
    trace(
        "patient.completed_by_import", subject=patient, about_id=patient.pk, details={"line": number, "fields": fields}
    )
