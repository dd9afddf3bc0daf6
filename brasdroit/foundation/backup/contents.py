"""What a backup counts, and which columns name files of the vault: told by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.apps import apps

from brasdroit.foundation.files.vault import vault_path

Query = Callable[[str], Iterable[tuple[object, ...]]]
"""Runs one statement of names only, and answers its rows."""

_counted: dict[str, str] = {"audit_entries": "foundation.AuditEntry"}
_files: dict[str, tuple[str, ...]] = {}


def counted(name: str, model: str) -> None:
    """Count the rows of ``model`` (``record.Patient``) under ``name``, when saving and when restoring."""
    _counted[name] = model


def keeps_files(model: str, *columns: str) -> None:
    """Say that these columns of ``model`` name files of the vault."""
    _files[model] = columns


# ruff: noqa: S608 - the statements are made of names of our own tables and columns
def count_rows(query: Query) -> dict[str, int]:
    """The counts, by name."""
    return {name: _number(query(f'SELECT COUNT(*) FROM "{_table(model)}"')) for name, model in _counted.items()}


def missing_files(query: Query) -> int:
    """How many rows name a file the vault has not."""
    return sum(not vault_path(file_id).exists() for file_id in named_files(query))


def named_files(query: Query) -> Iterable[UUID]:
    """The vault's files that rows name."""
    for model, columns in _files.items():
        for column in columns:
            rows = query(f'SELECT "{column}" FROM "{_table(model)}" WHERE "{column}" IS NOT NULL')
            yield from (UUID(str(row[0])) for row in rows)


def _number(rows: Iterable[tuple[object, ...]]) -> int:
    return next(int(str(row[0])) for row in rows)


def _table(model: str) -> str:
    return str(apps.get_model(model)._meta.db_table)
