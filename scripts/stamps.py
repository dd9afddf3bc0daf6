"""Remember what was set up from which inputs, so that a second start has nothing to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | Path) -> str:
    """One fingerprint of texts and of the contents of files."""
    seen = hashlib.sha256()
    for part in parts:
        seen.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        seen.update(b"\0")
    return seen.hexdigest()


def tree_digest(roots: Iterable[Path]) -> str:
    """A fingerprint of names, sizes and dates of the files below some folders: fast, contents are not read."""
    seen = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*")):
            status = path.stat()
            seen.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


class Stamps:
    """A small JSON file: step -> fingerprint of its inputs when it last succeeded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, step: str, fingerprint: str) -> bool:
        """Whether the step succeeded from these very inputs."""
        return self._read().get(step) == fingerprint

    def set(self, step: str, fingerprint: str) -> None:
        """Note that the step succeeded from these inputs."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self._read() | {step: fingerprint}, indent=1), encoding="utf-8")

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
