"""A patient's file, tab by tab; every reading is traced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.audit.selectors import JournalPage, access_log
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import (
    Accommodation,
    ClinicalAbsence,
    ClinicalItem,
    Consent,
    Coverage,
    InsHistory,
    Patient,
    PatientContact,
    PatientIdentityEvent,
)
from brasdroit.record.patients.permissions import READ, READ_ACCESSES, READ_CLINICAL
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.selectors.hits import PatientHit, best_hits, read_rows

_RECENT = 12


@dataclass(frozen=True, slots=True)
class ClinicalPart:
    """One kind of medical information: its lines; `absence` when none was stated; neither: not filled in."""

    kind: str
    label: str
    none_label: str
    active: tuple[ClinicalItem, ...]
    past: tuple[ClinicalItem, ...]
    absence: ClinicalAbsence | None

    @property
    def waiting(self) -> int:
        """How many lines the doctor has not read yet."""
        return sum(1 for item in self.active + self.past if item.reviewed_at is None)


@dataclass(frozen=True, slots=True)
class AdministrativeFile:
    """Contacts, coverage, accommodations in force, and the latest answer to each consent."""

    contacts: tuple[PatientContact, ...]
    coverages: tuple[Coverage, ...]
    accommodations: tuple[Accommodation, ...]
    consents: Mapping[str, Consent]


def patient_detail(actor: Actor, patient_id: UUID) -> Patient:
    """The patient with his treating doctor; raises NotFound for a foreign one. One statement."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        patient: Patient | None = Patient.objects.select_related("treating_doctor").filter(pk=patient_id).first()
    if patient is None:
        raise NotFound("Ce patient n’existe pas ou plus.")
    return patient


def administrative_file(actor: Actor, patient_id: UUID) -> AdministrativeFile:
    """Four statements."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        own = {"patient_id": patient_id}
        consents = Consent.objects.filter(**own).order_by("decided_on", "created_at")
        return AdministrativeFile(
            tuple(PatientContact.objects.filter(**own, ended_at=None).order_by("kind", "name")),
            tuple(Coverage.objects.filter(**own, ended_at=None).order_by("kind", "-valid_from")),
            tuple(Accommodation.objects.filter(**own, ended_at=None).order_by("created_at")),
            {consent.kind: consent for consent in consents},
        )


def clinical_file(actor: Actor, patient_id: UUID) -> list[ClinicalPart]:
    """The four kinds, in order; two statements; the reading is traced."""
    require(actor, READ_CLINICAL)
    with tenant_scope(actor.tenant_id):
        items = list(
            ClinicalItem.objects.filter(patient_id=patient_id).exclude(status="in_error").order_by("created_at")
        )
        stated = ClinicalAbsence.objects.filter(patient_id=patient_id, ended_at=None)
        absences = {absence.kind: absence for absence in stated}
    record_read(actor, "patient.clinical_read", about_id=patient_id)
    return [_part(kind, items, absences.get(kind)) for kind in file_codes.CLINICAL_KINDS]


def identity_history(actor: Actor, patient_id: UUID) -> tuple[list[PatientIdentityEvent], list[InsHistory]]:
    """Events of the identity and former matricules, newest first. Two statements."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        events = PatientIdentityEvent.objects.filter(patient_id=patient_id).order_by("-created_at")[:100]
        former = InsHistory.objects.filter(patient_id=patient_id).order_by("-created_at")
        return list(events), list(former)


def accesses(actor: Actor, patient_id: UUID, *, after: UUID | None = None) -> JournalPage:
    """Who saw or changed the record, and those that were joined to it. One statement for each merge in the chain, and one."""
    require(actor, READ_ACCESSES)
    with tenant_scope(actor.tenant_id):
        return access_log(patient_id, also=_joined(patient_id), after=after, size=50)


def _joined(patient_id: UUID) -> list[UUID]:
    """The records merged into this one, and into those, as long as the merge stands."""
    found, newest = [], [patient_id]
    while newest:
        newest = list(Patient.objects.filter(merged_into_id__in=newest).values_list("pk", flat=True))
        newest = [each for each in newest if each not in found]
        found += newest
    return found


def recent_patients(actor: Actor) -> list[PatientHit]:
    """The patients last created, for an empty search page."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        rows = read_rows(Patient.objects.filter(active=True).order_by("-id"), _RECENT)
    return best_hits(rows, (), _RECENT)


def patient_hits(actor: Actor, patient_ids: list[UUID]) -> list[PatientHit]:
    """These patients as a list shows them, in the order given; unknown ones are left out. One statement."""
    require(actor, READ)
    with tenant_scope(actor.tenant_id):
        rows = read_rows(Patient.objects.filter(pk__in=patient_ids), len(patient_ids))
    found = {hit.id: hit for hit in best_hits(rows, (), len(rows))}
    return [found[key] for key in patient_ids if key in found]


def _part(kind: str, items: list[ClinicalItem], absence: ClinicalAbsence | None) -> ClinicalPart:
    own = [item for item in items if item.kind == kind]
    active = tuple(item for item in own if item.status == "active")
    past = tuple(item for item in own if item.status != "active")
    return ClinicalPart(kind, file_codes.CLINICAL_KINDS[kind], file_codes.NONE_KNOWN[kind], active, past, absence)
