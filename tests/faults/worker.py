"""The worker is killed (-9) in the middle of a job, as often as asked: ``python -m tests.faults.worker [--kills N]``.

The job is an import of 2,500 rows. It must go on after its last whole batch, every row once. Prints its figures as JSON.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack
from typing import Any

from tests.faults import ground
from tests.faults.kill import children, role_of


def run(database: str, kills: int) -> dict[str, Any]:
    """Kill the worker each time the import has moved on."""
    with ground.place(database) as (directory, url, _), ExitStack() as stack:
        practice = ground.set_up(directory, url)
        from brasdroit.foundation.tenancy.context import tenant_scope  # noqa: PLC0415 - once Django is set up
        from brasdroit.record.imports.models import ImportRun  # noqa: PLC0415
        from tests.faults.jobs import ROWS, give, judge, settle  # noqa: PLC0415

        given, seen, taken_up = give(practice, 1), 0, list[float]()

        def done() -> int:
            with tenant_scope(practice.house.tenant_id):
                return int(ImportRun.objects.values_list("rows_done", flat=True).get(pk=given.pk))

        _, supervisor = ground.start_server(stack)
        for _ in range(kills):
            if not ground.until(lambda before=seen: done() > before, 120) or done() == ROWS:
                break
            seen = done()
            victims = [each for each in children(supervisor) if role_of(each) == "worker"]
            for each in victims:
                os.kill(each, signal.SIGKILL)
            began = time.monotonic()
            ground.until(lambda before=seen: done() > before, 120)
            taken_up.append(round(time.monotonic() - began, 1))
        settled = settle()
        jobs = judge(practice, [given])
    return {
        "fault": "worker", "database": database, "kills": len(taken_up), "next_batch_after_s": taken_up, "jobs": jobs,
        "held": settled and jobs["held"],
    }  # fmt: skip


if __name__ == "__main__":
    chosen = ground.options(kills=3)
    ground.tell(run(chosen.database, chosen.kills))
