"""The supervisor: opens the port, loads the program once, forks the processes, ends them together.

Forking after loading shares the program's memory between processes. ADR 0003 gives the measurements.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

GRACE_S = 4.0


class PortBusy(OSError):
    """Somebody else listens on this port."""


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket shared by the web processes; raises PortBusy."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise PortBusy(str(error)) from error
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End the child through its `finally` clauses; a second signal does not interrupt them."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise SystemExit(0)


class Supervisor:
    """Keeps its children alive: a child that dies is started again, a signal ends all of them."""

    def __init__(self) -> None:
        self._roles: dict[int, Callable[[], None]] = {}
        self._stopping = False

    def start(self, role: Callable[[], None]) -> None:
        """Fork a child that runs ``role`` and then exits."""
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            self._roles[pid] = role
            return
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, _leave)
        code = 1
        try:
            role()
            code = 0
        except SystemExit as left:
            code = 0 if left.code in (None, 0) else 1
        finally:
            os._exit(code) if code else sys.exit(0)

    def watch(self) -> None:
        """Wait for a signal; restart children that die before."""
        gc.freeze()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while self._roles and not self._stopping:
            try:
                pid, _ = os.wait()
            except (InterruptedError, ChildProcessError):
                continue
            role = self._roles.pop(pid, None)
            if role and not self._stopping:
                time.sleep(0.2)
                self.start(role)
        self._end()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        for pid in self._roles:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def _end(self) -> None:
        deadline = time.monotonic() + GRACE_S
        while self._roles and time.monotonic() < deadline:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            self._roles.pop(pid, None) if pid else time.sleep(0.02)
        self._signal(signal.SIGKILL)
