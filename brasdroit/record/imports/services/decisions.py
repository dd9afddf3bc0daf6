"""What a person decides for the rows left aside."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.imports.models import ImportRow
from brasdroit.record.imports.permissions import IMPORT, MISSION
from brasdroit.record.imports.services.batches import TOPIC
from brasdroit.record.imports.services.blanks import fill_blanks
from brasdroit.record.imports.types import Outcome
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.services.inputs import PatientDraft

CREATE, SAME, SKIP = "create", "same", "skip"


@service(IMPORT, mission=MISSION)
def decide_row(*, actor: Actor, row_id: UUID, decision: str) -> ImportRow:
    """``create``: another person, created; ``same``: the patient shown, his blanks filled; ``skip``: left out.

    Raises Conflict when somebody decided meanwhile.
    """
    today = timezone.localdate()
    require_delegation(actor=actor, mission=MISSION, on=today)
    row: ImportRow | None = ImportRow.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    if row is None:
        raise NotFound("Cette ligne n’existe pas ou plus.")
    if row.outcome != Outcome.DOUBTFUL or row.decision:
        raise Conflict("Une autre personne a déjà décidé pour cette ligne.", code="already_decided")
    _decide(actor, row, decision, today)
    row.decision = decision
    row.values = {}
    row.save(update_fields=["decision", "patient", "outcome", "values"])
    trace("import.decided", subject=row, about_id=row.patient_id, details={"decision": decision, "line": row.number})
    touch(TOPIC)
    return row


def _decide(actor: Actor, row: ImportRow, decision: str, today: date) -> None:
    values = _revived(row.values)
    if decision == CREATE:
        loaded = [LoadedPatient(PatientDraft(**values))]
        report = bulk_create_patients(actor=actor.as_system(), rows=loaded, on=today)
        if report.refused:
            raise Invalid(report.refused[0], code="refused")
        row.patient_id, row.outcome = report.created[0], Outcome.ACCEPTED
    elif decision == SAME and row.patient_id:
        fill_blanks(actor, {row.number: (row.patient_id, values)}, today)
        row.outcome = Outcome.MERGED
    elif decision != SKIP:
        raise Invalid("Choisissez ce qu’il faut faire de cette ligne.", code="decision_unknown")


def _revived(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "birth_date": date.fromisoformat(values["birth_date"])}
