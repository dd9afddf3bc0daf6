"""Every row that points to a patient, on whatever floor it lies: found through the links themselves, moved, moved back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.record.patients.models import Patient, PatientIdentityEvent
from brasdroit.record.patients.selectors.links import Link, links
from brasdroit.record.patients.types import CaptureChannel

_BATCH = 500


@dataclass(slots=True)
class Moves:
    """Identifiers of the rows that moved and of those left behind, by link."""

    moved: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows moved."""
        return sum(len(rows) for rows in self.moved.values())


def move_rows(source_id: UUID, target_id: UUID, only: Mapping[str, Collection[str]] | None = None) -> Moves:
    """Point the rows of one patient to another: all, or `only` those named. Versions and times of the rows stay.

    A row whose equal the other patient already has (a constraint says so) is left behind, and told.
    """
    moves = Moves()
    for link in links():
        wanted = link.rows(source_id) if only is None else link.rows(source_id).filter(pk__in=only.get(link.key, ()))
        moved, left = _move(link, list(wanted.values_list("pk", flat=True)), target_id)
        moves.moved |= {link.key: moved} if moved else {}
        moves.left |= {link.key: left} if left else {}
    return moves


def move_back(moved: Mapping[str, Collection[str]], source_id: UUID, target_id: UUID) -> None:
    """Point rows that came from `source_id` back to it, those still with `target_id`; the others were moved on since."""
    by_key = {link.key: link for link in links()}
    for key, identifiers in moved.items():
        link = by_key.get(key)
        if link is None:
            raise ProgrammingError(f"no link {key} any more: a migration must rewrite the merges that name it")
        for part in _parts(list(identifiers)):
            link.rows(target_id).filter(pk__in=part).update(**{link.name: source_id})


def with_dependents(source_id: UUID, chosen: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """What is chosen, and what belongs to it: the measures of an encounter follow the encounter."""
    wanted = {key: set(rows) for key, rows in chosen.items()}
    while True:
        grown = [_follow(link, source_id, wanted) for link in links()]
        if not any(grown):
            return wanted


def _follow(link: Link, source_id: UUID, wanted: dict[str, set[str]]) -> bool:
    have = wanted.setdefault(link.key, set())
    before = len(have)
    for parent in link.parents():
        target: Any = link.model._meta.get_field(parent).related_model
        parents = {row for other in links() if other.model is target for row in wanted.get(other.key, ())}
        if parents:
            found = link.rows(source_id).filter(**{f"{parent}__in": parents}).values_list("pk", flat=True)
            have |= {str(row) for row in found}
    return len(have) > before


def _move(link: Link, rows: list[Any], target_id: UUID) -> tuple[list[str], list[str]]:
    moved, left = list[str](), list[str]()
    for part in _parts(rows):
        if _pointed(link, part, target_id):
            moved += [str(row) for row in part]
            continue
        for row in part:
            (moved if _pointed(link, [row], target_id) else left).append(str(row))
    return moved, left


def _pointed(link: Link, rows: list[Any], target_id: UUID) -> bool:
    try:
        with transaction.atomic():
            link.model._default_manager.filter(pk__in=rows).update(**{link.name: target_id})
    except IntegrityError:
        return False
    return True


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH]


def tell_identity(actor: Actor, patient: Patient, kind: str, reason: str, other_id: UUID) -> None:
    """Leave an event in the story of an identity: joined, parted, with whom."""
    PatientIdentityEvent.objects.create(
        patient=patient,
        kind=kind,
        status_before=patient.identity_status,
        status_after=patient.identity_status,
        channel=CaptureChannel.MANUAL,
        reason=reason,
        changes={"other": str(other_id)},
        author_id=actor.membership_id,
        author_name=actor.display_name,
    )
