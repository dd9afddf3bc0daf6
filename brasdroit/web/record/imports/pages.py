"""What the pages of an import show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.record.imports.rules import TARGET_LABELS
from brasdroit.record.imports.selectors import standing_still
from brasdroit.record.imports.types import Outcome, RunStatus, Target

TARGETS = [(target.value, label) for target, label in TARGET_LABELS.items()]
OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    Outcome.ACCEPTED: ("Nouveau patient", "user-plus", "ok"),
    Outcome.MERGED: ("Fiche complétée", "user-check", "accent"),
    Outcome.UNCHANGED: ("Déjà connu", "equal", "plain"),
    Outcome.DOUBTFUL: ("À décider", "circle-question-mark", "wait"),
    Outcome.REFUSED: ("Refusée", "circle-x", "alert"),
}
STATES = {
    RunStatus.MAPPING: "Colonnes à vérifier",
    RunStatus.QUEUED: "En attente",
    RunStatus.RUNNING: "En cours",
    RunStatus.DONE: "Terminé",
    RunStatus.FAILED: "Arrêté",
}

STILL = "Cet import n’avance plus depuis dix minutes. Recommencez\u202f: aucun patient ne sera créé deux fois."


@dataclass(frozen=True, slots=True)
class RunPage:
    """One import as its page shows it."""

    run: Any
    state: str
    sentence: str
    running: bool
    again: bool
    figures: list[dict[str, object]]


def run_page(run: Any) -> RunPage:
    """An import in words."""
    still = standing_still(run, timezone.now())
    running = run.status in {RunStatus.QUEUED, RunStatus.RUNNING} and not still
    state = STATES[RunStatus.FAILED if still else RunStatus(run.status)]
    again = still or run.status == RunStatus.FAILED
    return RunPage(run, state, STILL if still else _sentence(run), running, again, _figures(run))


def _sentence(run: Any) -> str:
    if run.status == RunStatus.FAILED:
        return str(run.problem)
    if run.status == RunStatus.MAPPING:
        return f"{counted(run.rows_total, 'ligne')} à importer."
    if run.status == RunStatus.DONE and run.dry_run:
        return "Essai terminé\u202f: aucun patient n’a été créé."
    return f"{counted(run.rows_done, 'ligne')} sur {run.rows_total}."


def _figures(run: Any) -> list[dict[str, object]]:
    counts = [(Outcome.ACCEPTED, run.accepted), (Outcome.MERGED, run.merged), (Outcome.UNCHANGED, run.unchanged)]
    counts += [(Outcome.DOUBTFUL, run.doubtful), (Outcome.REFUSED, run.refused)]
    return [{"label": OUTCOMES[code][0], "value": number, "href": f"?resultat={code.value}"} for code, number in counts]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the report."""

    number: int
    word: str
    icon: str
    tone: str
    reason: str
    patient: Any


def row_lines(rows: Iterable[Any]) -> list[RowLine]:
    """Rows in words; patients must be loaded."""
    return [RowLine(row.number, *OUTCOMES[row.outcome], row.reason, row.patient) for row in rows]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful row beside the patient it resembles: (what, in the file, in the record, differs)."""

    id: Any
    number: int
    reason: str
    patient: Any
    traits: list[tuple[str, str, str, bool]]


_COMPARED = (
    Target.BIRTH_NAME, Target.USED_NAME, Target.GIVEN_NAME, Target.BIRTH_DATE, Target.SEX, Target.PHONE, Target.EMAIL,
    Target.CITY,
)  # fmt: skip


def doubts(rows: Iterable[Any]) -> list[Doubt]:
    """The rows left aside, trait by trait."""
    return [Doubt(row.pk, row.number, row.reason, row.patient, _traits(row)) for row in rows]


def _traits(row: Any) -> list[tuple[str, str, str, bool]]:
    lines = []
    for target in _COMPARED:
        typed = _shown(row.values.get(target.value))
        held = _shown(getattr(row.patient, target.value, "")) if row.patient else ""
        if typed or held:
            lines.append((TARGET_LABELS[target], typed, held, typed.casefold() != held.casefold()))
    return lines


def _shown(value: object) -> str:
    if isinstance(value, date):
        return numeric_date(value)
    try:
        return numeric_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value or "")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the file: its header, what it means, two samples of what it holds."""

    place: int
    header: str
    target: str
    samples: str


def column_lines(run: Any, sample: list[list[str]]) -> list[ColumnLine]:
    """The columns with what the first rows hold."""
    return [
        ColumnLine(place, header, run.columns.get(header, ""), _samples(sample, place))
        for place, header in enumerate(run.headers)
        if header
    ]


def _samples(sample: list[list[str]], place: int) -> str:
    held = [cells[place] for cells in sample if place < len(cells) and cells[place]]
    return ", ".join(dict.fromkeys(held[:3]))[:80]
