"""Making a backup and keeping note of it: what the command and the worker do."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.backup.making import make
from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.backup.permissions import MANAGE
from brasdroit.foundation.backup.retention import file_name, prune
from brasdroit.foundation.backup.rules import Retention
from brasdroit.foundation.backup.types import Outcome, Tell
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.models import Tenant

TOPIC = "backups"
TOLD_EVERY_S = 1.0
OWN_FOLDER = "backups"
actions(
    {
        "backup.made": "Sauvegarde faite",
        "backup.failed": "Sauvegarde en échec",
        "backup.queued": "Sauvegarde demandée",
        "backup.planned": "Sauvegardes programmées",
        "backup.code_shown": "Code de secours affiché",
    }
)


def back_up_now(destination: Path, *, replace: bool = False, tell: Tell = lambda *_: None) -> Outcome:
    """Make a backup and note it, for whoever holds the machine (the command line). Raises BackupError."""
    done = make(destination, replace=replace, tell=tell)
    run = BackupRun(status="running", asked_by="Ligne de commande", path=str(destination))
    _note_success(run, destination, done)
    return done


def destination_folder() -> Path:
    """Where planned backups go: the plan's folder, else one in the data directory, made if need be."""
    plan = BackupPlan.objects.filter(pk=1).first()
    if plan and plan.folder:
        return Path(plan.folder)
    own = Path(settings.DATA_DIR) / OWN_FOLDER
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    return own


@task()
def run_backup(run_id: str) -> None:
    """The worker's part: make the backup asked for, forget the oldest ones; what goes wrong is told in one sentence."""
    run = BackupRun.objects.filter(pk=run_id, status="queued").first()
    if run is None:
        return
    run.status = "running"
    run.save(update_fields=["status", "alive_at"])
    try:
        _run(run)
    except DomainError as error:
        _note_failure(run, error.message)
    except BaseException:
        _note_failure(run, "La sauvegarde a été interrompue\u202f: relancez-la.")
        raise


def _run(run: BackupRun) -> None:
    folder = destination_folder()
    destination = folder / file_name(timezone.localtime())
    done = make(destination, tell=_follower(run))
    plan = BackupPlan.objects.filter(pk=1).first()
    _note_success(run, destination, done)
    retention = Retention(plan.daily, plan.weekly, plan.monthly) if plan else Retention()
    prune(folder, retention)


def _follower(run: BackupRun) -> Callable[[str, int, int], None]:
    told_at = [0.0]

    def tell(what: str, done: int, total: int) -> None:
        if time.monotonic() - told_at[0] >= TOLD_EVERY_S:
            told_at[0] = time.monotonic()
            run.step, run.step_done, run.step_total = what, done, total
            run.save(update_fields=["step", "step_done", "step_total", "alive_at"])

    return tell


def _note_success(run: BackupRun, destination: Path, done: Outcome) -> None:
    run.status, run.path, run.size, run.ended_at = "done", str(destination), done.size, timezone.now()
    run.counts = {**done.counts.rows, "files": done.counts.files, "files_missing": done.counts.files_missing}
    run.save()
    _tell_everybody("backup.made", {"size": done.size, "files": done.counts.files})


def _note_failure(run: BackupRun, problem: str) -> None:
    run.status, run.problem, run.ended_at = "failed", problem, timezone.now()
    run.save(update_fields=["status", "problem", "ended_at", "alive_at"])
    _tell_everybody("backup.failed", {})


def _tell_everybody(action: str, details: dict[str, Any]) -> None:
    """A backup takes every practice's data: each journal says so."""
    for tenant_id in list(Tenant.objects.values_list("pk", flat=True)):
        note_backup(actor=system_actor(tenant_id), action=action, details=details)


@service(MANAGE)
def note_backup(*, actor: Actor, action: str, details: dict[str, Any]) -> None:
    """Write in one practice's journal that a backup was made or failed."""
    trace(action, details=details)
    touch(TOPIC)
