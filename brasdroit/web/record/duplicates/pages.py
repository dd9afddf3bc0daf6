"""What the pages of duplicates and collisions show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from brasdroit.foundation.clock.ages import counted
from brasdroit.record.patients.selectors.comparison import Comparison, Line
from brasdroit.record.patients.selectors.duplicates import PairRow

SIDES = ("first", "second")
_STATE = {"queued": "en attente", "running": "en cours", "done": "terminée", "failed": "interrompue"}


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A probable duplicate as the list shows it."""

    id: UUID
    first: Any
    second: Any
    likeness: str
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    href: str


def percent(score: float) -> str:
    """« 97 % »: never a hundred, for a person decides."""
    return f"{min(99, int(score * 100))}\u202f%"


def pairs(rows: Iterable[PairRow]) -> list[ShownPair]:
    """Pairs in words."""
    return [
        ShownPair(
            row.pair.pk,
            row.pair.first,
            row.pair.second,
            percent(row.pair.score),
            tuple(reason.text for reason in row.agrees[:4]),
            tuple(reason.text for reason in row.differs[:3]),
            reverse("duplicate_pair", args=[row.pair.first_id, row.pair.second_id]),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ShownScan:
    """The last search, in words."""

    running: bool
    sentence: str
    done: int
    total: int
    failed: bool


def scan(found: Any) -> ShownScan | None:
    """The last search in words, None when there was none."""
    if found is None:
        return None
    running = found.status in ("queued", "running")
    what = (
        f"{found.done} fiches comparées sur {found.total}" if running else f"{counted(found.done, 'fiche')} comparées"
    )
    sentence = f"Recherche {_STATE[found.status]}\u202f: {what}."
    return ShownScan(running, sentence, found.done, max(found.total, 1), found.status == "failed")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the comparison: values of both records, and which side is checked."""

    group: str
    label: str
    sides: tuple[tuple[str, tuple[str, ...], bool], ...]
    differs: bool
    fixed: bool


def choices(found: Comparison, keep: str, chosen: Mapping[str, str]) -> list[Choice]:
    """The lines with a checked side: what was chosen, or the kept record's value unless it is empty."""
    return [_choice(line, SIDES.index(keep), chosen) for line in found.lines]


def _choice(line: Line, keep: int, chosen: Mapping[str, str]) -> Choice:
    place = keep if line.values[keep] else 1 - keep
    place = line.default if line.fixed else place
    asked = chosen.get(line.group, "")
    side = asked if asked in SIDES and not line.fixed else SIDES[place]
    shown = tuple((name, line.values[number], name == side) for number, name in enumerate(SIDES))
    return Choice(line.group, line.label, shown, line.differs, line.fixed)


def said(found: Comparison, keep: str, posted: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, as the service takes it: for each group, "kept" or "other"."""
    wanted = {line.group: posted.get(f"value_{line.group}", "") for line in found.lines}
    return {group: "kept" if side == keep else "other" for group, side in wanted.items() if side in SIDES}


def rows_posted(values: Iterable[str]) -> dict[str, list[str]]:
    """The rows that were ticked, by link; what is not of the form « link:identifier » is left out."""
    chosen: dict[str, list[str]] = {}
    for value in values:
        key, _, identifier = value.partition(":")
        if identifier and _is_identifier(identifier):
            chosen.setdefault(key, []).append(identifier)
    return chosen


def _is_identifier(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
