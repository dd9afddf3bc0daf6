"""Joining two records of one person, and parting them again exactly as they were (safety §1.9, ADR 0006)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.record.patients.events import PatientsMerged, PatientsParted
from brasdroit.record.patients.models import (
    PATIENT_INDEX,
    ClinicalAbsence,
    ClinicalItem,
    DuplicatePair,
    InsHistory,
    Patient,
    PatientMerge,
)
from brasdroit.record.patients.permissions import MERGE
from brasdroit.record.patients.rules.merging import check_merge
from brasdroit.record.patients.selectors.comparison import GROUPS, chosen_values
from brasdroit.record.patients.services.changes import save_changes, texts
from brasdroit.record.patients.services.merge_rows import Moves, move_back, move_rows, tell_identity

_TOPICS = ("duplicates", "waiting_room", "tasks", "documents")
_STALE = "Une autre personne a modifié une de ces fiches entre-temps. Comparez-les de nouveau."


@service(MERGE)
def merge_patients(
    *,
    actor: Actor,
    merge_id: UUID,
    survivor_id: UUID,
    absorbed_id: UUID,
    choices: Mapping[str, str],
    reason: str = "",
    versions: tuple[int, int] | None = None,
) -> PatientMerge:
    """Join two records: `choices` says for each group of values "kept" or "other"; every row follows the survivor.

    The same `merge_id` twice answers the first. `versions` are those compared on the screen, survivor's first.
    Raises NotFound; Invalid with the rule's sentence; Conflict "stale".
    """
    if known := PatientMerge.objects.filter(pk=merge_id).first():
        return known
    survivor, absorbed = _two(survivor_id, absorbed_id)
    if versions and versions != (survivor.version, absorbed.version):
        raise Conflict(_STALE, code="stale")
    answer = check_merge(survivor.identity, absorbed.identity)
    if not answer.allowed:
        raise Invalid(answer.explanation, code=answer.code)
    said = texts(PatientMerge, reason=reason)["reason"]
    values = chosen_values(survivor, absorbed, choices)
    before, after = _differences(survivor, values)
    _absorb(survivor, absorbed)
    save_changes(survivor, {name: values[name] for name in after}, None)
    moves = move_rows(absorbed.pk, survivor.pk)
    merge = _recorded(actor, merge_id, survivor, absorbed, said, moves, before, after)
    _settle_pair(actor, survivor, absorbed, "merged")
    _tell(actor, "merged", survivor, absorbed, said, moves.count)
    publish(PatientsMerged(survivor.pk, absorbed.pk))
    return merge


@service(MERGE)
def undo_merge(*, actor: Actor, merge_id: UUID, reason: str = "") -> PatientMerge:
    """Part two records again: rows that had followed go back, values changed since stay as somebody wrote them.

    Raises NotFound; Conflict when it was undone, when the survivor was himself merged since ("merged_since"), or when he
    still holds the INS of the other record ("ins_taken").
    """
    merge = PatientMerge.objects.select_for_update().filter(pk=merge_id).first()
    if merge is None:
        raise NotFound("Cette fusion n’existe pas ou plus.")
    if merge.undone_at:
        raise Conflict("Cette fusion a déjà été défaite.", code="undone")
    said = texts(PatientMerge, undone_reason=reason)["undone_reason"]
    pair = {
        each.pk: each
        for each in Patient.objects.select_for_update().filter(pk__in=[merge.survivor_id, merge.absorbed_id])
    }
    survivor, absorbed = pair[merge.survivor_id], pair[merge.absorbed_id]
    if not survivor.active:
        text = "La fiche conservée a été fusionnée depuis avec une autre\u202f: défaites d’abord cette fusion-là."
        raise Conflict(text, code="merged_since")
    _part(merge, survivor, absorbed)
    merge.undone_at, merge.undone_by_name, merge.undone_reason = timezone.now(), actor.display_name, said
    merge.save_edit(expected_version=None, fields=["undone_at", "undone_by_name", "undone_reason"])
    _settle_pair(actor, survivor, absorbed, "open")
    _tell(actor, "unmerged", survivor, absorbed, said, sum(len(rows) for rows in merge.moved.values()))
    publish(PatientsParted(survivor.pk, absorbed.pk))
    return merge


def _two(survivor_id: UUID, absorbed_id: UUID) -> tuple[Patient, Patient]:
    rows = Patient.objects.select_for_update().filter(pk__in=[survivor_id, absorbed_id], active=True).order_by("pk")
    found = {patient.pk: patient for patient in rows}
    if len(found) != 2:
        raise NotFound("Une de ces deux fiches n’existe plus\u202f: elle a peut-être déjà été fusionnée.")
    return found[survivor_id], found[absorbed_id]


def _differences(survivor: Patient, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [name for name, value in values.items() if getattr(survivor, name) != value]
    return {n: _plain(getattr(survivor, n)) for n in changed}, {n: _plain(values[n]) for n in changed}


def _absorb(survivor: Patient, absorbed: Patient) -> None:
    absorbed.active, absorbed.merged_into = False, survivor
    absorbed.save_edit(expected_version=None, fields=["active", "merged_into"])
    PATIENT_INDEX.replace(absorbed.pk, None)


def _recorded(
    actor: Actor,
    merge_id: UUID,
    survivor: Patient,
    absorbed: Patient,
    reason: str,
    moves: Moves,
    before: dict[str, Any],
    after: dict[str, Any],
) -> PatientMerge:
    PATIENT_INDEX.replace(survivor.pk, survivor.terms)
    return PatientMerge.objects.create(
        id=merge_id,
        survivor=survivor,
        absorbed=absorbed,
        reason=reason,
        moved=moves.moved,
        left=moves.left,
        before=before,
        after=after,
        added=_remember_ins(survivor, absorbed, before),
        ended=_end_contradicted(survivor),
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )


def _remember_ins(survivor: Patient, absorbed: Patient, before: Mapping[str, Any]) -> list[str]:
    """Keep in the survivor's history the INS that he does not take, so that it still finds him."""
    former = before.get("ins_matricule", survivor.ins_matricule), before.get("ins_oid", survivor.ins_oid)
    held = {former, (absorbed.ins_matricule, absorbed.ins_oid)} - {("", ""), (survivor.ins_matricule, survivor.ins_oid)}
    rows = [
        InsHistory.objects.create(
            patient=survivor, matricule=matricule, oid=oid, ended_on=timezone.localdate(), reason="merged"
        )
        for matricule, oid in sorted(held)
    ]
    return [str(row.pk) for row in rows]


def _end_contradicted(survivor: Patient) -> list[str]:
    """End the « none known » that a line of the other record contradicts: a safe record never says both."""
    active = ClinicalItem.objects.filter(patient=survivor, status="active").values("kind")
    rows = ClinicalAbsence.objects.filter(patient=survivor, ended_at=None, kind__in=active)
    ended = [str(pk) for pk in rows.values_list("pk", flat=True)]
    rows.update(ended_at=timezone.now())
    return ended


def _part(merge: PatientMerge, survivor: Patient, absorbed: Patient) -> None:
    values = _restored(merge, survivor)
    if absorbed.ins and {"ins_matricule": survivor.ins_matricule, **values}["ins_matricule"] == absorbed.ins_matricule:
        text = "La fiche conservée porte l’INS de l’autre, et son identité a changé depuis\u202f: invalidez d’abord cette INS."
        raise Conflict(text, code="ins_taken")
    InsHistory.objects.filter(pk__in=merge.added).delete()
    move_back(merge.moved, absorbed.pk, survivor.pk)
    _reopen(merge.ended)
    save_changes(survivor, values, None)
    absorbed.active, absorbed.merged_into = True, None
    absorbed.save_edit(expected_version=None, fields=["active", "merged_into"])
    for patient in (survivor, absorbed):
        PATIENT_INDEX.replace(patient.pk, patient.terms)


def _reopen(absences: list[str]) -> None:
    """Say « none known » again where it was said; where it was said anew since the merge, that one stands."""
    for pk in absences:
        with suppress(IntegrityError), transaction.atomic():
            ClinicalAbsence.objects.filter(pk=pk).update(ended_at=None)


def _restored(merge: PatientMerge, survivor: Patient) -> dict[str, Any]:
    """The survivor's former values, group by group: a group somebody changed since the merge stays as it is."""
    groups = [*(names for _, names in GROUPS.values()), ("is_homonym",), ("last_seen_on",)]
    values: dict[str, Any] = {}
    for names in groups:
        mine = [name for name in names if name in merge.before]
        if all(_plain(getattr(survivor, name)) == merge.after[name] for name in mine):
            values |= {name: _typed(name, merge.before[name]) for name in mine}
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(name: str, value: Any) -> Any:
    if name == "treating_doctor_id":
        return UUID(value) if value else None
    field: Any = Patient._meta.get_field(name)
    return field.to_python(value)


def _settle_pair(actor: Actor, a: Patient, b: Patient, state: str) -> None:
    first, second = sorted((a.pk, b.pk))
    decided = {"decided_at": timezone.now(), "decided_by_name": actor.display_name} if state != "open" else {}
    DuplicatePair.objects.filter(first=first, second=second).update(state=state, **decided)


def _tell(actor: Actor, act: str, survivor: Patient, absorbed: Patient, reason: str, rows: int) -> None:
    for patient, other in ((survivor, absorbed), (absorbed, survivor)):
        tell_identity(actor, patient, act, reason, other.pk)
        trace(f"patient.{act}", subject=patient, about_id=patient.pk, details={"other": str(other.pk), "rows": rows})
    touch(*_TOPICS, topic_of("patient", survivor.pk), topic_of("patient", absorbed.pk))
