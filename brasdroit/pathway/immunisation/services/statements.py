"""What is said of a vaccination history, and the contraindications a doctor certifies."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service
from brasdroit.pathway.immunisation.models import VaccinationStatement
from brasdroit.pathway.immunisation.permissions import CERTIFY, MISSION, RECORD, require_mission
from brasdroit.pathway.immunisation.types.record import HISTORY, StatementKind
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.services.changes import find_patient, note, texts
from brasdroit.reference.immunisation import edition_on


@service(RECORD, mission=MISSION)
def state_history(*, actor: Actor, patient_id: UUID, statement_id: UUID, kind: StatementKind) -> VaccinationStatement:
    """State that the whole history was read, or that no trace was found; the former statement ends. Idempotent.

    Raises Forbidden (delegation), NotFound, Invalid for another kind.
    """
    patient = find_patient(patient_id)
    require_mission(actor, patient)
    if kind not in HISTORY:
        raise Invalid(
            "Choisissez une des réponses proposées.", fields={"kind": ["Choisissez une des réponses proposées."]}
        )
    if done := VaccinationStatement.objects.filter(pk=statement_id, patient=patient).first():
        return done
    VaccinationStatement.objects.filter(patient=patient, target="", ended_at=None).update(ended_at=timezone.now())
    row = _state(actor, patient, statement_id, kind)
    note("immunization.history_stated", row, patient.pk)
    return row


@service(CERTIFY)
def certify_contraindication(
    *, actor: Actor, patient_id: UUID, statement_id: UUID, target: str, reason: str
) -> VaccinationStatement:
    """A doctor certifies that a vaccination is contraindicated, why in his words. Idempotent.

    Raises NotFound, Invalid (unknown target, no reason), Conflict when one is in force already.
    """
    patient = find_patient(patient_id)
    if done := VaccinationStatement.objects.filter(pk=statement_id, patient=patient).first():
        return done
    if target not in {each.target for each in edition_on(timezone.localdate()).programmes}:
        raise Invalid(
            "Choisissez la vaccination concernée.", fields={"target": ["Choisissez la vaccination concernée."]}
        )
    if not reason.strip():
        text = "Dites la raison en quelques mots."
        raise Invalid(text, fields={"note": [text]})
    said = texts(VaccinationStatement, note=reason)["note"]
    if VaccinationStatement.objects.filter(patient=patient, target=target, ended_at=None).exists():
        raise Conflict("Une contre-indication à cette vaccination est déjà certifiée.", code="already_certified")
    row = _state(actor, patient, statement_id, StatementKind.CONTRAINDICATION, target, said)
    note("immunization.contraindication_certified", row, patient.pk)
    return row


@service(CERTIFY)
def end_contraindication(*, actor: Actor, patient_id: UUID, statement_id: UUID) -> VaccinationStatement:
    """A doctor lifts a contraindication; it stays in the history. Raises NotFound when there is none in force."""
    patient = find_patient(patient_id)
    row: VaccinationStatement | None = VaccinationStatement.objects.filter(
        pk=statement_id, patient=patient, kind=StatementKind.CONTRAINDICATION, ended_at=None
    ).first()
    if row is None:
        raise NotFound("Cette contre-indication n’existe pas ou plus.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    note("immunization.contraindication_ended", row, patient.pk)
    return row


def _state(
    actor: Actor, patient: Patient, identifier: UUID, kind: StatementKind, target: str = "", said: str = ""
) -> VaccinationStatement:
    row: VaccinationStatement = VaccinationStatement.objects.create(
        id=identifier,
        patient=patient,
        kind=kind.value,
        target=target,
        note=said,
        stated_on=timezone.localdate(),
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
    return row
