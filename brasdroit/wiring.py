"""The composition root: event -> handler, port -> connector, periodic work. The only file that knows everyone."""

from __future__ import annotations

from brasdroit.foundation.audit.chain import seal
from brasdroit.foundation.jobs.periodic import every
from brasdroit.foundation.live.outbox import forget_old


def wire() -> None:
    """Wire everything; calling it twice changes nothing."""
    _periodic()


def _periodic() -> None:
    every(1, "audit.seal", seal)
    every(600, "live.forget", forget_old)
