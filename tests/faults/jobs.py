"""Work given to the worker while it is being killed: imports, whose every row must end as one patient."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django_tasks_db.models import DBTaskResult

from brasdroit.cli.bench.practice import BenchPractice
from brasdroit.cli.demo.people import generate
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.files import vault
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.imports.models import ImportRow, ImportRun
from brasdroit.record.imports.services import choose_mapping, prepare_run, queue_run
from brasdroit.record.imports.services.runs import opened_file
from brasdroit.record.patients.models import Patient
from tests.faults.ground import until

ROWS = 2_500
OVER = ("SUCCESSFUL", "FAILED")


def give(practice: BenchPractice, number: int) -> ImportRun:
    """Queue the import of `ROWS` patients nobody else has."""
    actor = practice.house.actors["julie"]
    file_id, _, _ = vault.store([_list(number).encode()])
    with tenant_scope(actor.tenant_id):
        probe = ImportRun(file_id=file_id, file_name="liste.csv")
        with opened_file(probe) as path:
            run = prepare_run(actor=actor, path=path, file_name="liste.csv", file_id=file_id)
        choose_mapping(actor=actor, run_id=run.pk, columns=run.columns, dry_run=False)
        return queue_run(actor=actor, run_id=run.pk)


def _list(number: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["nom", "prenom", "date_naissance", "sexe", "commentaire"])
    for person in generate(ROWS, 7_000 + number, date(2026, 11, 1)):
        row = [f"{person.birth_name} Essai{_letters(number)}", f"{person.first_given_name} {_letters(person.index)}"]
        writer.writerow([*row, numeric_date(person.birth_date), person.sex, f"{number}-{person.index}"])
    return out.getvalue()


def _letters(number: int) -> str:
    """A number as letters: names hold no digit, and no two rows may be one person."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def settle(seconds: float = 180) -> bool:
    """Wait until no job waits or runs."""
    return until(lambda: not DBTaskResult.objects.exclude(status__in=OVER).exists(), seconds)


def judge(practice: BenchPractice, runs: Iterable[ImportRun]) -> dict[str, Any]:
    """`lost`: jobs that did not end well; rows and patients must be as many as the report of the import says."""
    wanted = [run.pk for run in runs]
    with tenant_scope(practice.house.tenant_id):
        ended = list(ImportRun.objects.filter(pk__in=wanted))
        rows = ImportRow.objects.filter(run__in=wanted)
        told, patients = rows.count(), Patient.objects.filter(birth_name__contains=" ESSAI").count()
        different = len(set(rows.values_list("run", "number")))
    accepted = sum(run.accepted for run in ended)
    done = sum(run.status == "done" and run.rows_done == ROWS for run in ended)
    expected = ROWS * len(wanted)
    attempts = [len(task.worker_ids) for task in DBTaskResult.objects.all()]
    return {
        "jobs": len(wanted),
        "lost": len(wanted) - done,
        "rows": expected,
        "rows_told_twice": told - different,
        "rows_missing": expected - different,
        "accepted": accepted,
        "patients": patients,
        "most_attempts": max(attempts, default=0),
        "held": done == len(wanted) and told == different == expected and patients == accepted,
    }
