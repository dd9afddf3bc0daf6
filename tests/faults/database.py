"""The database goes away under load: ``python -m tests.faults.database restart|crash|failover [--writes N]``.

restart: PostgreSQL is restarted (its clients are told); crash: it is stopped without a word and started again; failover: the
primary is killed (-9, all processes) and its synchronous standby promoted to its address. No acknowledged write may be
missing, and the program must come back by itself. Prints its figures as JSON.
"""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack
from typing import Any

from tests.faults import ground
from tests.faults.postgres import Server

_SYNCHRONOUS = "SELECT sync_state FROM pg_stat_replication"
FAULTS = ("restart", "crash", "failover")


def hurt(fault: str, server: Server, standby: Server | None) -> None:
    """Do it, once."""
    if standby:
        port = server.port
        server.kill()
        standby.promote(port)
    else:
        server.stop("fast" if fault == "restart" else "immediate")
        time.sleep(1)
        server.start()


def run(fault: str, writes: int, times: int) -> dict[str, Any]:
    """The whole fault; a failover happens once, the others `times` times while the writes go on."""
    with ground.place("postgresql") as (directory, url, server), ExitStack() as stack:
        standby = server.standby() if fault == "failover" else None
        if standby and not ground.until(lambda: server.sql(_SYNCHRONOUS) == "sync"):
            raise SystemExit("The standby did not become synchronous.")
        if standby:
            stack.callback(standby.remove)
        practice = ground.set_up(directory, url)
        from tests.faults.jobs import settle  # noqa: PLC0415 - once Django is set up
        from tests.faults.traffic import Traffic  # noqa: PLC0415
        from tests.faults.writes import prepare, prove  # noqa: PLC0415

        requests = prepare(practice, writes)
        port, _ = ground.start_server(stack)
        traffic = Traffic(ground.sign_in(port), requests)
        clients, began, times = traffic.start(), time.monotonic(), 1 if standby else times
        for number in range(times):
            ground.until(lambda share=(number + 1) / (times + 1): traffic.sent >= writes * share, 600)
            hurt(fault, server, standby)
        for each in clients:
            each.join()
        seconds = time.monotonic() - began
        _forget_connections()
        settled = settle()
        proof, after = prove(practice, requests), _served_after(practice, port)
    return {
        "fault": fault, "writes": writes, "times": times, "seconds": round(seconds, 1), "answers": traffic.statuses(),
        "longest_wait_s": round(traffic.stalled_s, 2), "served_after": after, "writes_proof": proof.told(),
        "held": proof.held and settled and after,
    }  # fmt: skip


def _forget_connections() -> None:
    """This process was connected to a server that is no more."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def _served_after(practice: Any, port: int) -> bool:
    """Whether new writes succeed, with nobody having restarted the program."""
    from tests.faults.traffic import Traffic  # noqa: PLC0415
    from tests.faults.writes import prepare  # noqa: PLC0415

    more = Traffic(ground.sign_in(port), prepare(practice, 20))
    for each in more.start():
        each.join()
    return all(write.acknowledged for write in more.writes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("fault", choices=FAULTS)
    parser.add_argument("--writes", type=int, default=3000)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    ground.tell(run(chosen.fault, chosen.writes, chosen.times))
