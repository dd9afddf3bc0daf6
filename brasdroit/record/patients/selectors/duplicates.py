"""The work list of probable duplicates, what was joined or parted, and where an old address leads."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import DuplicatePair, DuplicateScan, Patient, PatientMerge, PatientSplit
from brasdroit.record.patients.permissions import READ, SEE_DUPLICATES
from brasdroit.record.patients.rules.resemblance import Reason
from brasdroit.record.patients.selectors.comparison import likeness_of

SHOWN, LATELY, _LONGEST_CHAIN = 100, 50, 20


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as the list shows it: the patients, the score from 0 to 1, what agrees, what differs."""

    pair: DuplicatePair
    agrees: tuple[Reason, ...]
    differs: tuple[Reason, ...]


def probable_pairs(actor: Actor, state: str = "open") -> list[PairRow]:
    """At most a hundred pairs, the most alike first, with the reasons as the records stand now. One statement."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        rows = DuplicatePair.objects.select_related("first", "second").filter(state=state)
        pairs = list(rows.filter(first__active=True, second__active=True).order_by("-score", "pk")[:SHOWN])
    return [_row(pair) for pair in pairs]


def probable_count(actor: Actor) -> int:
    """How many pairs wait for a decision; 0 for those who may not see them. One statement."""
    if not may(actor, SEE_DUPLICATES):
        return 0
    with tenant_scope(actor.tenant_id):
        return DuplicatePair.objects.filter(state="open", first__active=True, second__active=True).count()


def pair_between(actor: Actor, first_id: UUID, second_id: UUID) -> DuplicatePair | None:
    """The pair of two records, if a scan found it. One statement."""
    require(actor, SEE_DUPLICATES)
    low, high = sorted((first_id, second_id))
    with tenant_scope(actor.tenant_id):
        pair: DuplicatePair | None = DuplicatePair.objects.filter(first=low, second=high).first()
    return pair


def latest_scan(actor: Actor) -> DuplicateScan | None:
    """The last search, running or over. One statement."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        return DuplicateScan.objects.order_by("-created_at").first()


def merges(actor: Actor) -> list[PatientMerge]:
    """The latest merges, undone ones too, both patients loaded. One statement."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        return list(PatientMerge.objects.select_related("survivor", "absorbed").order_by("-created_at")[:LATELY])


def splits(actor: Actor, patient_id: UUID | None = None) -> list[PatientSplit]:
    """The latest splits, of one patient or of all, both patients loaded. One statement."""
    require(actor, SEE_DUPLICATES)
    with tenant_scope(actor.tenant_id):
        rows = PatientSplit.objects.select_related("source", "target").order_by("-created_at")
        own = rows.filter(Q(source=patient_id) | Q(target=patient_id)) if patient_id else rows
        return list(own[:LATELY])


def survivor_of(actor: Actor, patient_id: UUID) -> UUID:
    """Where an address leads: the patient himself, or whoever his record was merged into, and so on.

    One statement for a patient who was never merged.
    """
    require(actor, READ)
    current = patient_id
    with tenant_scope(actor.tenant_id):
        for _ in range(_LONGEST_CHAIN):
            following = Patient.objects.filter(pk=current).values_list("merged_into_id", flat=True).first()
            if following is None:
                return current
            current = following
    return current


def _row(pair: DuplicatePair) -> PairRow:
    reasons = likeness_of(pair.first, pair.second).reasons
    agrees = tuple(reason for reason in reasons if reason.points > 0)
    return PairRow(pair, agrees, tuple(reason for reason in reasons if reason.points < 0))
