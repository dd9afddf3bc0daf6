"""How the backups stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.backup.permissions import SEE
from brasdroit.foundation.backup.rules import TOO_OLD, Freshness, freshness, next_planned
from brasdroit.foundation.permissions import may, require
from brasdroit.foundation.tenancy.models import Tenant

SHOWN = 15


@dataclass(frozen=True, slots=True)
class BackupState:
    """What the page shows: the last good backup, the one under way, the plan in force, the next planned moment (local)."""

    plan: BackupPlan
    last: BackupRun | None
    under_way: BackupRun | None
    runs: list[BackupRun]
    next_at: datetime | None
    freshness: Freshness
    shared: bool


def backup_state(actor: Actor, now: datetime) -> BackupState:
    """Everything about the backups; raises Forbidden without the right. The number of queries is constant."""
    require(actor, SEE)
    runs = list(BackupRun.objects.order_by("-created_at")[:SHOWN])
    last = BackupRun.objects.filter(status="done").order_by("-created_at").first()
    plan = BackupPlan.objects.filter(pk=1).first() or BackupPlan(version=0, since=now, active=not settings.DEMO)
    return BackupState(
        plan=plan,
        last=last,
        under_way=next((run for run in runs if run.status in {"queued", "running"}), None),
        runs=runs,
        next_at=next_planned(plan.at, now) if plan.active else None,
        freshness=freshness(
            last.created_at if last else None, now, installed=installed_at() or now, active=plan.active
        ),
        shared=shared_installation(),
    )


def how_fresh(now: datetime) -> Freshness:
    """Whether the last good backup is recent enough, for whoever may read it. Three queries."""
    last = BackupRun.objects.filter(status="done").order_by("-created_at").values_list("created_at", flat=True).first()
    plan = BackupPlan.objects.filter(pk=1).first()
    return freshness(last, now, installed=installed_at() or now, active=plan.active if plan else True)


def backup_warning(actor: Actor) -> str:
    """The sentence to show a head of the practice when nothing recent is saved; empty for others, or when all is well."""
    if settings.DEMO or not may(actor, SEE):
        return ""
    now = timezone.now()
    if BackupRun.objects.filter(status="done", created_at__gt=now - TOO_OLD).exists():
        return ""  # the usual case, in one query: this is asked on the home page
    found = how_fresh(now)
    return found.explanation if found.alarming else ""


def installed_at() -> datetime | None:
    """When the first practice began here."""
    return Tenant.objects.order_by("created_at").values_list("created_at", flat=True).first()


def shared_installation() -> bool:
    """Whether several practices share this installation."""
    return Tenant.objects.count() > 1
