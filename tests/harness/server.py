"""The real program, served on a free port of this machine, for journeys in a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROGRAM = Path(sys.executable).with_name("brasdroit")
PATIENCE = 60  # seconds before a server that does not answer is given up


def command(data_dir: Path, *words: str) -> str:
    """Run one `brasdroit` command on a data directory; gives its standard output, raises when it fails."""
    done = subprocess.run(
        [PROGRAM, *words, "--data-dir", data_dir], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"brasdroit {' '.join(words)} (code {done.returncode}): {done.stderr}")
    return done.stdout


@contextmanager
def served(data_dir: Path) -> Iterator[str]:
    """Serve a prepared data directory; gives the address, ends the processes on the way out."""
    port = _free_port()
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(port), "--data-dir", str(data_dir)]
    with (data_dir / "serve.log").open("w") as log:
        process = subprocess.Popen([PROGRAM, *arguments], env=_environment(), stdout=log, stderr=log)
        try:
            _await_answer(process, f"http://127.0.0.1:{port}/healthz", data_dir / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def _environment() -> dict[str, str]:
    """The journeys' program runs with its own settings, not the tests'."""
    return {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}


def _await_answer(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the program does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
