"""The ground of every fault: a practice of its own, the real server on it, and what must be true afterwards."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

PATIENTS = 300


def set_up(directory: Path, database: str = "") -> Any:
    """Point this process and the servers it starts at `directory` and `database`, and build the practice there."""
    os.environ.update(
        {
            "BRASDROIT_DEMO": "1",
            "BRASDROIT_BENCH": "1",
            "BRASDROIT_DATA_DIR": str(directory),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
    )
    import django  # noqa: PLC0415 - once the environment says where

    django.setup()
    from brasdroit.cli.bench.practice import practice_of  # noqa: PLC0415
    from brasdroit.cli.commands.migrate import run as migrate  # noqa: PLC0415

    migrate(argparse.Namespace())
    return practice_of(PATIENTS, directory, lambda *_: None)


@contextmanager
def place(kind: str) -> Iterator[tuple[Path, str, Any]]:
    """(data directory, DATABASE_URL, the PostgreSQL server or None) of one run; all of it ends with the run."""
    from tests.faults.postgres import Server  # noqa: PLC0415

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started ends with the script
    with tempfile.TemporaryDirectory(prefix="brasdroit-faults-") as folder, ExitStack() as stack:
        server = Server() if kind == "postgresql" else None
        if server:
            stack.callback(server.remove)
            server.create()
        yield Path(folder), server.url if server else "", server


def start_server(stack: ExitStack) -> tuple[int, int]:
    """(port, process) of `brasdroit serve`, ended with the stack."""
    from brasdroit.cli.bench.server import served  # noqa: PLC0415

    return stack.enter_context(served())


def sign_in(port: int) -> Any:
    """The secretary and assistant of the practice, signed in."""
    from brasdroit.cli.bench.client import Session  # noqa: PLC0415
    from brasdroit.cli.bench.practice import accounts  # noqa: PLC0415
    from brasdroit.cli.demo.cast import PASSWORD  # noqa: PLC0415

    return Session(port, accounts()["sarah"], PASSWORD)


def options(**extra: Any) -> argparse.Namespace:
    """`--writes`, `--database`, and what a script adds: name -> default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--writes", type=int, default=10_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    for name, default in extra.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    return parser.parse_args()


def tell(figures: dict[str, Any]) -> None:
    """The figures on standard output; exit 1 when the fault broke something."""
    print(json.dumps(figures, indent=1))  # noqa: T201
    sys.exit(0 if figures["held"] else 1)


def until(condition: Any, seconds: float = 60) -> bool:
    """Wait for a condition; answers whether it came true in time."""
    import time  # noqa: PLC0415

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return bool(condition())
