"""The worker says that it lives, in a file of the data directory: a check must not need the worker to find it dead."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

EVERY_S = 15
NAME = "worker.alive"


def tell_alive() -> None:
    """The worker's sign of life, every ``EVERY_S`` seconds."""
    (Path(settings.DATA_DIR) / NAME).touch()


def silent_for() -> float | None:
    """Seconds since the last sign of life; None when there never was one."""
    try:
        return time.time() - (Path(settings.DATA_DIR) / NAME).stat().st_mtime
    except FileNotFoundError:
        return None
