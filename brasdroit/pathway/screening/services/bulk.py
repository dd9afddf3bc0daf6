"""Taking over screenings of the past, as seen by their doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.service import service, trace
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.pathway.screening.permissions import LOAD
from brasdroit.pathway.screening.types import EntryKind, ResultKind


@dataclass(frozen=True, slots=True)
class LoadedResult:
    """One examination of the past."""

    patient_id: UUID
    target: str
    done_on: date
    test: str = ""
    result: ResultKind = ResultKind.NEGATIVE


@service(LOAD)
def bulk_load_results(*, actor: Actor, results: Sequence[LoadedResult], reviewed_at: datetime) -> int:
    """Write examinations of the past as validated by the doctor who acts; answers how many. They ask for no task."""
    rows = [_row(actor, each, reviewed_at) for each in results]
    ScreeningEntry.objects.bulk_create(rows, batch_size=500)
    trace("screening.loaded", details={"count": len(rows)})
    return len(rows)


def _row(actor: Actor, one: LoadedResult, reviewed_at: datetime) -> ScreeningEntry:
    return ScreeningEntry(
        patient_id=one.patient_id,
        target=one.target,
        kind=EntryKind.RESULT.value,
        done_on=one.done_on,
        test=one.test,
        result=one.result.value,
        recorded_by_id=actor.membership_id,
        recorded_by_name=actor.display_name,
        reviewed_by_id=actor.membership_id,
        reviewed_by_name=actor.display_name,
        reviewed_at=reviewed_at,
    )
