"""The planned backups: looked at every minute by the worker."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.backup.rules import is_due
from brasdroit.foundation.backup.runs import clean_runs
from brasdroit.foundation.backup.selectors import installed_at
from brasdroit.foundation.backup.services.making import run_backup


def tick(now: datetime | None = None) -> bool:
    """Ask for the planned backup when its moment has come; answers whether it did. Safe in several processes."""
    clean_runs()
    plan = _plan()
    if plan is None or not plan.active:
        return False
    with transaction.atomic():
        # one worker at a time: SQLite's transactions are alone as it is, PostgreSQL keeps this row for one
        list(BackupPlan.objects.select_for_update().filter(pk=plan.pk))
        if not _due(plan, timezone.localtime(now)):
            return False
        run = BackupRun.objects.create(status="queued", scheduled=True)
        run_backup.enqueue(str(run.pk))
    return True


def _plan() -> BackupPlan | None:
    """The plan; without one the practice is saved every day all the same, from the day it began. A demonstration is not."""
    found = BackupPlan.objects.filter(pk=1).first()
    if found or settings.DEMO:
        return found
    since = installed_at()
    return BackupPlan(since=since, version=0) if since else None


def _due(plan: BackupPlan, now: datetime) -> bool:
    runs = BackupRun.objects.order_by("-created_at")
    if runs.filter(status__in=["queued", "running"]).exists():
        return False
    ended = {
        status: runs.filter(status=status, scheduled=True).values_list("created_at", flat=True).first()
        for status in ("done", "failed")
    }
    return is_due(plan.at, now, since=plan.since, succeeded=ended["done"], failed=ended["failed"])
