"""Sealing and proving the journal.

Lines are written unsealed, so that writers never queue on the head of the chain; every second the worker gives the
waiting lines of a tenant their place and digest in one batch. Digest = SHA-256(previous digest, canonical line).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from brasdroit.foundation.audit.models import AuditChain, AuditEntry
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import platform_scope

BATCH = 2000
FIELDS = (
    "id",
    "tenant_id",
    "at",
    "actor_id",
    "actor_role",
    "actor_name",
    "workstation",
    "action",
    "subject_type",
    "subject_id",
    "about_id",
    "details",
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``brasdroit audit verify`` prints: lines seen, whether whole, the first broken link (identifier)."""

    entries: int
    intact: bool
    first_broken: str | None
    unsealed: int = 0


def digest(previous: str, line: AuditEntry, position: int) -> str:
    """The link's digest, over every column that tells the act, its place and the previous link."""
    values = {name: getattr(line, name) for name in FIELDS}
    values["at"] = line.at.isoformat()
    text = json.dumps([previous, position, values], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@platform_scope()
def seal(limit: int = BATCH) -> int:
    """Seal the lines that wait, oldest first; answers how many. Safe to run in several processes."""
    tenants = AuditEntry.objects.filter(position=None).values_list("tenant_id", flat=True).distinct()
    return sum(_seal_tenant(tenant_id, limit) for tenant_id in list(tenants))


def _seal_tenant(tenant_id: UUID, limit: int) -> int:
    AuditChain.objects.get_or_create(tenant_id=tenant_id)
    with transaction.atomic(), writes_allowed():
        head = AuditChain.objects.select_for_update().get(tenant_id=tenant_id)
        lines = list(AuditEntry.objects.filter(tenant_id=tenant_id, position=None).order_by("id")[:limit])
        for line in lines:
            head.position += 1
            line.position = head.position
            line.digest = head.digest = digest(head.digest, line, head.position)
        AuditEntry.objects.bulk_update(lines, ["position", "digest"], batch_size=200)
        head.save()
    return len(lines)


@platform_scope()
def verify() -> Verification:
    """Read every chain from its first link; a changed, missing or inserted line breaks it."""
    broken = None
    for tenant_id in AuditEntry.objects.values_list("tenant_id", flat=True).distinct().order_by("tenant_id"):
        broken = broken or _first_broken(tenant_id)
    orphans = AuditChain.objects.filter(position__gt=0).exclude(tenant_id__in=AuditEntry.objects.values("tenant_id"))
    if broken is None and orphans.exists():
        broken = f"{orphans.first().tenant_id}:1"  # type: ignore[union-attr]
    unsealed = AuditEntry.objects.filter(position=None).count()
    return Verification(AuditEntry.objects.count(), broken is None, broken, unsealed)


def _first_broken(tenant_id: UUID) -> str | None:
    previous, count = "", 0
    lines = AuditEntry.objects.filter(tenant_id=tenant_id, position__isnull=False).order_by("position")
    for line in lines.iterator(BATCH):
        count += 1
        if line.position != count or line.digest != digest(previous, line, count):
            return str(line.pk)
        previous = line.digest
    head = AuditChain.objects.filter(tenant_id=tenant_id).first() or AuditChain(tenant_id=tenant_id)
    whole = (head.position, head.digest) == (count, previous)
    return None if whole else f"{tenant_id}:{count + 1}"
