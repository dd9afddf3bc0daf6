"""A ring of secrets in a file only its owner can read: the first line serves, the others still open what is older."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret, as text; it never appears in a message."""

    text: str

    @property
    def key(self) -> bytes:
        """Its 256 bits."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def number(self) -> bytes:
        """Eight bytes that name the secret without telling it."""
        return hashlib.sha256(b"brasdroit key number\0" + self.text.encode()).digest()[:8]

    def __repr__(self) -> str:
        return f"Secret({self.number.hex()})"


def read_ring(path: Path) -> tuple[Secret, ...]:
    """The secrets of the file, the present one first; nothing when there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return ()
    return tuple(Secret(line) for line in lines)


def begin_ring(path: Path, text: str) -> tuple[Secret, ...]:
    """The ring, begun with this secret unless it exists: of two that begin it at once, both get the same."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _draft(path, [text])
        try:
            os.link(draft, path)
            _sync_folder(path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return read_ring(path)


def write_ring(path: Path, ring: Sequence[Secret]) -> None:
    """Replace the ring, at once and durably."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _draft(path, [secret.text for secret in ring]).replace(path)
    _sync_folder(path)


def numbered(ring: Sequence[Secret], number: bytes) -> Secret | None:
    """The secret of that number, if the ring has it."""
    return next((secret for secret in ring if secret.number == number), None)


def _draft(path: Path, lines: list[str]) -> Path:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600 from the start
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write("\n".join(lines))
        out.flush()
        os.fsync(out.fileno())
    return Path(name)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
