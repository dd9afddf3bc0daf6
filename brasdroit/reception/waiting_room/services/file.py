"""What the arrival changes in the patient's file, through the file's own services and under their own missions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.patients.models import Coverage, Patient
from brasdroit.record.patients.rules.evidence import evidence_list
from brasdroit.record.patients.services.administrative import CoverageDraft, edit_administrative, save_coverage
from brasdroit.record.patients.services.identity import check_evidence
from brasdroit.record.patients.types import IdentityStatus

MAIN_COVERAGE = "AMO"
CONTACT_FIELDS = ("phone", "email", "address_line", "postal_code", "city")
_TO_VALIDATE = frozenset({IdentityStatus.PROVISIONAL, IdentityStatus.RETRIEVED})


@dataclass(frozen=True, slots=True)
class FileChanges:
    """Corrections made at the desk. `contact`: only `CONTACT_FIELDS`; `patient_version`: the version that was shown.

    `coverage_until`: the last day written on the document that was seen.
    """

    contact: Mapping[str, str] = field(default_factory=dict)
    patient_version: int | None = None
    coverage_until: date | None = None


def apply_to_file(
    actor: Actor, patient_id: UUID, changes: FileChanges, *, identity_check: str, coverage_seen: bool
) -> None:
    """Correct contact data, note the coverage seen, validate the identity on the proof shown.

    Nothing differs, nothing is asked of anybody. Raises Invalid by field, Conflict when somebody changed the file, Forbidden
    where a change needs a mission that was not entrusted.
    """
    patient = Patient.objects.get(pk=patient_id)
    wanted = {name: value for name, value in changes.contact.items() if name in CONTACT_FIELDS}
    if any(getattr(patient, name) != value.strip() for name, value in wanted.items()):
        edit_administrative(actor=actor, patient_id=patient_id, values=wanted, version=changes.patient_version)
    if coverage_seen:
        _note_coverage(actor, patient_id, changes.coverage_until)
    if identity_check in validating_proofs() and patient.identity_status in _TO_VALIDATE:
        check_evidence(actor=actor, patient_id=patient_id, evidence_kind=identity_check, traits_confirmed=True)


def validating_proofs() -> frozenset[str]:
    """Codes of the proofs that validate an identity by themselves today."""
    return frozenset(each.key for each in evidence_list(timezone.localdate()) if each.high_confidence)


def _note_coverage(actor: Actor, patient_id: UUID, until: date | None) -> None:
    today = timezone.localdate()
    held = (
        Coverage.objects.filter(patient_id=patient_id, kind=MAIN_COVERAGE, ended_at=None)
        .order_by("-valid_from")
        .first()
    )
    if held is None:
        draft = CoverageDraft(MAIN_COVERAGE, valid_to=until, seen_on=today)
        save_coverage(actor=actor, patient_id=patient_id, coverage_id=new_id(), draft=draft)
    elif held.seen_on != today or (until and held.valid_to != until):
        draft = CoverageDraft(
            held.kind, held.payer, held.number, held.valid_from, until or held.valid_to, seen_on=today
        )
        save_coverage(actor=actor, patient_id=patient_id, coverage_id=held.pk, draft=draft, version=held.version)
