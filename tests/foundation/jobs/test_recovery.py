"""Work that a dead process left behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from brasdroit.foundation.jobs.recovery import ATTEMPTS, Left, take_up_again, worker_name

pytestmark = pytest.mark.django_db


def left(worker: str, status: str = TaskResultStatus.RUNNING, attempts: int = 1, **columns: object) -> Left:
    """A task that this worker was doing."""
    values: dict[str, object] = {
        "status": status, "args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x", "backend_name": "default",
        "run_after": get_date_max(), "started_at": timezone.now(), "worker_ids": [worker] * attempts,
    }  # fmt: skip
    return DBTaskResult.objects.create(**(values | columns))


def state(task: Left) -> str:
    return str(DBTaskResult.objects.get(pk=task.pk).status)


def dead_worker() -> str:
    """The name of a process that ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{socket.gethostname()[:36]}:{process.pid}:1"


def test_what_a_dead_worker_did_is_taken_up() -> None:
    task = left(dead_worker())
    assert (take_up_again(), state(task)) == (1, TaskResultStatus.READY)


def test_what_a_living_worker_does_is_left_alone() -> None:
    task = left(worker_name())
    assert (take_up_again(), state(task)) == (0, TaskResultStatus.RUNNING)


def test_a_process_that_took_the_number_of_a_dead_one_is_not_it() -> None:
    task = left(f"{socket.gethostname()[:36]}:{os.getpid()}:1")
    assert (take_up_again(), state(task)) == (1, TaskResultStatus.READY)


def test_another_machine_is_given_time() -> None:
    recent, old = left("elsewhere:7:9"), left("elsewhere:7:9", started_at=timezone.now() - timedelta(hours=7))
    assert (take_up_again(), state(recent), state(old)) == (1, TaskResultStatus.RUNNING, TaskResultStatus.READY)


def test_an_ordinary_stop_does_not_fail_the_work() -> None:
    stopped = left(worker_name(), TaskResultStatus.FAILED, exception_class_path="builtins.SystemExit")
    failed = left(worker_name(), TaskResultStatus.FAILED, exception_class_path="builtins.ValueError")
    assert (take_up_again(), state(stopped), state(failed)) == (1, TaskResultStatus.READY, TaskResultStatus.FAILED)


def test_what_died_often_lets_the_others_pass() -> None:
    first, often = left(dead_worker()), left(dead_worker(), attempts=9)
    take_up_again()
    assert list(DBTaskResult.objects.ready()) == [first]
    assert DBTaskResult.objects.get(pk=often.pk).run_after - timezone.now() > timedelta(seconds=50)


def test_what_kills_every_worker_is_given_up() -> None:
    task = left(dead_worker(), attempts=ATTEMPTS)
    assert (take_up_again(), state(task)) == (0, TaskResultStatus.FAILED)
    assert take_up_again() == 0


def test_the_name_fits_its_column() -> None:
    assert 3 <= len(worker_name()) <= 64
