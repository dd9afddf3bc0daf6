"""What a backup asks of a copied database, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"


@dataclass(frozen=True, slots=True)
class Part:
    """One record of the database: its name, its size in bytes where known (0 otherwise), its bytes."""

    name: str
    size: int
    chunks: Iterable[bytes]


class Copy(Protocol):
    """The database as it was at one moment, while others go on writing."""

    vendor: str

    def query(self, statement: str) -> Iterable[tuple[object, ...]]:
        """Rows of a statement of names only."""

    def parts(self) -> Iterator[Part]:
        """Everything to keep."""
