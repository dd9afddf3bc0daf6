"""A run from its file to its report."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.files import vault
from brasdroit.foundation.permissions import require
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tables.reading import Table, open_table
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.imports.models import ImportRun, MappingProfile
from brasdroit.record.imports.permissions import IMPORT, MISSION
from brasdroit.record.imports.rules import TARGET_LABELS, guess_mapping, missing_targets
from brasdroit.record.imports.selectors import standing_still
from brasdroit.record.imports.services.batches import TOPIC, Batch, apply_batch
from brasdroit.record.imports.types import ColumnMapping, RunStatus, Target

BATCH_ROWS = 500
PROFILE_NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it was read: its table, its print, how many rows it has, where the vault keeps it."""

    name: str
    table: Table
    sha256: str
    rows: int
    file_id: UUID | None


def prepare_run(*, actor: Actor, path: Path, file_name: str, file_id: UUID | None, mapping: str = "") -> ImportRun:
    """Recognise the file and guess its columns, or take those kept under ``mapping``; nothing is imported yet.

    The file is read before the transaction: nobody waits for a long list before writing.
    Raises Invalid, in French, for a file that is no table or an unknown mapping.
    """
    require(actor, IMPORT)
    table = open_table(path)
    found = ListFile(Path(file_name).name[:200], table, _digest(path), sum(1 for _ in table.rows()), file_id)
    return _open_run(actor=actor, found=found, mapping=mapping)


@service(IMPORT, mission=MISSION)
def _open_run(*, actor: Actor, found: ListFile, mapping: str) -> ImportRun:
    require_delegation(actor=actor, mission=MISSION, on=timezone.localdate())
    run = ImportRun.objects.create(
        file_name=found.name,
        file_id=found.file_id,
        file_sha256=found.sha256,
        headers=found.table.headers,
        columns=_columns(found.table, mapping),
        rows_total=found.rows,
        started_by=actor.membership_id,
        started_by_name=actor.display_name,
    )
    trace("import.prepared", subject=run, details={"rows": run.rows_total})
    touch(TOPIC)
    return run


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _columns(table: Table, mapping: str) -> dict[str, str]:
    if not mapping:
        return dict(guess_mapping(table.headers).columns)
    profile = MappingProfile.objects.filter(name=mapping).first()
    if profile is None:
        raise Invalid(
            f"Aucune correspondance de colonnes ne s’appelle «\u202f{mapping}\u202f».", code="unknown_mapping"
        )
    return {header: profile.columns.get(header, Target.IGNORED.value) for header in table.headers}


@service(IMPORT, mission=MISSION)
def choose_mapping(*, actor: Actor, run_id: UUID, columns: ColumnMapping, dry_run: bool) -> ImportRun:
    """Fix what each column means; raises Invalid when a compulsory one is missing or one target is given twice."""
    require_delegation(actor=actor, mission=MISSION, on=timezone.localdate())
    run = locked_run(run_id)
    if run.status in {RunStatus.QUEUED, RunStatus.RUNNING} and not standing_still(run, timezone.now()):
        raise Invalid("Cet import est déjà en cours.", code="already_running")
    run.columns = {header: _target(columns.get(header, "")) for header in run.headers}
    _check_mapping(run.columns)
    run.dry_run, run.status, run.problem = dry_run, RunStatus.MAPPING.value, ""
    run.save(update_fields=["columns", "dry_run", "status", "problem", "updated_at"])
    trace("import.mapped", subject=run)
    return run


def _target(code: str) -> str:
    return code if code in set(Target) else Target.IGNORED.value


def _check_mapping(columns: Mapping[str, str]) -> None:
    if missing := missing_targets(columns):
        names = ", ".join(TARGET_LABELS[Target(code)].lower() for code in missing)
        raise Invalid(f"Il manque la colonne\u202f: {names}. Choisissez-la dans la liste.", code="columns_missing")
    given = [code for code in columns.values() if code]
    twice = sorted({TARGET_LABELS[Target(code)] for code in given if given.count(code) > 1})
    if twice:
        raise Invalid(f"Deux colonnes donnent «\u202f{twice[0]}\u202f»\u202f: gardez-en une.", code="column_twice")


@service(IMPORT, mission=MISSION)
def save_profile(*, actor: Actor, name: str, columns: ColumnMapping) -> MappingProfile:
    """Keep a mapping under a name; the same name again replaces it."""
    require_delegation(actor=actor, mission=MISSION, on=timezone.localdate())
    named = name.strip()[:PROFILE_NAME_MAX]
    if not named:
        raise Invalid(
            "Donnez un nom à cette correspondance.", fields={"name": ["Donnez un nom à cette correspondance."]}
        )
    profile, _ = MappingProfile.objects.update_or_create(name=named, defaults={"columns": dict(columns)})
    trace("import.mapping_saved", subject=profile)
    return profile


@service(IMPORT)
def _mark(*, actor: Actor, run_id: UUID, status: RunStatus, problem: str = "") -> ImportRun:
    run = locked_run(run_id)
    run.status, run.problem = status, problem[:500]
    if status is RunStatus.RUNNING:
        run.started_at, run.rows_done = timezone.now(), 0
        run.accepted = run.merged = run.unchanged = run.doubtful = run.refused = 0
        run.rows.all().delete()
    if status in {RunStatus.DONE, RunStatus.FAILED}:
        run.finished_at = timezone.now()
    run.save()
    trace(f"import.{status.value}", subject=run)
    touch(TOPIC)
    return run


mark_run = _mark


def locked_run(run_id: UUID) -> ImportRun:
    """The run, held for the transaction; raises NotFound."""
    run: ImportRun | None = ImportRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound("Cet import n’existe pas ou plus.")
    return run


def execute(*, actor: Actor, run: ImportRun, path: Path, on: date) -> Generator[int, None, None]:
    """Import batch by batch, each its own transaction; yields the number of rows done after each.

    Not itself a transaction: a crash leaves whole batches, and a run found running goes on after the last one.
    """
    table, vocabulary = open_table(path), dict[str, int]()
    if run.status == RunStatus.RUNNING:
        done = run.rows_done
    else:
        mark_run(actor=actor, run_id=run.pk, status=RunStatus.RUNNING)
        done = 0
    for rows in _batches(islice(_mapped(table, run.columns), done, None)):
        apply_batch(actor=actor, run_id=run.pk, batch=Batch(rows, vocabulary), on=on)
        done += len(rows)
        yield done
    mark_run(actor=actor, run_id=run.pk, status=RunStatus.DONE)


def _mapped(table: Table, columns: ColumnMapping) -> Iterator[tuple[int, dict[str, str]]]:
    places = [(place, columns[header]) for place, header in enumerate(table.headers) if columns.get(header)]
    for number, cells in table.rows():
        yield number, {target: cells[place] for place, target in places if place < len(cells)}


def _batches(rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH_ROWS)):
        yield batch


@contextmanager
def opened_file(run: ImportRun) -> Iterator[Path]:
    """The run's file in clear, for the time of the block, beside the vault."""
    if run.file_id is None:
        raise Invalid("Le fichier de cet import n’est plus là. Envoyez-le à nouveau.", code="file_gone")
    with tempfile.NamedTemporaryFile(suffix=Path(run.file_name).suffix) as copy:
        for chunk in vault.read(run.file_id):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def sample_rows(run: ImportRun, limit: int = 5) -> list[list[str]]:
    """The first rows of the file, to show what each column holds."""
    with opened_file(run) as path:
        return [cells for _, cells in islice(open_table(path).rows(), limit)]
