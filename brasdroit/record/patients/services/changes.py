"""What every change of a patient's record has in common: find, compare, save, tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.service import touch, trace
from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.file_codes import JOURNAL
from brasdroit.record.patients.services.inputs import plain_text, width

V = TypeVar("V", bound=VersionedModel)
actions(JOURNAL)


def find_patient(patient_id: UUID) -> Patient:
    """The patient of the tenant in force; NotFound otherwise."""
    patient = Patient.objects.filter(pk=patient_id).first()
    if patient is None:
        raise NotFound("Ce patient n’existe pas ou plus.")
    return patient


def find_part(model: type[V], patient_id: UUID, part_id: UUID) -> V:
    """A row of the patient's file; NotFound otherwise."""
    part: V | None = model.objects.filter(pk=part_id, patient_id=patient_id).first()
    if part is None:
        raise NotFound
    return part


def save_changes(row: VersionedModel, values: Mapping[str, Any], expected_version: int | None) -> dict[str, list[str]]:
    """Save what differs and answer it as {field: [before, after]}; nothing is written when nothing differs.

    Raises Conflict naming what the other person changed when the version is stale.
    """
    if expected_version is not None and row.version != expected_version:
        raise Conflict(
            "Une autre personne a modifié cette fiche entre-temps. Relisez ses changements, puis enregistrez.",
            code="stale",
            alternatives=[row],
        )
    changes = {
        name: [_said(getattr(row, name)), _said(value)] for name, value in values.items() if getattr(row, name) != value
    }
    for name in changes:
        setattr(row, name, values[name])
    if changes:
        row.save_edit(expected_version=expected_version, fields=list(changes))
    return changes


def note(action: str, subject: Model, patient_id: UUID, details: Mapping[str, Any] | None = None) -> None:
    """The journal's line and the live topic of a change."""
    trace(action, subject=subject, about_id=patient_id, details=details)
    touch(topic_of("patient", patient_id))


def texts(model: type[Model], **values: str) -> dict[str, str]:
    """One-line texts checked against the columns they go to; raises Invalid by field."""
    clean, problems = dict[str, str](), dict[str, list[str]]()
    for name, value in values.items():
        try:
            clean[name] = plain_text(value, width(model, name))
        except ValueError as error:
            problems[name] = [str(error)]
    if problems:
        raise Invalid("Certaines informations sont à corriger.", fields=problems)
    return clean


def one_of(codes: Mapping[str, str], code: str, field: str) -> str:
    """The code when it is one of those; raises Invalid on its field otherwise."""
    if code not in codes:
        raise Invalid(
            "Choisissez une des réponses proposées.", fields={field: ["Choisissez une des réponses proposées."]}
        )
    return code


def ordered(first: date | None, last: date | None, field: str) -> None:
    """Raise Invalid when a period ends before it starts."""
    if first and last and last < first:
        text = "La fin précède le début."
        raise Invalid(text, fields={field: [text]})


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
