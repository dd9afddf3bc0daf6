"""The notes kept of each backup."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from brasdroit.foundation.backup.models import BackupRun

LOST_AFTER = timedelta(minutes=10)  # a run tells that it lives every second or so


def clean_runs(silent_since: datetime | None = None) -> int:
    """Runs that no longer tell that they live (a killed worker) are told as interrupted; answers how many."""
    lost = BackupRun.objects.filter(
        status__in=["queued", "running"], alive_at__lt=silent_since or timezone.now() - LOST_AFTER
    )
    problem = "La sauvegarde a été interrompue\u202f: relancez-la."
    return lost.update(status="failed", problem=problem, ended_at=timezone.now())
