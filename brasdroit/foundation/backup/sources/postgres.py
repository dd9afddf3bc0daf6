"""PostgreSQL: every table by COPY in one REPEATABLE READ snapshot; no program but ours is needed (ADR 0008)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from brasdroit.foundation.backup.records import Record
from brasdroit.foundation.backup.sources.copies import Part
from brasdroit.foundation.tenancy.context import PLATFORM

TABLES, PREFIX, SEQUENCES = "tables.json", "tables/", "sequences.json"
# Made again by the program itself: what it applied, who is signed in, which attempts it counted.
LEFT_OUT = ("django_migrations", "django_session", "cache")
_TABLES = """
    SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND relname <> ALL(%s) GROUP BY relname ORDER BY relname
"""
_SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""
_FORCED = """
    SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relforcerowsecurity
"""


class PostgresCopy:
    """A transaction that sees one moment."""

    vendor = "postgresql"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def query(self, statement: str) -> Iterable[tuple[object, ...]]:
        """Rows of that moment."""
        return self._connection.execute(statement.encode())

    def parts(self) -> Iterator[Part]:
        """The list of tables with their columns, the sequences, then each table as COPY writes it."""
        tables = dict(self._connection.execute(_TABLES, [list(LEFT_OUT)]).fetchall())
        yield Part(TABLES, 0, [json.dumps(tables).encode()])
        yield Part(SEQUENCES, 0, [json.dumps(self._connection.execute(_SEQUENCES).fetchall()).encode()])
        for table, columns in tables.items():
            yield Part(PREFIX + table, 0, self._rows(table, columns))

    def _rows(self, table: str, columns: list[str]) -> Iterator[bytes]:
        with self._connection.cursor().copy(
            _copy(table, columns, "COPY (SELECT {columns} FROM {table}) TO STDOUT")
        ) as out:
            waiting = bytearray()
            for row in out:
                waiting += row
                if len(waiting) > 1 << 18:
                    yield bytes(waiting)
                    waiting.clear()
            yield bytes(waiting)


@contextmanager
def copied(using: str = "default") -> Iterator[PostgresCopy]:
    """One moment of the database, for the time of the block; writers go on."""
    with _connected(using) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            _see_everybody(connection)
            yield PostgresCopy(connection)


def is_empty(using: str = "default") -> bool:
    """Whether the database has no table at all."""
    with _connected(using) as connection:
        return not connection.execute(_TABLES, [[]]).fetchall()


def fill(records: Iterator[Record], using: str = "default") -> Record | None:
    """Fill the empty tables from the archive's records, in one transaction; answers the first record that is no table's.

    The tables exist, at the archive's own version. Foreign keys are checked at the end, all together.
    """
    with _connected(using) as connection, connection.transaction():
        _see_everybody(connection)
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        forced = [row[0] for row in connection.execute(_FORCED)]
        _force(connection, forced, "NO FORCE")  # COPY FROM is not offered under row security
        left = _fill_tables(connection, records)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _force(connection, forced, "FORCE")
    return left


def _fill_tables(connection: psycopg.Connection[Any], records: Iterator[Record]) -> Record | None:
    tables: dict[str, list[str]] = {}
    for record in records:
        if record.name == TABLES:
            tables = json.loads(record.whole())
            _empty(connection, tables)
        elif record.name == SEQUENCES:
            _set_sequences(connection, json.loads(record.whole()))
        elif record.name.startswith(PREFIX):
            _load(connection, record, tables)
        else:
            return record
    return None


def drop_everything(using: str = "default") -> None:
    """Leave the database as empty as it was found."""
    with _connected(using) as connection, connection.transaction():
        for table, _ in connection.execute(_TABLES, [[]]).fetchall():
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))


def _load(connection: psycopg.Connection[Any], record: Record, tables: dict[str, list[str]]) -> None:
    table = record.name.removeprefix(PREFIX)
    statement = _copy(table, tables[table], "COPY {table} ({columns}) FROM STDIN")
    with connection.cursor().copy(statement) as into:
        for chunk in record.chunks:
            into.write(chunk)


def _empty(connection: psycopg.Connection[Any], tables: Iterable[str]) -> None:
    names = sql.SQL(", ").join(sql.Identifier(table) for table in tables)
    connection.execute(sql.SQL("TRUNCATE {}").format(names))


def _set_sequences(connection: psycopg.Connection[Any], values: list[tuple[str, int]]) -> None:
    for name, last in values:
        connection.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])


def _force(connection: psycopg.Connection[Any], tables: list[str], word: str) -> None:
    for table in tables:
        statement = f"ALTER TABLE {{}} {word} ROW LEVEL SECURITY"
        connection.execute(sql.SQL(statement).format(sql.Identifier(table)))


def _copy(table: str, columns: Iterable[str], statement: str) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    return sql.SQL(statement).format(table=sql.Identifier(table), columns=names)


def _see_everybody(connection: psycopg.Connection[Any]) -> None:
    """A backup is of the whole installation: every tenant's rows (the policies of tenancy allow the platform)."""
    connection.execute("SELECT set_config('app.tenant', %s, true)", [PLATFORM])


def _connected(using: str) -> psycopg.Connection[Any]:
    """A plain connection of its own: Django's would serve one tenant."""
    known = connections[using].settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    wanted: dict[str, Any] = {name: str(known[key]) for name, key in names.items() if known.get(key)}
    return psycopg.connect(**wanted, application_name="brasdroit backup")
