"""Row-level security: PostgreSQL itself shows and takes only the rows of the tenant in force (ADR 0007).

Put in place after every migration on every table with a tenant, those of tomorrow included; repeating it changes nothing.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connections

from brasdroit.foundation.tenancy.context import PLATFORM

POLICY = "tenant_rows_1"  # a new wording takes the next number: the former policy is dropped
_TOLD = "current_setting('app.tenant', true)"
# As sub-queries they are computed once per statement, not per row, and do not spoil the planner's estimates.
_MAY = f"tenant_id = (SELECT nullif(nullif({_TOLD}, ''), '{PLATFORM}')::uuid) OR (SELECT {_TOLD} = '{PLATFORM}')"
_IN_PLACE = """
    SELECT relname, polname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity
"""


def tenant_tables() -> list[str]:
    """The tables that carry a tenant, by name: all of them are kept apart."""
    models = apps.get_models(include_auto_created=True)
    return sorted(m._meta.db_table for m in models if any(f.column == "tenant_id" for f in m._meta.concrete_fields))


def install(using: str = "default", **_: object) -> None:
    """Put the policy of every tenant table in place; nothing on SQLite, where one file holds few practices."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    found = _in_place(using)
    with connection.cursor() as cursor:
        for table, policies in found.items():
            if policies != {POLICY}:
                cursor.execute("; ".join(_statements(table, policies)))


def open_tables(using: str = "default") -> list[str]:
    """The tenant tables of a PostgreSQL whose policy is not in force, by name."""
    return [table for table, policies in _in_place(using).items() if policies != {POLICY}]


def search_marked(using: str = "default") -> bool:
    """Whether the administrator marked the operators of the patient search as leakproof."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(proleakproof) FROM pg_proc WHERE proname IN ('arraycontains', 'arrayoverlap') "
            "AND pronamespace = 'pg_catalog'::regnamespace"
        )
        return bool(cursor.fetchone()[0])


def _in_place(using: str) -> dict[str, set[str]]:
    """For each tenant table that exists, the policies in force."""
    connection = connections[using]
    tables = sorted(set(tenant_tables()) & set(connection.introspection.table_names()))
    found: dict[str, set[str]] = {table: set() for table in tables}
    with connection.cursor() as cursor:
        cursor.execute(_IN_PLACE, [tables])
        for table, policy in cursor.fetchall():
            found[table].add(policy)
    return found


def _statements(table: str, former: set[str]) -> list[str]:
    """FORCE: the owner of the table is held to it as well, when one role does everything."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in sorted(former | {POLICY})),
        f"CREATE POLICY {POLICY} ON {table} USING ({_MAY}) WITH CHECK ({_MAY})",
    ]
