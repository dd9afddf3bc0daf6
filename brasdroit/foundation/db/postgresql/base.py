"""Django's PostgreSQL, with cursors that tell the tenant."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from brasdroit.foundation.db.postgresql.cursors import TenantCursor, TenantServerCursor, Told


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection with these cursors."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._told = Told()

    def get_connection_params(self) -> dict[str, Any]:
        """What psycopg is given to connect."""
        return super().get_connection_params() | {"cursor_factory": TenantCursor}

    def create_cursor(self, name: Any = None) -> Any:
        """A cursor that knows what its transaction was told."""
        plain: Any = super().create_cursor()
        plain.told = self._told
        if not name:
            return plain
        kept = TenantServerCursor(self.connection, name=name, scrollable=False, withhold=self.connection.autocommit)
        kept.teller = plain
        return kept
