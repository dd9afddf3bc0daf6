"""Concurrent writes over HTTP, each under an identifier that the client chose, and what became of each."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from brasdroit.cli.bench.client import Line, Request, Session

CLIENTS = 8
PATIENCE_S = 60
DONE, SIGNED_OUT = 302, 401


@dataclass(slots=True)
class Write:
    """One write: `status` is what the client was told, None when the connection broke before."""

    kind: str
    id: UUID
    request: Request
    status: int | None = None

    @property
    def acknowledged(self) -> bool:
        """Whether the client was told that it is done."""
        return self.status == DONE


@dataclass(slots=True)
class Traffic:
    """Clients sharing a list of writes; `sent` counts as they go, `stalled_s` is the longest wait for an answer."""

    session: Session
    writes: Sequence[Write]
    sent: int = 0
    stalled_s: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> list[threading.Thread]:
        """Let the clients go."""
        clients = [threading.Thread(target=self._run) for _ in range(CLIENTS)]
        for each in clients:
            each.start()
        return clients

    def _next(self) -> Write | None:
        with self._lock:
            if self.sent == len(self.writes):
                return None
            self.sent += 1
            return self.writes[self.sent - 1]

    def _run(self) -> None:
        line: Line | None = None
        while (write := self._next()) is not None:
            began = time.monotonic()
            line = line or self._open()
            try:
                reply = line.send(write.request)
                write.status = SIGNED_OUT if "/comptes/" in reply.headers.get("location", "") else reply.status
            except (OSError, http.client.HTTPException):
                line.close()
                line = None
            self.stalled_s = max(self.stalled_s, time.monotonic() - began)
        if line:
            line.close()

    def _open(self) -> Line:
        """A connection, tried again while the server is away."""
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.session.open()
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def statuses(self) -> dict[str, int]:
        """How many of each answer; « none »: the connection broke before it."""
        return {str(status or "none"): count for status, count in Counter(w.status for w in self.writes).items()}
