"""Taking over vaccinations of the past, as seen by their doctor: a batch per transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.service import service, trace
from brasdroit.pathway.immunisation.models import Immunization, VaccinationStatement
from brasdroit.pathway.immunisation.permissions import CERTIFY
from brasdroit.pathway.immunisation.rules.recording import identify
from brasdroit.pathway.immunisation.types.record import Evidence, StatementKind

_BATCH = 500


@dataclass(frozen=True, slots=True)
class LoadedDose:
    """One dose of the past: brand or usual name, day, lot; proved by a document."""

    patient_id: UUID
    product: str
    given_on: date
    lot: str = ""
    administered_by: str = ""


@service(CERTIFY)
def bulk_load_doses(*, actor: Actor, doses: Sequence[LoadedDose], whole: Sequence[UUID], reviewed_at: datetime) -> int:
    """Write doses of the past as read and validated by the doctor who acts; `whole`: patients whose history was read whole.

    Answers how many doses. Meant for patients who have no statement yet: a second one is refused by the database.
    """
    rows = [_row(actor, each, reviewed_at) for each in doses]
    Immunization.objects.bulk_create(rows, batch_size=_BATCH)
    statements = [_statement(actor, each, reviewed_at) for each in whole]
    VaccinationStatement.objects.bulk_create(statements, batch_size=_BATCH)
    trace("immunization.loaded", details={"count": len(rows)})
    return len(rows)


def _row(actor: Actor, dose: LoadedDose, reviewed_at: datetime) -> Immunization:
    named = identify(dose.product)
    return Immunization(
        patient_id=dose.patient_id,
        given_on=dose.given_on,
        product_name=named.name,
        product_nuva=named.nuva,
        product_cip13=named.cip13,
        lot=dose.lot,
        evidence=Evidence.PROVED.value,
        administered_by=dose.administered_by,
        recorded_by_id=actor.membership_id,
        recorded_by_name=actor.display_name,
        reviewed_by_id=actor.membership_id,
        reviewed_by_name=actor.display_name,
        reviewed_at=reviewed_at,
    )


def _statement(actor: Actor, patient_id: UUID, reviewed_at: datetime) -> VaccinationStatement:
    return VaccinationStatement(
        patient_id=patient_id,
        kind=StatementKind.HISTORY_SEEN.value,
        stated_on=reviewed_at.date(),
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
