"""What backups speak of. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from brasdroit.foundation.errors import Invalid

Tell = Callable[[str, int, int], None]
"""Follows long work: what is done now, how much of it, out of how much."""

FORMAT = 1
"""The shape of what an archive holds; a higher one comes from a newer program."""


class BackupError(Invalid):
    """A backup could not be made, or an archive cannot be restored; ``code`` says which."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted on both sides: named counts (patients, documents, …), files, and rows without their file."""

    rows: Mapping[str, int] = field(default_factory=dict)
    files: int = 0
    files_missing: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What an archive says of itself; ``migrations`` are (application, name) pairs, applied in the copied database."""

    program: str
    database: str
    created_at: str
    migrations: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]
    files_missing: int
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ``brasdroit backup`` and ``restore`` answer: size in bytes of the archive, counts, seconds it took."""

    size: int
    counts: Counts
    seconds: float
    created_at: str = ""
