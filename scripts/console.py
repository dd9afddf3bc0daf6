"""What the set-up says, and how it runs other programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TAIL = 30  # lines of a failed command worth showing


class SetupError(Exception):
    """The set-up cannot go on; the message, in French, says what to do."""

    code = 1


class UnusableInput(SetupError):
    """What was asked on the command line cannot be done."""

    code = 2


def say(text: str) -> None:
    """Print one line at once, even into a pipe."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def timed(title: str) -> Iterator[None]:
    """Announce a step, then say how long it took."""
    say(f"→ {title}…")
    start = time.monotonic()
    yield
    say(f"  fait en {time.monotonic() - start:.0f} s")


def call(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> None:
    """Run a command quietly from the checkout; raises SetupError with the end of its output when it fails."""
    words = [str(word) for word in command]
    try:
        code, output = _finish(words, {**os.environ, **(env or {})})
    except OSError as error:
        raise SetupError(f"« {words[0]} » ne peut pas être lancé : {error.strerror}.") from error
    if code:
        tail = "\n".join(output.splitlines()[-TAIL:])
        raise SetupError(f"{tail}\nLa commande « {' '.join(words[:4])} … » a échoué (code {code}).")


def _finish(words: list[str], env: Mapping[str, str]) -> tuple[int, str]:
    """Exit code and output. The command leads its own group, so that leaving early takes its children along."""
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output = process.communicate()[0]
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        raise
    return process.returncode, output
