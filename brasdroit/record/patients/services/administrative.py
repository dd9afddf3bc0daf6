"""The administrative file: how to reach the patient, who surrounds him, who pays, what makes his visit easier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.service import publish, service
from brasdroit.practice.members.selectors import is_doctor
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.events import PatientDeceased
from brasdroit.record.patients.models import PATIENT_INDEX, Accommodation, Consent, Coverage, Patient, PatientContact
from brasdroit.record.patients.permissions import EDIT
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.services.changes import (
    find_part,
    find_patient,
    note,
    one_of,
    ordered,
    save_changes,
    texts,
)
from brasdroit.record.patients.services.inputs import checked

ADMINISTRATIVE = (
    "used_name", "used_given_name", "phone", "phone_other", "email", "address_line", "address_extra", "postal_code", "city",
    "city_code", "birth_place_label", "treating_doctor_id", "treating_doctor_name", "note",
)  # fmt: skip


@service(EDIT, mission="ADM-04")
def edit_administrative(*, actor: Actor, patient_id: UUID, values: Mapping[str, Any], version: int | None) -> Patient:
    """Change any of the `ADMINISTRATIVE` fields given in `values`; what is absent stays.

    Raises Invalid by field, Conflict "stale" when somebody else saved since `version`.
    """
    require_delegation(actor=actor, mission="ADM-04")
    patient = find_patient(patient_id)
    wanted = {name: value for name, value in values.items() if name in ADMINISTRATIVE}
    clean = checked(wanted, timezone.localdate())
    if (doctor := clean.get("treating_doctor_id")) and not is_doctor(doctor):
        text = "Choisissez un médecin du cabinet."
        raise Invalid(text, fields={"treating_doctor_id": [text]})
    changes = save_changes(patient, clean, version)
    if changes.keys() & {"used_name", "used_given_name"}:
        PATIENT_INDEX.replace(patient.pk, patient.terms)
    if changes:
        note("patient.administrative_changed", patient, patient.pk, {"changes": changes})
    return patient


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as typed; `kind` is a code of CONTACT_KINDS."""

    kind: str
    name: str
    relationship: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageDraft:
    """A line of the coverage summary as typed; `seen_on` is the day the document was seen."""

    kind: str
    payer: str = ""
    number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    seen_on: date | None = None


@service(EDIT, mission="ADM-04")
def save_contact(
    *, actor: Actor, patient_id: UUID, contact_id: UUID, draft: ContactDraft, version: int | None = None
) -> PatientContact:
    """Add a contact (`version` None) or change it; the same new `contact_id` twice answers the first."""
    require_delegation(actor=actor, mission="ADM-04")
    patient = find_patient(patient_id)
    clean = texts(PatientContact, name=draft.name, relationship=draft.relationship, note=draft.note)
    if not clean["name"]:
        raise Invalid("Indiquez le nom.", fields={"name": ["Indiquez le nom."]})
    reach = checked({"phone": draft.phone, "email": draft.email}, timezone.localdate())
    values = {"kind": one_of(file_codes.CONTACT_KINDS, draft.kind, "kind"), **clean, **reach}
    saved: PatientContact = _save_part(PatientContact, patient, contact_id, values, version, "contact")
    return saved


@service(EDIT, mission="ADM-04")
def save_coverage(
    *, actor: Actor, patient_id: UUID, coverage_id: UUID, draft: CoverageDraft, version: int | None = None
) -> Coverage:
    """Add a line of the coverage summary (`version` None) or change it."""
    require_delegation(actor=actor, mission="ADM-04")
    patient = find_patient(patient_id)
    ordered(draft.valid_from, draft.valid_to, "valid_to")
    dates = {name: getattr(draft, name) for name in ("valid_from", "valid_to", "seen_on")}
    kind = one_of(file_codes.COVERAGE_KINDS, draft.kind, "kind")
    values = {"kind": kind, **texts(Coverage, payer=draft.payer, number=draft.number), **dates}
    saved: Coverage = _save_part(Coverage, patient, coverage_id, values, version, "coverage")
    return saved


@service(EDIT, mission="ADM-04")
def save_accommodation(
    *, actor: Actor, patient_id: UUID, accommodation_id: UUID, kind: str, remark: str = "", version: int | None = None
) -> Accommodation:
    """Note what makes the visit possible (`version` None: new); one line for each kind."""
    require_delegation(actor=actor, mission="ADM-04")
    patient = find_patient(patient_id)
    code = one_of(file_codes.ACCOMMODATION_KINDS, kind, "kind")
    others = Accommodation.objects.filter(patient=patient, kind=code, ended_at=None).exclude(pk=accommodation_id)
    if others.exists():
        text = "Ce besoin est déjà noté\u202f: complétez la ligne existante."
        raise Invalid(text, fields={"kind": [text]})
    values = {"kind": code, **texts(Accommodation, note=remark)}
    saved: Accommodation = _save_part(Accommodation, patient, accommodation_id, values, version, "accommodation")
    return saved


@service(EDIT, mission="ADM-04")
def end_part(*, actor: Actor, patient_id: UUID, part: str, part_id: UUID, ended: bool = True) -> None:
    """Take a contact, a coverage or an accommodation off the file; `ended` False puts it back. Nothing is deleted."""
    require_delegation(actor=actor, mission="ADM-04")
    model = _PARTS[one_of({name: name for name in _PARTS}, part, "part")]
    row = find_part(model, find_patient(patient_id).pk, part_id)
    if bool(row.ended_at) is not ended:
        save_changes(row, {"ended_at": timezone.now() if ended else None}, None)
        note(f"patient.{part}_{'ended' if ended else 'restored'}", row, patient_id)


@service(EDIT, mission="ADM-04")
def record_consent(
    *,
    actor: Actor,
    patient_id: UUID,
    consent_id: UUID,
    kind: str,
    decision: str,
    decided_on: date,
    means: str,
    remark: str = "",
) -> Consent:
    """Note what the patient answered; the latest answer of a kind counts. The same `consent_id` twice answers the first."""
    require_delegation(actor=actor, mission="ADM-04")
    patient = find_patient(patient_id)
    if existing := Consent.objects.filter(pk=consent_id, patient=patient).first():
        return existing
    if decided_on > timezone.localdate():
        raise Invalid("Cette date est dans l’avenir.", fields={"decided_on": ["Cette date est dans l’avenir."]})
    consent = Consent.objects.create(
        id=consent_id,
        patient=patient,
        kind=one_of(file_codes.CONSENT_KINDS, kind, "kind"),
        decision=one_of(file_codes.DECISIONS, decision, "decision"),
        means=one_of(file_codes.MEANS, means, "means"),
        decided_on=decided_on,
        **texts(Consent, note=remark),
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
    note("patient.consent_recorded", consent, patient.pk, {"kind": kind, "decision": decision})
    return consent


@service(EDIT, mission="ADM-03")
def record_death(*, actor: Actor, patient_id: UUID, deceased_on: date | None, version: int | None) -> Patient:
    """Note the day of death, or take the note back (None). Raises Invalid for a day before birth or in the future."""
    require_delegation(actor=actor, mission="ADM-03")
    patient = find_patient(patient_id)
    if deceased_on and not patient.birth_date <= deceased_on <= timezone.localdate():
        text = "La date du décès se situe entre la naissance et aujourd’hui."
        raise Invalid(text, fields={"deceased_on": [text]})
    changes = save_changes(patient, {"deceased_on": deceased_on}, version)
    if changes:
        note(
            "patient.death_recorded" if deceased_on else "patient.death_withdrawn",
            patient,
            patient.pk,
            {"changes": changes},
        )
        publish(PatientDeceased(patient.pk, deceased=deceased_on is not None))
    return patient


_PARTS: dict[str, Any] = {"contact": PatientContact, "coverage": Coverage, "accommodation": Accommodation}


def _save_part(
    model: Any, patient: Patient, part_id: UUID, values: dict[str, Any], version: int | None, name: str
) -> Any:
    if version is not None:
        row = find_part(model, patient.pk, part_id)
        if changes := save_changes(row, values, version):
            note(f"patient.{name}_changed", row, patient.pk, {"fields": sorted(changes)})
        return row
    if existing := model.objects.filter(pk=part_id, patient=patient).first():
        return existing
    row = model.objects.create(id=part_id, patient=patient, **values)
    note(f"patient.{name}_added", row, patient.pk, {"kind": values["kind"]})
    return row
