"""Looking through the whole practice for records of one person, and deciding about the pairs found."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.patients.models import PATIENT_INDEX, DuplicatePair, DuplicateScan, Patient
from brasdroit.record.patients.permissions import FILE_MISSION, IDENTITY, SEE_DUPLICATES
from brasdroit.record.patients.selectors.likeness import Lookalike, lookalikes
from brasdroit.record.patients.services.identity import set_attributes
from brasdroit.record.patients.types import IdentityAttribute

BATCH = 200
TOPIC = "duplicates"
Pair = tuple[UUID, UUID]


@service(SEE_DUPLICATES)
def start_scan(*, actor: Actor) -> DuplicateScan:
    """Ask the worker to compare all records; while one search runs, answers it."""
    running = DuplicateScan.objects.select_for_update().filter(status__in=["queued", "running"]).first()
    if running:
        return running
    scan = DuplicateScan.objects.create(
        total=Patient.objects.filter(active=True).count(), started_by_name=actor.display_name
    )
    trace("duplicates.scan_started", subject=scan)
    touch(TOPIC)
    scan_practice.enqueue(str(actor.tenant_id), str(scan.pk))
    return scan


@task()
def scan_practice(tenant_id: str, scan_id: str) -> None:
    """The worker's part: batch after batch, each kept whole; a search that fails says so and can be asked again."""
    actor, scan, last = system_actor(UUID(tenant_id)), UUID(scan_id), None
    try:
        while (last := scan_batch(actor, scan, last)) is not None:
            pass
    except Exception:
        end_scan(actor=actor, scan_id=scan, status="failed")
        raise
    end_scan(actor=actor, scan_id=scan, status="done")


def scan_batch(actor: Actor, scan_id: UUID, after: UUID | None) -> UUID | None:
    """Compare the next records (at most two hundred) with all others; answers where to go on, None at the end.

    Comparing takes seconds and writes nothing: it happens before the transaction, so that nobody waits for it.
    """
    with tenant_scope(actor.tenant_id):
        patients = list(_after(after)[:BATCH])
        found = _alike(patients)
    if not patients:
        return None
    keep_batch(actor=actor, scan_id=scan_id, found=found, records=len(patients))
    return patients[-1].pk


@service(SEE_DUPLICATES)
def keep_batch(*, actor: Actor, scan_id: UUID, found: dict[Pair, Lookalike], records: int) -> None:
    """Keep what a batch of that many ``records`` found, and how far the search is."""
    new = _keep(found)
    scan = DuplicateScan.objects.get(pk=scan_id)
    done = scan.done + records
    DuplicateScan.objects.filter(pk=scan_id).update(
        done=done, found=scan.found + new, total=max(scan.total, done), status="running", updated_at=timezone.now()
    )
    trace("duplicates.scanned", details={"records": records, "found": new})
    touch(TOPIC)


@service(SEE_DUPLICATES)
def end_scan(*, actor: Actor, scan_id: UUID, status: str) -> None:
    """Close a search; after a whole one, pairs that no longer look alike leave the list."""
    scan = DuplicateScan.objects.get(pk=scan_id)
    if status == "done":
        DuplicatePair.objects.filter(state="open", updated_at__lt=scan.created_at).delete()
    DuplicateScan.objects.filter(pk=scan_id).update(status=status, finished_at=timezone.now())
    trace(f"duplicates.scan_{status}", subject=scan)
    touch(TOPIC)


@service(IDENTITY, mission=FILE_MISSION)
def dismiss_pair(*, actor: Actor, pair_id: UUID, reason: str = "") -> DuplicatePair:
    """Two persons: both records carry « homonyme » from now on, and the pair leaves the list. Raises NotFound."""
    require_delegation(actor=actor, mission=FILE_MISSION)
    pair = _pair(pair_id)
    for patient in (pair.first, pair.second):
        if not patient.is_homonym and not patient.is_fictitious:
            attributes = patient.attributes | {IdentityAttribute.HOMONYM}
            set_attributes(actor=actor, patient_id=patient.pk, attributes=attributes, reason=reason)
    return _decide(actor, pair, "homonyms")


@service(IDENTITY, mission=FILE_MISSION)
def reopen_pair(*, actor: Actor, pair_id: UUID) -> DuplicatePair:
    """Take « homonymes » back: the pair is to be decided again; the attribute goes where no other pair asks for it."""
    require_delegation(actor=actor, mission=FILE_MISSION)
    pair = _decide(actor, _pair(pair_id), "open")
    for patient in (pair.first, pair.second):
        pairs = DuplicatePair.objects.filter(Q(first=patient) | Q(second=patient), state="homonyms")
        if patient.is_homonym and not pairs.exists():
            attributes = patient.attributes - {IdentityAttribute.HOMONYM}
            set_attributes(actor=actor, patient_id=patient.pk, attributes=attributes, reason="")
    return pair


def _after(last: UUID | None) -> QuerySet[Patient]:
    rows = Patient.objects.filter(active=True).order_by("pk")
    return rows.filter(pk__gt=last) if last else rows


def _alike(patients: list[Patient]) -> dict[Pair, Lookalike]:
    texts = {text for each in patients for text in each.terms or ()}
    numbers = PATIENT_INDEX.numbers(texts)
    found: dict[Pair, Lookalike] = {}
    for patient in patients:
        for other in lookalikes(patient, numbers):
            if other.resemblance.one_person:
                first, second = sorted((patient.pk, other.patient_id))
                found[first, second] = other
    return found


def _keep(found: dict[Pair, Lookalike]) -> int:
    """Keep the pairs; what a person decided stays decided. Answers how many are new."""
    firsts = {first for first, _ in found}
    known = {(pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.filter(first__in=firsts)}
    new = [
        DuplicatePair(first_id=a, second_id=b, score=each.resemblance.score, reasons=_codes(each))
        for (a, b), each in found.items()
        if (a, b) not in known
    ]
    DuplicatePair.objects.bulk_create(new, ignore_conflicts=True)
    for pair in (known[key] for key in found if key in known):
        like = found[pair.first_id, pair.second_id]
        pair.score, pair.reasons, pair.updated_at = like.resemblance.score, _codes(like), timezone.now()
        pair.state = "open" if pair.state == "merged" else pair.state
    DuplicatePair.objects.bulk_update(
        [known[key] for key in found if key in known], ["score", "reasons", "updated_at", "state"]
    )
    return len(new)


def _codes(like: Lookalike) -> list[str]:
    return [reason.code for reason in like.resemblance.reasons]


def _pair(pair_id: UUID) -> DuplicatePair:
    pair = DuplicatePair.objects.select_related("first", "second").filter(pk=pair_id).first()
    if pair is None:
        raise NotFound("Ce doublon probable n’est plus dans la liste.")
    return pair


def _decide(actor: Actor, pair: DuplicatePair, state: str) -> DuplicatePair:
    pair.state, pair.decided_at, pair.decided_by_name = state, timezone.now(), actor.display_name
    pair.save_edit(expected_version=None, fields=["state", "decided_at", "decided_by_name"])
    for patient_id in (pair.first_id, pair.second_id):
        trace(f"duplicates.pair_{state}", subject=pair, about_id=patient_id)
    touch(TOPIC)
    return pair
