"""Work that a process left behind when it died: taken up again, or closed when it kills whoever takes it.

A worker's name tells its machine, its process and when that process began, so that anybody on the machine can see that it is
gone. A worker on another machine cannot be seen: its work is taken up after `ELSEWHERE`.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

ATTEMPTS, AT_ONCE, LONGEST_WAIT_S = 20, 3, 60
ELSEWHERE = timedelta(hours=6)
INTERRUPTED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")
GIVEN_UP = "interrupted"
Left: TypeAlias = "DBTaskResult[Any, Any]"


def worker_name() -> str:
    """This process, among all those that ever work on this database; at most 64 characters."""
    return f"{socket.gethostname()[:36]}:{os.getpid()}:{_began(os.getpid())}"


def take_up_again() -> int:
    """Put back in the queue what dead workers were doing and what an ordinary stop cut short; answers how many.

    A task runs again from its start: each is written so that what is already done is found done. The first `AT_ONCE` times
    it runs at once, then it lets the others pass, longer each time; after `ATTEMPTS` it is closed as failed: it is what
    kills the worker.
    """
    with transaction.atomic():
        left = DBTaskResult.objects.select_for_update(skip_locked=True)
        running = [task for task in left.filter(status=TaskResultStatus.RUNNING) if _abandoned(task)]
        stopped = left.filter(status=TaskResultStatus.FAILED, exception_class_path__in=INTERRUPTED)
        return sum(_put_back(task) for task in [*running, *stopped])


def _put_back(task: Left) -> bool:
    again = len(task.worker_ids) < ATTEMPTS
    task.status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
    task.run_after = _when(len(task.worker_ids))
    task.started_at = None if again else task.started_at
    task.finished_at = None if again else timezone.now()
    task.exception_class_path = "" if again else GIVEN_UP
    task.save(update_fields=["status", "run_after", "started_at", "finished_at", "exception_class_path"])
    return again


def _when(attempts: int) -> datetime:
    return timezone.now() + timedelta(
        seconds=min(2 ** (attempts - AT_ONCE), LONGEST_WAIT_S) if attempts > AT_ONCE else 0
    )


def _abandoned(task: Left) -> bool:
    machine, process, began = [*(task.worker_ids or [""])[-1].split(":"), "", ""][:3]
    if machine == socket.gethostname()[:36]:
        return not process.isdecimal() or _began(int(process)) != began
    unknown = not process  # named before workers had names of their own
    return unknown or task.started_at is None or timezone.now() - task.started_at > ELSEWHERE


def _began(process: int) -> str:
    """When a living process began, in ticks since the machine did; empty when it is gone."""
    if not Path("/proc/self/stat").exists():
        return _alive(process)
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _alive(process: int) -> str:
    """What a system without /proc tells: a process of that number lives."""
    try:
        os.kill(process, 0)
    except OSError:
        return ""
    return "alive"
