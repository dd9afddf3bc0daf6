"""One batch of rows: told apart, then written whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import service, touch, trace
from brasdroit.record.imports.models import ImportRow, ImportRun
from brasdroit.record.imports.permissions import IMPORT
from brasdroit.record.imports.rules import fingerprint, read_row
from brasdroit.record.imports.services.blanks import fill_blanks
from brasdroit.record.imports.services.matching import Candidates, Known, person_of
from brasdroit.record.imports.types import Outcome, ReadRow
from brasdroit.record.patients.rules.resemblance import Likeness, Resemblance
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.services.inputs import PatientDraft, read_fields

TOPIC = "imports"
_ROW_COLUMNS = (
    "id", "tenant", "created_at", "run", "number", "outcome", "reason", "decision", "fingerprint", "patient", "values",
)  # fmt: skip
_SETTLED = (Outcome.ACCEPTED.value, Outcome.MERGED.value, Outcome.UNCHANGED.value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row."""

    number: int
    fingerprint: str
    outcome: Outcome
    reason: str = ""
    patient_id: UUID | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one transaction: (line number, target -> text); ``vocabulary`` is kept by the caller between batches."""

    rows: Sequence[tuple[int, Mapping[str, str]]]
    vocabulary: dict[str, int]


@service(IMPORT)
def apply_batch(*, actor: Actor, run_id: UUID, batch: Batch, on: date) -> Counter[str]:
    """Sort the rows of a batch and write what they bring; answers how many of each outcome.

    With a dry run, everything is worked out and only the report is written.
    """
    run = ImportRun.objects.get(pk=run_id)
    verdicts = _Sorting(batch, on).verdicts()
    verdicts = _foreseen(verdicts, on) if run.dry_run else _write(actor, verdicts, batch, on)
    unborn = {v.patient_id for v in verdicts if run.dry_run and v.outcome is Outcome.ACCEPTED}
    insert_many(ImportRow, _ROW_COLUMNS, [_report_line(run, verdict, unborn) for verdict in verdicts])
    counts = Counter(verdict.outcome.value for verdict in verdicts)
    for name, number in counts.items():
        setattr(run, name, getattr(run, name) + number)
    run.rows_done += len(batch.rows)
    run.save(update_fields=[*counts, "rows_done", "updated_at"])
    trace("import.batch", subject=run, details=dict(counts))
    touch(TOPIC)
    return counts


class _Sorting:
    """Tells new patients, known ones, doubtful and unusable rows apart, in the order of the file."""

    def __init__(self, batch: Batch, on: date) -> None:
        prints = {number: fingerprint(cells) for number, cells in batch.rows}
        self._prints = prints
        self._read = [read_row(number, cells, on) for number, cells in batch.rows]
        self._settled = dict(
            ImportRow.objects.filter(fingerprint__in=set(prints.values()), outcome__in=_SETTLED, run__dry_run=False)
            .exclude(patient=None)
            .values_list("fingerprint", "patient_id")
        )
        days = [row.values["birth_date"] for row in self._read if not row.problem]
        self._candidates = Candidates(day for day in days if isinstance(day, date))

    def verdicts(self) -> list[Verdict]:
        """One verdict a row."""
        return [self._verdict(row) for row in self._read]

    def _verdict(self, row: ReadRow) -> Verdict:
        seal = self._prints[row.number]
        if row.problem:
            return Verdict(row.number, seal, Outcome.REFUSED, row.problem)
        if patient_id := self._settled.get(seal):
            return Verdict(row.number, seal, Outcome.UNCHANGED, "Ligne déjà importée.", patient_id)
        found = self._candidates.best(person_of(row.values))
        return self._known(row, seal, *found) if found else self._new(row, seal)

    def _new(self, row: ReadRow, seal: str) -> Verdict:
        patient_id = new_id()
        self._candidates.add(patient_id, person_of(row.values))
        self._settled[seal] = patient_id
        return Verdict(row.number, seal, Outcome.ACCEPTED, "", patient_id, row.values)

    def _known(self, row: ReadRow, seal: str, known: Known, likeness: Resemblance) -> Verdict:
        reason = " ".join(one.text for one in likeness.reasons[:3])[:300]
        if likeness.likeness is Likeness.SAME and known.pending:
            return Verdict(row.number, seal, Outcome.UNCHANGED, "La même personne figure plus haut.", known.patient_id)
        outcome = Outcome.MERGED if likeness.likeness is Likeness.SAME else Outcome.DOUBTFUL
        return Verdict(row.number, seal, outcome, reason, known.patient_id, row.values)


def _foreseen(verdicts: Sequence[Verdict], on: date) -> list[Verdict]:
    """What a dry run can tell: the identity rules are asked, nothing is written."""
    new = [verdict for verdict in verdicts if verdict.outcome is Outcome.ACCEPTED]
    problems = {verdict.number: read_fields(dict(verdict.values), on)[1] for verdict in new}
    refused = {number: next(iter(found.values())) for number, found in problems.items() if found}
    gone = {verdict.patient_id for verdict in new if verdict.number in refused}
    return [_after_refusals(verdict, refused, gone) for verdict in verdicts]


def _write(actor: Actor, verdicts: Sequence[Verdict], batch: Batch, on: date) -> list[Verdict]:
    new = [verdict for verdict in verdicts if verdict.outcome is Outcome.ACCEPTED]
    report = bulk_create_patients(
        actor=actor.as_system(),
        rows=[LoadedPatient(PatientDraft(**verdict.values), id=verdict.patient_id) for verdict in new],
        on=on,
        vocabulary=batch.vocabulary,
    )
    refused = {new[place].number: reason for place, reason in report.refused.items()}
    gone = {new[place].patient_id for place in report.refused}
    settled = [_after_refusals(verdict, refused, gone) for verdict in verdicts]
    merged = {v.number: v for v in settled if v.outcome is Outcome.MERGED}
    changed = fill_blanks(actor, {v.number: (v.patient_id, v.values) for v in merged.values() if v.patient_id}, on)
    return [_without_news(verdict, changed) for verdict in settled]


def _after_refusals(verdict: Verdict, refused: Mapping[int, str], gone: set[UUID | None]) -> Verdict:
    if verdict.number in refused:
        return Verdict(verdict.number, verdict.fingerprint, Outcome.REFUSED, refused[verdict.number][:300])
    if verdict.patient_id in gone:
        reason = "La même personne figure plus haut, dans une ligne refusée."
        return Verdict(verdict.number, verdict.fingerprint, Outcome.REFUSED, reason)
    return verdict


def _without_news(verdict: Verdict, changed: set[int]) -> Verdict:
    if verdict.outcome is not Outcome.MERGED or verdict.number in changed:
        return verdict
    reason = "Patient déjà connu, rien de nouveau."
    return Verdict(verdict.number, verdict.fingerprint, Outcome.UNCHANGED, reason, verdict.patient_id)


def _report_line(run: ImportRun, verdict: Verdict, unborn: set[UUID | None]) -> tuple[Any, ...]:
    doubtful = verdict.outcome is Outcome.DOUBTFUL
    values = {name: _plain(value) for name, value in verdict.values.items()} if doubtful else {}
    patient_id = None if verdict.patient_id in unborn else verdict.patient_id
    outcome, when = verdict.outcome.value, timezone.now()
    return (
        new_id(), run.tenant_id, when, run.pk, verdict.number, outcome, verdict.reason, "", verdict.fingerprint, patient_id,
        values,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
