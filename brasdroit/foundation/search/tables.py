"""The tables of a search index: a vocabulary, its slips, and one entry per person holding the numbers of its terms.

Terms are numbered per tenant, so an entry of one tenant never matches the terms of another. PostgreSQL answers from a
GIN index on the array of numbers; SQLite from an FTS5 table that triggers keep in step. Both are put in place after
every migration (`install`), by `post_migrate`, so that they exist with and without migration files.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from brasdroit.foundation.tenancy.context import current_tenant_id
from brasdroit.foundation.tenancy.models import Tenant, TenantManager


class TokensField(models.Field[list[int], list[int]]):
    """A list of term numbers: an integer array on PostgreSQL, words separated by spaces on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The column's type."""
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """A list for PostgreSQL, a text for SQLite."""
        return list(value) if connection.vendor == "postgresql" else " ".join(map(str, value))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> list[int]:
        """Always a list of numbers."""
        return list(value) if isinstance(value, list) else [int(number) for number in value.split()]


class SearchRow(models.Model):
    """Base of the three tables; `objects` sees the tenant in force."""

    tenant = models.ForeignKey(
        Tenant, on_delete=models.PROTECT, default=current_tenant_id, editable=False, related_name="+", db_index=False
    )
    objects: TenantManager[Any] = TenantManager()
    everyone: models.Manager[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "everyone"


class SearchTerm(SearchRow):
    """One term of a tenant's vocabulary. Frequent terms come early, so a small number means a frequent term."""

    id = models.AutoField(primary_key=True)
    text = models.CharField(max_length=101)

    class Meta:
        abstract = True
        base_manager_name = "everyone"

    def __str__(self) -> str:
        return self.text


class SearchSlip(SearchRow):
    """A key under which a word of the vocabulary is found despite one typing slip."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=101)
    term_id = models.IntegerField()
    word = models.CharField(max_length=101)

    class Meta:
        abstract = True
        base_manager_name = "everyone"

    def __str__(self) -> str:
        return self.key


class SearchEntry(SearchRow):
    """What one person is found by: a token for each term (`document.token`)."""

    id = models.BigAutoField(primary_key=True)
    tokens = TokensField()

    class Meta:
        abstract = True
        base_manager_name = "everyone"


def fts_table(table: str) -> str:
    """The FTS5 table beside an entry table."""
    return f"{table}_fts"


def install(using: str = "default", **_: Any) -> None:
    """Put the index of every entry table in place; called after each migration, harmless when repeated."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for model in apps.get_models():
        if issubclass(model, SearchEntry) and model._meta.db_table in present:
            with connection.cursor() as cursor:
                for statement in _statements(connection.vendor, model._meta.db_table):
                    cursor.execute(statement)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        # Without a pending list: a search never waits for one to be read through.
        return [
            f"CREATE INDEX IF NOT EXISTS {table}_gin ON {table} USING gin (tokens) WITH (fastupdate = off)",
            f"CREATE INDEX IF NOT EXISTS {table}_tenant ON {table} (tenant_id)",
        ]
    return [
        text.format(table=table, fts=fts_table(table), add=_ADD, drop=_DROP).format(fts=fts_table(table))
        for text in _SQLITE
    ]


_ADD = "INSERT INTO {fts}(rowid, tokens) VALUES (new.id, new.tokens);"
_DROP = "INSERT INTO {fts}({fts}, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS {fts} USING fts5(
        tokens, content='{table}', content_rowid='id', detail=none, columnsize=0, tokenize='ascii')""",
    "CREATE TRIGGER IF NOT EXISTS {table}_added AFTER INSERT ON {table} BEGIN {add} END",
    "CREATE TRIGGER IF NOT EXISTS {table}_removed AFTER DELETE ON {table} BEGIN {drop} END",
    "CREATE TRIGGER IF NOT EXISTS {table}_changed AFTER UPDATE OF tokens ON {table} BEGIN {drop} {add} END",
)
