"""Loading many patients: the same identity rules and search documents as one by one, a batch per transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import service, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.models import PATIENT_INDEX, Patient, PatientIdentityEvent
from brasdroit.record.patients.permissions import CREATE
from brasdroit.record.patients.rules.matricules import check_ins
from brasdroit.record.patients.rules.statuses import carries_ins
from brasdroit.record.patients.services.inputs import PatientDraft, read_fields
from brasdroit.record.patients.types import CaptureChannel, IdentityStatus, InsIdentifier

_COLUMNS = tuple(field.name for field in Patient._meta.concrete_fields)
_ATTRIBUTES = tuple(field.attname for field in Patient._meta.concrete_fields)
_EVENT_COLUMNS = (
    "id", "tenant", "created_at", "patient", "kind", "status_before", "status_after", "channel", "evidence_kind", "reason",
    "changes", "author", "author_name",
)  # fmt: skip
_DRAFT_FIELDS = tuple(field.name for field in fields(PatientDraft))


@dataclass(frozen=True, slots=True)
class LoadedPatient:
    """One patient of a load: the draft, and what another system already knows of the identity."""

    draft: PatientDraft
    status: IdentityStatus = IdentityStatus.PROVISIONAL
    ins: InsIdentifier | None = None
    last_seen_on: date | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BulkReport:
    """`created` follows the order of the rows accepted; `refused` maps a row's place to its first reason."""

    created: tuple[UUID, ...]
    refused: Mapping[int, str]


@service(CREATE, mission="ADM-03")
def bulk_create_patients(
    *,
    actor: Actor,
    rows: Sequence[LoadedPatient],
    on: date,
    channel: CaptureChannel = CaptureChannel.MANUAL,
    vocabulary: dict[str, int] | None = None,
) -> BulkReport:
    """Create one batch (some hundreds) of patients that a person or a rule has already told apart.

    All the accepted rows are written or none. `vocabulary`, an empty dict kept by the caller from batch to batch,
    saves reading known words again. Refuses rows that break the identity rules or whose INS is taken.
    """
    require_delegation(actor=actor, mission="ADM-03", on=on)
    patients, refused = _read(rows, on)
    insert_many(Patient, _COLUMNS, [[getattr(patient, name) for name in _ATTRIBUTES] for patient in patients])
    insert_many(PatientIdentityEvent, _EVENT_COLUMNS, [_event(actor, patient, channel) for patient in patients])
    PATIENT_INDEX.put({patient.pk: patient.terms for patient in patients}, vocabulary)
    trace("patient.loaded", details={"created": len(patients), "refused": len(refused)})
    return BulkReport(tuple(patient.pk for patient in patients), refused)


def _read(rows: Sequence[LoadedPatient], on: date) -> tuple[list[Patient], dict[int, str]]:
    taken = _taken(rows)
    patients, refused = list[Patient](), dict[int, str]()
    for place, row in enumerate(rows):
        clean, problems = read_fields({name: getattr(row.draft, name) for name in _DRAFT_FIELDS}, on)
        reason = next(iter(problems.values()), None) or _ins_problem(row, taken)
        if reason:
            refused[place] = reason
            continue
        patients.append(_patient(row, clean))
        taken |= {(row.ins.matricule, row.ins.oid)} if row.ins else set()
    return patients, refused


def _taken(rows: Sequence[LoadedPatient]) -> set[tuple[str, str]]:
    numbers = [row.ins.matricule for row in rows if row.ins]
    held = Patient.objects.filter(ins_matricule__in=numbers, active=True) if numbers else Patient.objects.none()
    return set(held.values_list("ins_matricule", "ins_oid"))


def _ins_problem(row: LoadedPatient, taken: set[tuple[str, str]]) -> str | None:
    if carries_ins(row.status) is not (row.ins is not None):
        return "Une INS accompagne une identité récupérée ou qualifiée, et elle seule."
    if row.ins is None:
        return None
    answer = check_ins(row.ins, production=not settings.DEMO)
    if not answer.allowed:
        return answer.explanation
    return "Cette INS est déjà celle d’un autre patient." if (row.ins.matricule, row.ins.oid) in taken else None


def _patient(row: LoadedPatient, clean: Mapping[str, Any]) -> Patient:
    ins, now = row.ins, timezone.now()
    return Patient(
        id=row.id or new_id(),
        identity_status=row.status,
        ins_matricule=ins.matricule if ins else "",
        ins_oid=ins.oid if ins else "",
        last_seen_on=row.last_seen_on,
        created_at=now,
        updated_at=now,
        **clean,
    )


def _event(actor: Actor, patient: Patient, channel: CaptureChannel) -> tuple[Any, ...]:
    """The values of `_EVENT_COLUMNS`."""
    made = new_id(), patient.tenant_id, patient.created_at, patient.pk, "loaded", "", patient.identity_status, channel
    return *made, "", "", {}, actor.membership_id, actor.display_name
