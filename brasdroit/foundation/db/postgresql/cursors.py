"""Cursors that tell PostgreSQL the tenant in force, in the same round trip as the statement (ADR 0007).

``SET LOCAL app.tenant`` is put before the first statement of each transaction, and again when the scope changed since.
A statement outside a transaction is its own: PostgreSQL runs the two as one (simple query protocol). Nothing is ever set for
the session, so a pooler may hand the connection to another practice between two transactions.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from brasdroit.foundation.tenancy.context import row_scope

UNKNOWN = "?"
_Cursor: Any = base.Cursor  # the stubs describe those of the former driver
_ServerCursor: Any = base.ServerSideCursor
_CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(slots=True)
class Told:
    """What the transaction under way was told last; going back to a savepoint forgets it."""

    scope: str = UNKNOWN

    def owed(self, connection: Any) -> str:
        """The statement to put first, empty when the transaction knows already."""
        status = connection.info.transaction_status
        if status == TransactionStatus.INERROR:
            return ""
        known = self.scope if status == TransactionStatus.INTRANS else ""
        self.scope = row_scope()
        return "" if known == self.scope else setting(self.scope)


def setting(scope: str) -> str:
    """The statement that tells the scope; it holds an identifier or a star, never anything typed."""
    return f"SET LOCAL app.tenant = '{scope}'; "


class TenantCursor(_Cursor):  # type: ignore[misc]
    """Django's cursor, each statement preceded by the tenant where it must be."""

    told: Told | None = None  # none while the connection itself is being set up: it reads no table

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Run a statement for the tenant in force."""
        text = query if isinstance(query, str) else query.as_string(self)
        first = self._owed(text)
        if not first:
            return super().execute(text, params, **options)
        try:
            super().execute(first + text, params, **options)
        except BaseException:
            self._forget()
            raise
        self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Iterable[Any], **options: Any) -> None:
        """Run a statement for each set of values, in one transaction."""
        with one_transaction(self.connection):
            self.tell()
            super().executemany(query, params_seq, **options)

    def tell(self) -> None:
        """Tell in a statement of its own, where the next one cannot carry it; inside a transaction only."""
        self._forget()  # psycopg may just have opened it
        if first := self._owed(""):
            super().execute(first)

    def _owed(self, text: str) -> str:
        if self.told is None:
            return ""
        if text.startswith(_CONTROL):
            self._forget()
            return ""
        return self.told.owed(self.connection)

    def _forget(self) -> None:
        if self.told is not None:
            self.told.scope = UNKNOWN


class TenantServerCursor(_ServerCursor):  # type: ignore[misc]
    """A cursor kept by the server for long reads: what it may show is decided when it is declared."""

    teller: TenantCursor

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Declare the cursor for the tenant in force; outside a transaction it outlives the one it is declared in."""
        with one_transaction(self.connection):
            self.teller.tell()
            return super().execute(query, params, **options)


def one_transaction(connection: Any) -> AbstractContextManager[Any]:
    """The transaction under way (or the one that the next statement opens), else one for the block."""
    return connection.transaction() if connection.autocommit else nullcontext()
