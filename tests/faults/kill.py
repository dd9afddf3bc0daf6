"""kill -9 of web processes and workers during concurrent writes: ``python -m tests.faults.kill [--writes N] [--database postgresql]``.

Every acknowledged write must be there, none by half, no job lost or done twice. Prints its figures as JSON.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import ground


def role_of(process: int) -> str:
    """Web processes wait on an event poll, the worker does not."""
    try:
        files = [str(each.readlink()) for each in Path(f"/proc/{process}/fd").iterdir()]
    except OSError:
        return ""
    return "web" if any("eventpoll" in name for name in files) else "worker"


def children(supervisor: int) -> list[int]:
    """The processes that the supervisor keeps alive."""
    return [int(each) for each in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()]


class Killer(threading.Thread):
    """Kills a child of the supervisor again and again, web and worker in turn, until told to stop."""

    def __init__(self, supervisor: int, every_s: float) -> None:
        super().__init__(daemon=True)
        self._supervisor, self._every_s = supervisor, every_s
        self._stop_asked = threading.Event()
        self.killed = {"web": 0, "worker": 0}

    def run(self) -> None:
        """Kill in turn."""
        draw, turn = Random(1), 0
        while not self._stop_asked.wait(self._every_s * (0.5 + draw.random())):
            role = ("web", "worker")[turn % 2]
            turn += 1
            victims = [each for each in children(self._supervisor) if role_of(each) == role]
            if victims:
                os.kill(draw.choice(victims), signal.SIGKILL)
                self.killed[role] += 1

    def end(self) -> None:
        """Kill no more."""
        self._stop_asked.set()
        self.join()


def run(writes: int, database: str, every_s: float, imports: int) -> dict[str, Any]:
    """The whole fault on a data directory and database of its own."""
    with ground.place(database) as (directory, url, _), ExitStack() as stack:
        practice = ground.set_up(directory, url)
        from tests.faults.jobs import give, judge, settle  # noqa: PLC0415 - once Django is set up
        from tests.faults.traffic import Traffic  # noqa: PLC0415
        from tests.faults.writes import prepare, prove  # noqa: PLC0415

        requests = prepare(practice, writes)
        port, supervisor = ground.start_server(stack)
        traffic = Traffic(ground.sign_in(port), requests)
        given = [give(practice, number) for number in range(imports)]
        killer = Killer(supervisor, every_s)
        began = time.monotonic()
        clients = traffic.start()
        killer.start()
        for each in clients:
            each.join()
        killer.end()
        seconds = time.monotonic() - began
        settled = settle()
        proof, jobs = prove(practice, requests), judge(practice, given)
    return {
        "fault": "kill", "database": database, "writes": len(requests),
        "seconds": round(seconds, 1), "killed": killer.killed, "answers": traffic.statuses(),
        "longest_wait_s": round(traffic.stalled_s, 2), "writes_proof": proof.told(), "jobs": jobs,
        "held": proof.held and settled and jobs["held"],
    }  # fmt: skip


if __name__ == "__main__":
    chosen = ground.options(every=1.0, imports=3)
    ground.tell(run(chosen.writes, chosen.database, chosen.every, chosen.imports))
