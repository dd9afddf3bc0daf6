"""The orders that let PostgreSQL spread the tables by practice: the practice in every primary, unique and foreign key (ADR 0009).

Identifiers are unique by construction (UUID version 7), so nothing changes for the program; a link may then no longer even be
written from one practice to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

from brasdroit.foundation.tenancy.policies import tenant_tables

TENANT = "tenant_id"


@dataclass(frozen=True, slots=True)
class Key:
    """A primary or unique key as the database holds it."""

    table: str
    name: str
    columns: tuple[str, ...]
    primary: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key from one table with a practice to another."""

    table: str
    name: str
    column: str
    target: str
    target_column: str


def statements(using: str = "default") -> list[str]:
    """What a migrated PostgreSQL still lacks, in order; empty when it is done. Reads the database's own keys."""
    keys, links = _read(using)
    return [
        *(f'ALTER TABLE {link.table} DROP CONSTRAINT "{link.name}"' for link in links),
        *(order for key in keys for order in _with_tenant(key)),
        *(
            f'ALTER TABLE {link.table} ADD CONSTRAINT "{link.name}" FOREIGN KEY ({TENANT}, "{link.column}") '
            f'REFERENCES {link.target} ({TENANT}, "{link.target_column}") DEFERRABLE INITIALLY DEFERRED'
            for link in links
        ),
    ]


def _with_tenant(key: Key) -> tuple[str, ...]:
    kind = "PRIMARY KEY" if key.primary else "UNIQUE"
    alone = ", ".join(f'"{column}"' for column in key.columns)
    return (
        f'ALTER TABLE {key.table} DROP CONSTRAINT "{key.name}"',
        f'ALTER TABLE {key.table} ADD CONSTRAINT "{key.name}" {kind} ({TENANT}, {alone})',
        # A related object is read by its identifier alone.
        f'CREATE INDEX IF NOT EXISTS "{key.name}_alone" ON {key.table} ({alone})',
    )


def _read(using: str) -> tuple[list[Key], list[Link]]:
    tables, connection = tenant_tables(), connections[using]
    keys, links = list[Key](), list[Link]()
    with connection.cursor() as cursor:
        for table in sorted(set(tables) & set(connection.introspection.table_names(cursor))):
            for name, facts in connection.introspection.get_constraints(cursor, table).items():
                columns = tuple(facts["columns"])
                if facts["foreign_key"] and facts["foreign_key"][0] in tables and TENANT not in columns:
                    links.append(Link(table, name, columns[0], *facts["foreign_key"]))
                elif facts["unique"] and TENANT not in columns:
                    keys.append(Key(table, name, columns, primary=facts["primary_key"]))
    return keys, links
