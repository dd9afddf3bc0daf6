"""SQLite keeps identifiers and instants as text: reading a day of the agenda turns a thousand of them into values.

Django's own conversions check what a column of ours cannot hold; these do the same work in a fifth of the time (ADR 0003).
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, SafeUUID

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations as DjangoOperations

from brasdroit.foundation.db.sqlite.turn import WriteTurn

_set = object.__setattr__
sqlite3.register_converter("datetime", lambda raw: datetime.fromisoformat(raw.decode()))


def uuid_of(text: str) -> UUID:
    """The identifier of 32 hexadecimal digits."""
    made = object.__new__(UUID)
    _set(made, "int", int(text, 16))
    _set(made, "is_safe", SafeUUID.unknown)
    return made


class DatabaseOperations(DjangoOperations):
    """Django's operations, but for two conversions."""

    def convert_uuidfield_value(self, value: Any, expression: Any, connection: Any) -> UUID | None:
        """The identifier of a column."""
        return None if value is None else uuid_of(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> datetime | None:
        """The instant of a column, which is written in universal time without saying so."""
        if value.__class__ is str:  # computed by the database: only a column's own type makes the driver read it
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        if value.__class__ is datetime and value.tzinfo is None:
            naive: datetime = value
            return naive.replace(tzinfo=UTC)
        converted: datetime | None = super().convert_datetimefield_value(value, expression, connection)
        return converted


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection with these operations, whose writers queue before they begin.

    SQLite alone lets a writer sleep up to a tenth of a second before it looks again whether the database is free: eight at
    once leave it idle half of the time. Queueing only orders them; SQLite's own lock still keeps them apart.
    """

    ops_class = DatabaseOperations

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        name = str(self.settings_dict["NAME"])
        in_memory = name.startswith("file:") or ":memory:" in name
        self._turn = None if in_memory else WriteTurn(f"{name}-turn")

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn is not None:
            self._turn.take(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._turn is not None:
            self._turn.leave()
