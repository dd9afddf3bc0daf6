"""The turn of a writer: an advisory lock on a file beside the database, shared by all threads and processes."""

from __future__ import annotations

import fcntl
import os
import time

LOOK_AGAIN_S = 0.0003


class WriteTurn:
    """The turn of one connection. The kernel gives it back when the process dies."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._held: int | None = None

    def take(self, timeout: float) -> None:
        """Wait for the turn, `timeout` seconds at most: after that the database says by itself that it is busy."""
        if self._held is not None:
            return
        place = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + timeout
        while not _locked(place) and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)
        self._held = place

    def leave(self) -> None:
        """Let the next one in; nothing happens when the turn is not held."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _locked(place: int) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
