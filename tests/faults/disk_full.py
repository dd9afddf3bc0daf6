"""No room left on the disk, then room again: ``python -m tests.faults.disk_full [--writes N]``.

Without being root: the server runs under a limit on the size of its files (RLIMIT_FSIZE), which the kernel refuses to pass as
a full disk would; the limit is then lifted on the running processes. Acknowledged writes must stay, refused ones must leave
nothing, reading must go on, and writing must start again by itself. SQLite; prints its figures as JSON.
"""

from __future__ import annotations

import resource
from contextlib import ExitStack
from typing import Any

from tests.faults import ground
from tests.faults.kill import children

ROOM = 200_000  # beyond the present size of the write-ahead log, where every commit goes first


def run(writes: int) -> dict[str, Any]:
    """Half of the writes on a disk that fills up, the other half once there is room."""
    with ground.place("sqlite") as (directory, url, _), ExitStack() as stack:
        practice = ground.set_up(directory, url)
        from brasdroit.cli.bench.client import Request  # noqa: PLC0415 - once Django is set up
        from tests.faults.traffic import Traffic  # noqa: PLC0415
        from tests.faults.writes import prepare, prove  # noqa: PLC0415

        requests = prepare(practice, writes)
        port, supervisor = ground.start_server(stack)
        session = ground.sign_in(port)
        family = [supervisor, *children(supervisor)]
        wal = (directory / "brasdroit.sqlite3-wal").stat().st_size
        for each in family:
            resource.prlimit(each, resource.RLIMIT_FSIZE, (wal + ROOM, resource.RLIM_INFINITY))
        full = _send(Traffic(session, requests[: writes // 2]))
        reading = session.open().send(Request("/recherche/?q=martin", headers=(("X-Palette", "1"),))).status
        health = session.open().send(Request("/healthz")).status
        for each in [supervisor, *children(supervisor)]:
            resource.prlimit(each, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        again = _send(Traffic(session, requests[writes // 2 :]))
        proof = prove(practice, requests)
    refused = sum(not write.acknowledged for write in full.writes)
    recovered = all(write.acknowledged for write in again.writes)
    return {
        "fault": "disk_full", "database": "sqlite", "writes": writes, "answers_while_full": full.statuses(),
        "refused_while_full": refused, "reading_while_full": reading, "healthz_while_full": health,
        "answers_after": again.statuses(), "writes_proof": proof.told(),
        "held": proof.held and refused > 0 and reading == 200 and recovered,
    }  # fmt: skip


def _send(traffic: Any) -> Any:
    for each in traffic.start():
        each.join()
    return traffic


if __name__ == "__main__":
    chosen = ground.options()
    ground.tell(run(min(chosen.writes, 3000)))
