"""What the patient says about his health, as collected; the doctor reviews it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.models import ClinicalAbsence, ClinicalItem
from brasdroit.record.patients.permissions import COLLECTING_MISSION, EDIT_CLINICAL, REVIEW
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.rules.birth_dates import year_ahead
from brasdroit.record.patients.services.changes import find_part, find_patient, note, one_of, save_changes, texts

_STATUSES = {"active": "En cours", "resolved": "Passé", "in_error": "Noté par erreur"}


@service(EDIT_CLINICAL, mission=COLLECTING_MISSION)
def add_clinical_item(
    *,
    actor: Actor,
    patient_id: UUID,
    item_id: UUID,
    kind: str,
    text: str,
    since: str = "",
    encounter_id: UUID | None = None,
) -> ClinicalItem:
    """Note one allergy, antecedent, treatment or habit; « aucune connue » of that kind ends. Idempotent on `item_id`.

    What a doctor notes is reviewed at once, what an assistant notes waits for the doctor. `encounter_id`: the visit it is
    collected for, whose doctor must have entrusted it; None: any doctor of the practice. NotFound for another's visit.
    """
    _require_mission(actor, patient_id, encounter_id)
    patient = find_patient(patient_id)
    if existing := ClinicalItem.objects.filter(pk=item_id, patient=patient).first():
        return existing
    clean = texts(ClinicalItem, text=text, since=since)
    _require_begun(clean["since"])
    if not clean["text"]:
        raise Invalid("Écrivez ce que dit le patient.", fields={"text": ["Écrivez ce que dit le patient."]})
    code = one_of(file_codes.CLINICAL_KINDS, kind, "kind")
    item = ClinicalItem.objects.create(
        id=item_id, patient=patient, kind=code, **clean, **_author(actor), **_review(actor)
    )
    ClinicalAbsence.objects.filter(patient=patient, kind=code, ended_at=None).update(ended_at=timezone.now())
    note("patient.clinical_added", item, patient.pk, {"kind": code})
    return item


def _require_begun(since: str) -> None:
    if year := year_ahead(since, timezone.localdate()):
        raise Invalid("Corrigez la date.", fields={"since": [f"L’année {year} n’a pas commencé\u202f: vérifiez-la."]})


@service(EDIT_CLINICAL, mission=COLLECTING_MISSION)
def edit_clinical_item(
    *,
    actor: Actor,
    patient_id: UUID,
    item_id: UUID,
    text: str,
    since: str,
    status: str,
    version: int | None,
    encounter_id: UUID | None = None,
) -> ClinicalItem:
    """Change a line; it waits again for the doctor unless a doctor changes it."""
    _require_mission(actor, patient_id, encounter_id)
    item = find_part(ClinicalItem, find_patient(patient_id).pk, item_id)
    values = {**texts(ClinicalItem, text=text, since=since), "status": one_of(_STATUSES, status, "status")}
    _require_begun(values["since"])
    if not values["text"]:
        raise Invalid("Écrivez ce que dit le patient.", fields={"text": ["Écrivez ce que dit le patient."]})
    changed = {name: value for name, value in values.items() if getattr(item, name) != value}
    if changed:
        save_changes(item, {**changed, **_review(actor)}, version)
        note("patient.clinical_changed", item, patient_id, {"kind": item.kind, "fields": sorted(changed)})
    return item


@service(EDIT_CLINICAL, mission=COLLECTING_MISSION)
def state_none(*, actor: Actor, patient_id: UUID, kind: str, encounter_id: UUID | None = None) -> ClinicalAbsence:
    """Note that the patient was asked and has none of that kind; Conflict while a line of that kind is active."""
    _require_mission(actor, patient_id, encounter_id)
    patient = find_patient(patient_id)
    code = one_of(file_codes.CLINICAL_KINDS, kind, "kind")
    if ClinicalItem.objects.filter(patient=patient, kind=code, status="active").exists():
        raise Conflict("Des lignes sont encore en cours\u202f: terminez-les d’abord.", code="items_active")
    absence, created = ClinicalAbsence.objects.get_or_create(
        patient=patient, kind=code, ended_at=None, defaults={"stated_on": timezone.localdate(), **_author(actor)}
    )
    if created:
        note("patient.clinical_none_stated", absence, patient.pk, {"kind": code})
    return absence


@service(REVIEW)
def review_clinical_items(
    *, actor: Actor, patient_id: UUID, item_ids: list[UUID] | None = None, seen_until: datetime | None = None
) -> int:
    """The doctor has read these lines (None: all that wait); answers how many.

    `seen_until`: the moment his page was drawn (None: now). Conflict when a line was written since.
    """
    patient = find_patient(patient_id)
    waiting = ClinicalItem.objects.filter(patient=patient, reviewed_at=None)
    waiting = waiting.filter(pk__in=item_ids) if item_ids is not None else waiting
    if not waiting.exists():
        return 0
    if seen_until is not None and waiting.filter(updated_at__gt=seen_until).exists():
        raise Conflict(
            "De nouveaux éléments sont arrivés depuis l’affichage\u202f: rechargez la page, puis relisez-les.",
            code="not_seen",
        )
    count: int = waiting.update(**_review(actor))
    note("patient.clinical_reviewed", patient, patient.pk, {"lines": count})
    return count


def _require_mission(actor: Actor, patient_id: UUID, encounter_id: UUID | None) -> None:
    doctor_id = _doctor_of(patient_id, encounter_id) if encounter_id else None
    require_delegation(actor=actor, mission=COLLECTING_MISSION, doctor_id=doctor_id)


def _doctor_of(patient_id: UUID, encounter_id: UUID) -> UUID:
    doctor_id: UUID | None = (
        find_patient(patient_id).encounters.filter(pk=encounter_id).values_list("doctor_id", flat=True).first()
    )
    if doctor_id is None:
        raise NotFound("Cette visite n’existe pas ou plus.")
    return doctor_id


def _author(actor: Actor) -> dict[str, object]:
    return {"author_id": actor.membership_id, "author_name": actor.display_name}


def _review(actor: Actor) -> dict[str, object]:
    if actor.role != Role.DOCTOR:
        return {"reviewed_by_id": None, "reviewed_by_name": "", "reviewed_at": None}
    return {
        "reviewed_by_id": actor.membership_id,
        "reviewed_by_name": actor.display_name,
        "reviewed_at": timezone.now(),
    }
