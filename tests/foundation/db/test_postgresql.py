"""The tenant travels with each transaction: no statement without it, none too many, none left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import DataError

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import platform_scope, tenant_scope

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is told no tenant")
OURS, THEIRS = UUID(int=1), UUID(int=2)
TOLD = "SELECT current_setting('app.tenant', true)"


def told() -> str:
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        return str(cursor.fetchone()[0] or "")


def session_told() -> str:
    """What a statement sees that says nothing itself: the session's own value."""
    with tenant_scope(None):
        return told()


@pytest.fixture
def events() -> Iterator[None]:
    """Two changes of ours, one of theirs, taken away by the framework once the test is over."""
    for tenant, topic in ((OURS, "agenda"), (THEIRS, "agenda"), (OURS, "tasks")):
        with tenant_scope(tenant):
            LiveEvent.objects.create(tenant_id=tenant, topic=topic)
    with writes_allowed():
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("events")
class TestWithoutTransaction:
    def test_each_statement_says_whom_it_serves_and_leaves_nothing(self) -> None:
        with tenant_scope(OURS):
            ours = told()
        with platform_scope():
            everyone = told()
        assert (ours, everyone, session_told()) == (str(OURS), "*", "")

    def test_a_long_read_shows_its_own_tenant_only(self) -> None:
        with tenant_scope(OURS):
            rows = LiveEvent.objects.order_by("id").iterator(1)
            first = next(rows).topic
        with tenant_scope(THEIRS):
            assert [first, *(row.topic for row in rows)] == ["agenda", "tasks"]
        assert session_told() == ""

    def test_many_values_at_once(self) -> None:
        with tenant_scope(OURS), connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE foundation_liveevent SET topic = %s WHERE topic = %s", [("a", "agenda"), ("t", "tasks")]
            )
        topics = LiveEvent.objects.order_by("id").values_list("topic", flat=True)
        with platform_scope():
            assert list(topics) == ["a", "agenda", "t"]

    def test_what_is_written_is_counted_as_it_was(self) -> None:
        with tenant_scope(OURS):
            assert LiveEvent.objects.filter(topic="agenda").update(topic="desk") == 1
            assert LiveEvent.objects.all().delete()[0] == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("events")
class TestInATransaction:
    def test_the_scope_may_change_and_come_back(self) -> None:
        with transaction.atomic():
            with tenant_scope(OURS):
                before = told()
                with tenant_scope(THEIRS):
                    inner = told()
                after = told()
            outside = session_told()
        assert (before, inner, after, outside) == (str(OURS), str(THEIRS), str(OURS), "")

    def test_going_back_to_a_savepoint_forgets_what_was_told_since(self) -> None:
        with transaction.atomic():
            with tenant_scope(OURS):
                told()
                savepoint = transaction.savepoint()
                with tenant_scope(THEIRS):
                    told()
                    transaction.savepoint_rollback(savepoint)
                    assert told() == str(THEIRS)
            with tenant_scope(OURS), pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
            with tenant_scope(OURS):
                assert told() == str(OURS)
        assert session_told() == ""

    def test_a_long_read_may_be_its_first_statement(self) -> None:
        with transaction.atomic(), tenant_scope(OURS):
            assert [row.topic for row in LiveEvent.objects.order_by("id").iterator(1)] == ["agenda", "tasks"]
            assert connection.in_atomic_block

    def test_an_undone_transaction_leaves_nothing(self) -> None:
        with suppress(KeyError), transaction.atomic(), tenant_scope(OURS):
            told()
            raise KeyError
        assert session_told() == ""


@pytest.mark.django_db
def test_telling_is_no_query_more(django_assert_num_queries: Any) -> None:
    with tenant_scope(OURS), django_assert_num_queries(2):
        AuditEntry.objects.count()
        LiveEvent.objects.count()
