"""PostgreSQL itself keeps the practices apart: raw SQL, on every table with a tenant."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope
from brasdroit.foundation.tenancy.policies import install, tenant_tables

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's"),
]
OURS, THEIRS = UUID(int=1), UUID(int=2)
OF_A_TYPE = {
    "uuid": "gen_random_uuid()", "text": "'x'", "character varying": "'x'", "boolean": "true", "jsonb": "'{}'", "bytea": "''",
    "date": "current_date", "timestamp with time zone": "now()", "time without time zone": "'08:00'", "interval": "'1 day'",
    "ARRAY": "'{}'",
}  # fmt: skip


def run(sql: str, *values: Any) -> int:
    """One statement; the number of rows it saw or touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def columns(table: str) -> list[tuple[str, str]]:
    """(name, type) of the columns that a row must have and the database does not fill."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() AND "
            "table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO' AND column_default IS NULL",
            [table],
        )
        return [(str(name), str(kind)) for name, kind in cursor.fetchall()]


def row_statement(table: str) -> str:
    """An INSERT of one row that means nothing; links to other tables are checked at a commit that never comes."""
    others = {f'"{name}"': OF_A_TYPE.get(kind, "1") for name, kind in columns(table) if name != "tenant_id"}
    names, values = ", ".join(["tenant_id", *others]), ", ".join(["%s", *others.values()])
    return f"INSERT INTO {table} ({names}) VALUES ({values})"


def without_checks(table: str) -> None:
    """The meaning of a row is not the matter here: its checks are dropped, for the time of the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@pytest.mark.parametrize("table", tenant_tables())
def test_another_practice_s_rows_are_not_there(table: str) -> None:
    without_checks(table)
    insert = row_statement(table)
    changed = f"UPDATE {table} SET tenant_id = tenant_id"
    with writes_allowed():
        with tenant_scope(THEIRS):
            run(insert, THEIRS)
        with tenant_scope(OURS):
            seen = run(f"SELECT 1 FROM {table}"), run(changed), run(f"DELETE FROM {table}")
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                run(insert, THEIRS)
        with tenant_scope(None):
            nobody = run(f"SELECT 1 FROM {table}"), run(changed), run(f"DELETE FROM {table}")
        with tenant_scope(THEIRS):
            kept = run(f"SELECT 1 FROM {table}")
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                run(f"UPDATE {table} SET tenant_id = %s", OURS)
            run(f"DELETE FROM {table}")  # before the links of the row are looked at
    assert (seen, nobody, kept) == ((0, 0, 0), (0, 0, 0), 1)


def test_the_role_may_not_pass_by_the_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_every_table_is_forced_and_has_one_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity AND "
            '(SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid) = 1 ORDER BY relname COLLATE "C"',
            [tenant_tables()],
        )
        assert [name for (name,) in cursor.fetchall()] == tenant_tables()


def test_a_lost_policy_comes_back_with_the_next_migration() -> None:
    table = tenant_tables()[0]
    run(f"DROP POLICY tenant_rows_1 ON {table}")
    run(f"CREATE POLICY former ON {table} USING (true)")
    run(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    install()
    install()
    test_every_table_is_forced_and_has_one_policy()


def test_a_row_of_nobody_s_practice_is_nobody_s() -> None:
    with writes_allowed(), tenant_scope(uuid4()), pytest.raises(Error, match="row-level security"):
        run(row_statement("foundation_liveevent"), OURS)


def test_the_platform_sees_every_practice() -> None:
    with writes_allowed():
        for tenant in (OURS, THEIRS):
            with tenant_scope(tenant):
                run(row_statement("foundation_liveevent"), tenant)
    with tenant_scope(OURS), platform_scope():
        assert run("SELECT 1 FROM foundation_liveevent") == 2
