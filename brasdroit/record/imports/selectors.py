"""Reading imports: recent ones, one with its report, the rows left aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.record.imports.models import ImportRow, ImportRun, MappingProfile
from brasdroit.record.imports.permissions import IMPORT
from brasdroit.record.imports.types import Outcome, RunStatus

RECENT = 30
SILENCE = timedelta(minutes=10)
"""A batch takes seconds: a run that says nothing for so long goes on no more."""
SHOWN_ROWS = 200


def recent_runs(actor: Actor) -> list[ImportRun]:
    """The last imports, newest first. One query."""
    require(actor, IMPORT)
    return list(ImportRun.objects.order_by("-created_at")[:RECENT])


def run(actor: Actor, run_id: UUID) -> ImportRun:
    """One import; raises NotFound for a foreign one."""
    require(actor, IMPORT)
    found: ImportRun | None = ImportRun.objects.filter(pk=run_id).first()
    if found is None:
        raise NotFound("Cet import n’existe pas ou plus.")
    return found


def standing_still(run: ImportRun, now: datetime) -> bool:
    """Whether a run is said to be running and nothing came of it for ten minutes: it may be started again."""
    return run.status == RunStatus.RUNNING and now - run.updated_at > SILENCE


def rows(actor: Actor, run_id: UUID, outcome: str = "", limit: int = SHOWN_ROWS) -> list[ImportRow]:
    """The report's first rows, in the order of the file; ``outcome`` narrows. One query."""
    require(actor, IMPORT)
    found = ImportRow.objects.filter(run_id=run_id).select_related("patient").order_by("number")
    return list((found.filter(outcome=outcome) if outcome else found)[:limit])


def undecided(actor: Actor, run_id: UUID, limit: int = SHOWN_ROWS) -> list[ImportRow]:
    """The doubtful rows nobody has decided, with the patient each resembles. One query."""
    require(actor, IMPORT)
    found = ImportRow.objects.filter(run_id=run_id, outcome=Outcome.DOUBTFUL, decision="").select_related("patient")
    return list(found.order_by("number")[:limit])


def report(actor: Actor, run_id: UUID) -> Iterator[tuple[int, str, str]]:
    """(line, outcome, reason) of every row, in the order of the file, with flat memory."""
    require(actor, IMPORT)
    found = ImportRow.objects.filter(run_id=run_id).order_by("number").values_list("number", "outcome", "reason")
    yield from found.iterator(2000)


def refused(actor: Actor, run_id: UUID, limit: int = 1000) -> list[tuple[int, str]]:
    """(line, reason) of the refused rows. One query."""
    require(actor, IMPORT)
    found = ImportRow.objects.filter(run_id=run_id, outcome=Outcome.REFUSED).order_by("number")
    return list(found.values_list("number", "reason")[:limit])


def profiles(actor: Actor) -> list[MappingProfile]:
    """The mappings kept, by name. One query."""
    require(actor, IMPORT)
    return list(MappingProfile.objects.order_by("name"))
