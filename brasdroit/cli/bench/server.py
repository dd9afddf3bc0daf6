"""The real server, started for the measurements, with what it holds in memory."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTS_WITHIN_S = 60


class NoServer(Exception):
    """The server did not start."""


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """(port, process) of a server on the environment's data directory and database, ended at the end of the block."""
    port = _free_port()
    command = [sys.executable, "-m", "brasdroit.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603  (our own program)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise NoServer


def memory_mb(root: int) -> float:
    """The memory of a process and its descendants: pages shared between them are counted once (PSS), in MB."""
    return round(sum(_pss_kb(pid) for pid in descendants(root)) / 1024, 1)


def descendants(root: int) -> list[int]:
    """A process and all that it started, directly or not."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return [root]
    return [root, *(found for child in children for found in descendants(int(child)))]


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def cpu_ms(root: int) -> float:
    """The processor time of a process and its descendants so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(pid) for pid in descendants(root)) * 1000 / ticks


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
