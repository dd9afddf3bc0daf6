"""The worker: the task queue in one thread, the periodic work in another."""

from __future__ import annotations

import threading

from brasdroit.foundation.jobs import periodic


def work() -> None:
    """Run background tasks and periodic work until the process is told to end."""
    from django_tasks_db.management.commands.db_worker import Worker

    stop = threading.Event()
    threading.Thread(target=periodic.loop, args=(stop,), daemon=True).start()
    try:
        Worker(
            queue_names=["default"],
            interval=0.5,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="embedded",
            excluded_queue_names=[],
        ).run()
    finally:
        stop.set()
