"""The round says whether the database keeps practices apart."""

from __future__ import annotations

import pytest
from django.db import connection

from brasdroit.foundation.checkup.border import practices_apart
from brasdroit.foundation.tenancy.policies import install

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor == "postgresql", reason="what SQLite answers")
def test_an_embedded_database_has_nothing_to_say() -> None:
    assert practices_apart().status == "ok"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_a_table_left_open_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_patient NO FORCE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY tenant_rows_1 ON record_task")
    found = practices_apart()
    install()
    assert (found.status, found.found) == ("fault", "Tables sans séparation\u202f: record_patient, record_task")
    assert practices_apart().status in {"ok", "warning"}  # the marks are the administrator's
