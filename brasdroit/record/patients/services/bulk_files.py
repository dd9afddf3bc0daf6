"""Loading what another system knows of many patients' files: medical lines, « none known », coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.service import service, trace
from brasdroit.record.patients.models import ClinicalAbsence, ClinicalItem, Coverage
from brasdroit.record.patients.permissions import EDIT_CLINICAL

BATCH = 1000


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One patient's file: texts by kind of CLINICAL_KINDS (an empty list: none known), coverage as (kind, payer)."""

    patient_id: UUID
    clinical: Mapping[str, Sequence[str]]
    coverage: Sequence[tuple[str, str]] = ()


@service(EDIT_CLINICAL)
def bulk_load_files(*, actor: Actor, files: Sequence[LoadedFile], reviewed_at: datetime | None, seen_on: date) -> int:
    """Write one batch of files; `reviewed_at` is when a doctor saw them (None: they wait). Answers the lines written."""
    items = [item for file in files for item in _items(actor, file, reviewed_at)]
    absences = [absence for file in files for absence in _absences(actor, file, seen_on)]
    coverages = [
        Coverage(patient_id=file.patient_id, kind=kind, payer=payer, seen_on=seen_on)
        for file in files
        for kind, payer in file.coverage
    ]
    ClinicalItem.objects.bulk_create(items, batch_size=BATCH)
    ClinicalAbsence.objects.bulk_create(absences, batch_size=BATCH)
    Coverage.objects.bulk_create(coverages, batch_size=BATCH)
    written = len(items) + len(absences) + len(coverages)
    trace("patient.files_loaded", details={"patients": len(files), "lines": written})
    return written


def _items(actor: Actor, file: LoadedFile, reviewed_at: datetime | None) -> Iterator[ClinicalItem]:
    for kind, texts in file.clinical.items():
        for text in texts:
            yield ClinicalItem(
                patient_id=file.patient_id, kind=kind, text=text, reviewed_at=reviewed_at, **_author(actor)
            )


def _absences(actor: Actor, file: LoadedFile, on: date) -> Iterator[ClinicalAbsence]:
    for kind, texts in file.clinical.items():
        if not texts:
            yield ClinicalAbsence(patient_id=file.patient_id, kind=kind, stated_on=on, **_author(actor))


def _author(actor: Actor) -> dict[str, Any]:
    return {"author_id": actor.membership_id, "author_name": actor.display_name}
