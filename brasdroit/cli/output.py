"""What every command shares: JSON on standard output, sentences on standard error, exit codes."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
UNUSABLE = 2


class UnusableInput(Exception):
    """Input the command cannot work on; the message is one sentence for the person who typed it."""


def print_json(value: Any) -> None:
    """One JSON document on standard output; dataclasses become objects."""
    print(json.dumps(value, ensure_ascii=False, default=_plain, indent=2))


def leave_the_pipe() -> None:
    """The reader left (``| head``): send the rest nowhere, or Python would try to write it again on its way out."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)


def say(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Pass items through, drawing a bar on standard error when it is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    step = max(1, total // 200)
    for number, item in enumerate(items, 1):
        yield item
        if number % step == 0 or number == total:
            filled = 30 * number // max(total, 1)
            print(f"\r{label} [{'█' * filled}{' ' * (30 - filled)}] {number}/{total}", end="", file=sys.stderr)
    print(file=sys.stderr)


class Bar:
    """A progress bar on a terminal, nothing elsewhere: for work that counts itself."""

    def __init__(self) -> None:
        self._shown = ""

    def tell(self, what: str, done: int, total: int) -> None:
        """Draw the bar when it changed."""
        filled = 30 * done // max(total, 1)
        line = f"{what:<26} [{'█' * filled}{' ' * (30 - filled)}]"
        if line == self._shown or not sys.stderr.isatty():
            return
        self._shown = line
        print(f"\r{line}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
