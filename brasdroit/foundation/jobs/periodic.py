"""What runs again and again: each entry is a function and a period, wired by the composition root."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Periodic:
    """A function without arguments, run every ``every_s`` seconds by the worker."""

    name: str
    every_s: float
    run: Callable[[], object]
    due_at: float = 0.0


_entries: dict[str, Periodic] = {}


def every(seconds: float, name: str, run: Callable[[], object]) -> None:
    """Register periodic work under a stable name; the same name again replaces it."""
    _entries[name] = Periodic(name, seconds, run)


def entries() -> tuple[Periodic, ...]:
    """What is registered."""
    return tuple(_entries.values())


def run_due(now: float) -> int:
    """Run what is due at ``now`` (monotonic seconds); a failure is logged and never stops the others."""
    due = [entry for entry in _entries.values() if entry.due_at <= now]
    for entry in due:
        entry.due_at = now + entry.every_s
        try:
            entry.run()
        except Exception:
            logger.exception("periodic work failed: %s", entry.name)
    return len(due)


def loop(stop: threading.Event, tick_s: float = 0.25) -> None:
    """Run due work until ``stop`` is set; connections are checked between rounds."""
    while not stop.wait(tick_s):
        close_old_connections()
        run_due(time.monotonic())
