"""The worker: the task queue in one thread, the periodic work in another."""

from __future__ import annotations

import threading
from typing import Any

from brasdroit.foundation.jobs import periodic

LEFT_BEHIND_S = 30


def work() -> None:
    """Run background tasks and periodic work until the process is told to end."""
    from django_tasks_db.management.commands.db_worker import Worker

    from brasdroit.foundation.jobs.recovery import INTERRUPTED, take_up_again, worker_name

    class Leaving(Worker):
        """A worker that leaves when it is told to, even in the middle of a task, which is taken up again."""

        def run_task(self, db_task_result: Any) -> None:
            super().run_task(db_task_result)
            if db_task_result.exception_class_path in INTERRUPTED:
                raise SystemExit(0)

    periodic.every(LEFT_BEHIND_S, "jobs.take_up_again", take_up_again)
    stop = threading.Event()
    threading.Thread(target=periodic.loop, args=(stop,), daemon=True).start()
    try:
        Leaving(
            queue_names=["default"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_name(),
            excluded_queue_names=[],
        ).run()
    finally:
        stop.set()
