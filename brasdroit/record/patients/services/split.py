"""Putting a collision right: one record held two persons; each row goes to whom it belongs (safety §1.9, ADR 0006)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.events import PatientsParted
from brasdroit.record.patients.models import PATIENT_INDEX, Patient, PatientSplit
from brasdroit.record.patients.permissions import IDENTITY, MERGE, REPORTING_MISSION
from brasdroit.record.patients.selectors.links import links
from brasdroit.record.patients.services.changes import find_patient, texts
from brasdroit.record.patients.services.creation import create_patient
from brasdroit.record.patients.services.identity import write_attributes
from brasdroit.record.patients.services.inputs import PatientDraft
from brasdroit.record.patients.services.merge_rows import move_back, move_rows, tell_identity, with_dependents
from brasdroit.record.patients.types import IdentityAttribute


@dataclass(frozen=True, slots=True)
class NewIdentity:
    """The second person, who has no record yet: his traits, and the proof that he was looked for first."""

    id: UUID
    draft: PatientDraft
    search_token: str
    distinct_reason: str = ""


@service(IDENTITY, mission=REPORTING_MISSION)
def report_collision(*, actor: Actor, patient_id: UUID, reason: str) -> Patient:
    """Say that a record may hold several persons: its identity becomes doubtful, so provisional and without INS.

    Raises Invalid without a reason; Forbidden without the delegation to report faults of identity.
    """
    require_delegation(actor=actor, mission=REPORTING_MISSION)
    patient, said = find_patient(patient_id), _reason(reason)
    if patient.is_doubtful:
        return patient
    attributes = patient.attributes | {IdentityAttribute.DOUBTFUL}
    return write_attributes(actor, patient_id, attributes, said)


@service(MERGE)
def split_patient(
    *,
    actor: Actor,
    split_id: UUID,
    source_id: UUID,
    target: UUID | NewIdentity,
    rows: Mapping[str, Collection[str]],
    reason: str,
) -> PatientSplit:
    """Give the chosen rows (by link), and what depends on them, to another record, existing or created now.

    The record that held both stays doubtful until somebody has verified whose it is. The same `split_id` twice answers
    the first. Raises NotFound; Invalid (nothing chosen, no reason, the new identity's fields); Conflict
    "probable_duplicate" as creation does, "left_behind" when a row cannot be in both.
    """
    if known := PatientSplit.objects.filter(pk=split_id).first():
        return known
    source, said = _living(source_id), _reason(reason)
    if not any(rows.values()):
        text = "Choisissez au moins un élément à donner à l’autre personne."
        raise Invalid(text, fields={"rows": [text]})
    owner = _target(actor, target, source)
    report_collision(actor=actor, patient_id=source_id, reason=said)
    moves = move_rows(source_id, owner.pk, with_dependents(source_id, rows))
    if moves.left:
        text = "L’autre fiche a déjà l’équivalent d’un des éléments choisis\u202f: retirez-le de la sélection."
        raise Conflict(text, code="left_behind")
    split = PatientSplit.objects.create(
        id=split_id,
        source=source,
        target=owner,
        target_created=isinstance(target, NewIdentity),
        reason=said,
        moved=moves.moved,
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
    _tell(actor, "split", split, said, moves.count)
    return split


@service(MERGE)
def undo_split(*, actor: Actor, split_id: UUID, reason: str = "") -> PatientSplit:
    """Take a split back: the rows return; a record made for it is closed, and leads to the one it came from.

    Raises NotFound; Conflict when it was undone, or when the record made for it has received something since.
    """
    split = PatientSplit.objects.select_for_update().select_related("target").filter(pk=split_id).first()
    if split is None:
        raise NotFound("Cette séparation n’existe pas ou plus.")
    if split.undone_at:
        raise Conflict("Cette séparation a déjà été défaite.", code="undone")
    said = texts(PatientSplit, undone_reason=reason)["undone_reason"]
    move_back(split.moved, split.source_id, split.target_id)
    if split.target_created:
        _close(split)
    split.undone_at, split.undone_by_name, split.undone_reason = timezone.now(), actor.display_name, said
    split.save_edit(expected_version=None, fields=["undone_at", "undone_by_name", "undone_reason"])
    _tell(actor, "unsplit", split, said, sum(len(rows) for rows in split.moved.values()))
    return split


def _target(actor: Actor, target: UUID | NewIdentity, source: Patient) -> Patient:
    if isinstance(target, UUID):
        if target == source.pk:
            raise Invalid(
                "Choisissez une autre fiche que celle-ci.", fields={"target": ["Choisissez une autre fiche."]}
            )
        return _living(target)
    created = create_patient(
        actor=actor,
        patient_id=target.id,
        draft=target.draft,
        search_token=target.search_token,
        distinct_reason=target.distinct_reason,
    )
    return created.patient


def _living(patient_id: UUID) -> Patient:
    patient = Patient.objects.select_for_update().filter(pk=patient_id, active=True).first()
    if patient is None:
        raise NotFound("Ce patient n’existe pas ou plus.")
    return patient


def _close(split: PatientSplit) -> None:
    if any(link.rows(split.target_id).exists() for link in links()):
        text = (
            "La fiche créée par la séparation a reçu d’autres éléments depuis\u202f: fusionnez-la avec celle d’origine "
            "si les deux sont la même personne."
        )
        raise Conflict(text, code="used_since")
    target = split.target
    target.active, target.merged_into_id = False, split.source_id
    target.save_edit(expected_version=None, fields=["active", "merged_into_id"])
    PATIENT_INDEX.replace(target.pk, None)


def _reason(reason: str) -> str:
    said = texts(PatientSplit, reason=reason)["reason"]
    if not said:
        text = "Dites ce qui montre que cette fiche réunit plusieurs personnes."
        raise Invalid(text, fields={"reason": [text]})
    return said


def _tell(actor: Actor, act: str, split: PatientSplit, reason: str, rows: int) -> None:
    pair = split.source_id, split.target_id
    for own, other in (pair, pair[::-1]):
        patient = find_patient(own)
        tell_identity(actor, patient, act, reason, other)
        trace(f"patient.{act}", subject=patient, about_id=own, details={"other": str(other), "rows": rows})
    publish(PatientsParted(*(pair if act == "split" else pair[::-1])))
    touch("duplicates", "waiting_room", "tasks", "documents", *(topic_of("patient", each) for each in pair))
