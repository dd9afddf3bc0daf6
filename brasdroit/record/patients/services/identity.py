"""Identity: strict traits, status, attributes and INS; every change leaves an event (safety §1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.service import publish, service
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.events import PatientIdentityChanged
from brasdroit.record.patients.models import PATIENT_INDEX, InsHistory, Patient, PatientIdentityEvent
from brasdroit.record.patients.permissions import IDENTITY
from brasdroit.record.patients.rules.attributes import check_attributes
from brasdroit.record.patients.rules.evidence import accepts_evidence, evidence_list
from brasdroit.record.patients.rules.matricules import check_ins
from brasdroit.record.patients.rules.statuses import Facts, IdentityEvent, Transition, transition
from brasdroit.record.patients.rules.trait_changes import change_of_traits
from brasdroit.record.patients.services.changes import find_patient, note, save_changes
from brasdroit.record.patients.services.inputs import STRICT, checked, plain_text
from brasdroit.record.patients.types import Answer, CaptureChannel, IdentityAttribute, IdentityStatus, InsIdentifier

_FLAGS = {
    IdentityAttribute.HOMONYM: "is_homonym",
    IdentityAttribute.DOUBTFUL: "is_doubtful",
    IdentityAttribute.FICTITIOUS: "is_fictitious",
}
_NO_INS = {"ins_matricule": "", "ins_oid": "", "ins_checked_at": None}


@service(IDENTITY, mission="ADM-03")
def edit_strict_traits(
    *,
    actor: Actor,
    patient_id: UUID,
    values: Mapping[str, Any],
    version: int | None,
    evidence_shown: bool = False,
    reason: str = "",
    channel: CaptureChannel = CaptureChannel.MANUAL,
) -> Patient:
    """Change strict traits given in `values`; the rules say what becomes of the status and of the INS.

    `evidence_shown`: the new trait is read on a high-confidence proof at hand.
    """
    require_delegation(actor=actor, mission="ADM-03")
    patient = find_patient(patient_id)
    clean = checked(
        {**_strict(patient), **{name: values[name] for name in STRICT if name in values}}, timezone.localdate()
    )
    before, status = patient.traits, IdentityStatus(patient.identity_status)
    after = Patient(**clean).traits
    change = change_of_traits(status, before, after, evidence_shown=evidence_shown)
    if not change.changed:
        return patient
    dropped = _drop_ins(patient, "trait_changed") if not change.ins_kept else {}
    changes = save_changes(patient, {**clean, **dropped, "identity_status": change.status}, version)
    PATIENT_INDEX.replace(patient.pk, patient.terms)
    shown = {name: pair for name, pair in changes.items() if name in STRICT}
    _tell(actor, patient, "traits", status, channel, reason=reason, changes=shown)
    return patient


@service(IDENTITY, mission="ADM-03")
def check_evidence(
    *,
    actor: Actor,
    patient_id: UUID,
    evidence_kind: str,
    traits_confirmed: bool | None,
    parent_evidence_shown: bool | None = None,
    version: int | None = None,
) -> Patient:
    """A proof of identity was shown and compared with the traits; raises Invalid with the sentence of the rule."""
    require_delegation(actor=actor, mission="ADM-03")
    patient, on = find_patient(patient_id), timezone.localdate()
    proof = next((item for item in evidence_list(on) if item.key == evidence_kind), None)
    if proof is None:
        raise Invalid("Choisissez la pièce présentée.", fields={"evidence_kind": ["Choisissez la pièce présentée."]})
    answer = accepts_evidence(proof, patient.birth_date, on, parent_evidence_shown=parent_evidence_shown)
    if not answer.allowed:
        raise _refusal(answer, "evidence_kind")
    facts = Facts(high_confidence_evidence=True, traits_confirmed=traits_confirmed)
    moved = _move(patient, IdentityEvent.EVIDENCE_CHECKED, facts, "traits_confirmed")
    before = IdentityStatus(patient.identity_status)
    save_changes(
        patient, {"identity_status": moved.status, "evidence_kind": evidence_kind, "evidence_seen_on": on}, version
    )
    _tell(actor, patient, "evidence", before, CaptureChannel.MANUAL, evidence=evidence_kind)
    return patient


@service(IDENTITY, mission="ADM-03")
def attach_ins(
    *,
    actor: Actor,
    patient_id: UUID,
    ins: InsIdentifier,
    channel: CaptureChannel,
    insi_code: str | None,
    traits_confirmed: bool | None,
    version: int | None = None,
) -> Patient:
    """Store an INS that INSi (or the Appli carte Vitale) gave for these traits; the status follows the rules.

    Raises Invalid when the INS or the answer is not acceptable, Conflict "ins_taken" when another patient holds it.
    """
    require_delegation(actor=actor, mission="ADM-03")
    patient = find_patient(patient_id)
    _acceptable(ins, patient)
    event = IdentityEvent.APP_READ if channel is CaptureChannel.HEALTH_CARD_APP else IdentityEvent.INSI_CONFIRMED
    moved = _move(patient, event, Facts(insi_code=insi_code, traits_confirmed=traits_confirmed), "traits_confirmed")
    if patient.ins_matricule and (patient.ins_matricule, patient.ins_oid) != (ins.matricule, ins.oid):
        _drop_ins(patient, "replaced")
    before = IdentityStatus(patient.identity_status)
    held = {"ins_matricule": ins.matricule, "ins_oid": ins.oid, "ins_checked_at": timezone.now()}
    save_changes(patient, {**held, "identity_status": moved.status}, version)
    _tell(actor, patient, "ins_attached", before, channel)
    return patient


@service(IDENTITY, mission="ADM-03")
def note_ins_read(*, actor: Actor, patient_id: UUID, ins: InsIdentifier) -> None:
    """Remember a matricule read on a document: it finds the patient again, it gives neither INS nor status (EXI REC 02)."""
    require_delegation(actor=actor, mission="ADM-03")
    patient = find_patient(patient_id)
    _acceptable(ins, patient)
    known = InsHistory.objects.filter(patient=patient, matricule=ins.matricule, oid=ins.oid).exists()
    if not known and patient.ins != ins:
        _remember(patient, ins, "read_on_document")
        status = IdentityStatus(patient.identity_status)
        _tell(actor, patient, "ins_read", status, CaptureChannel.BARCODE)


@service(IDENTITY, mission="ADM-03")
def invalidate_ins(*, actor: Actor, patient_id: UUID, reason: str, version: int | None = None) -> Patient:
    """The INS is not that of the person: matricule and OID go to the history, the status falls. Invalid without reason."""
    require_delegation(actor=actor, mission="ADM-03")
    if not reason.strip():
        text = "Indiquez pourquoi vous invalidez cette INS."
        raise Invalid(text, code="reason_missing", fields={"reason": [text]})
    patient = find_patient(patient_id)
    before = IdentityStatus(patient.identity_status)
    moved = transition(before, IdentityEvent.INS_INVALIDATED, Facts(), patient.attributes)
    changes = {**_drop_ins(patient, "invalidated"), "identity_status": moved.status}
    if save_changes(patient, changes, version):
        _tell(actor, patient, "ins_invalidated", before, CaptureChannel.MANUAL, reason=reason)
    return patient


@service(IDENTITY, mission="ADM-03")
def set_attributes(
    *, actor: Actor, patient_id: UUID, attributes: frozenset[IdentityAttribute], reason: str, version: int | None = None
) -> Patient:
    """Set the attributes in force (homonym, doubtful, fictitious); a doubt makes the identity provisional, without INS."""
    require_delegation(actor=actor, mission="ADM-03")
    return write_attributes(actor, patient_id, attributes, reason, version)


def write_attributes(
    actor: Actor, patient_id: UUID, attributes: frozenset[IdentityAttribute], reason: str, version: int | None = None
) -> Patient:
    """Write the attributes, inside a running service that checked its own mission."""
    patient = find_patient(patient_id)
    before = IdentityStatus(patient.identity_status)
    doubted = bool(attributes - {IdentityAttribute.HOMONYM})
    status = transition(before, IdentityEvent.DOUBT_RAISED, Facts()).status if doubted else before
    answer = check_attributes(attributes, status)
    if not answer.allowed:
        raise _refusal(answer, "attributes")
    flags = {column: attribute in attributes for attribute, column in _FLAGS.items()}
    dropped = _drop_ins(patient, "identity_doubted") if doubted else {}
    changes = save_changes(patient, {**flags, **dropped, "identity_status": status}, version)
    if changes:
        shown = {name: pair for name, pair in changes.items() if name in flags}
        _tell(actor, patient, "attribute", before, CaptureChannel.MANUAL, reason=reason, changes=shown)
    return patient


def _strict(patient: Patient) -> dict[str, Any]:
    return {name: getattr(patient, name) for name in STRICT}


def _move(patient: Patient, event: IdentityEvent, facts: Facts, field: str) -> Transition:
    moved = transition(IdentityStatus(patient.identity_status), event, facts, patient.attributes)
    if not moved.answer.allowed:
        raise _refusal(moved.answer, field)
    return moved


def _refusal(answer: Answer, field: str) -> Invalid:
    return Invalid(answer.explanation, code=answer.code, fields={field: [answer.explanation]})


def _acceptable(ins: InsIdentifier, patient: Patient) -> None:
    answer = check_ins(ins, production=not settings.DEMO)
    if not answer.allowed:
        raise _refusal(answer, "ins")
    others = Patient.objects.filter(active=True).exclude(pk=patient.pk)
    same = {"matricule": ins.matricule, "oid": ins.oid}
    holder = others.filter(ins_matricule=ins.matricule, ins_oid=ins.oid).first()
    holder = holder or others.filter(former_ins__in=InsHistory.objects.filter(**same)).first()
    if holder:
        raise Conflict(
            "Cette INS est déjà celle d’un autre patient\u202f: comparez les deux fiches avant de continuer.",
            code="ins_taken",
            alternatives=[holder],
        )


def _drop_ins(patient: Patient, why: str) -> dict[str, Any]:
    """Move the INS to the history; answers the values that take it off the patient."""
    if patient.ins:
        _remember(patient, patient.ins, why)
    return dict(_NO_INS)


def _remember(patient: Patient, ins: InsIdentifier, why: str) -> None:
    InsHistory.objects.create(
        patient=patient, matricule=ins.matricule, oid=ins.oid, ended_on=timezone.localdate(), reason=why
    )


def _tell(
    actor: Actor,
    patient: Patient,
    kind: str,
    before: IdentityStatus,
    channel: CaptureChannel,
    *,
    evidence: str = "",
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    try:
        said = plain_text(reason, 300)
    except ValueError as error:
        raise Invalid(str(error), fields={"reason": [str(error)]}) from error
    PatientIdentityEvent.objects.create(
        patient=patient,
        kind=kind,
        status_before=before,
        status_after=patient.identity_status,
        channel=channel,
        evidence_kind=evidence,
        reason=said,
        changes=dict(changes or {}),
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
    note(f"patient.identity_{kind}", patient, patient.pk, {"status": [before, patient.identity_status]})
    publish(PatientIdentityChanged(patient.pk, patient.identity_status, tuple(changes or ())))
