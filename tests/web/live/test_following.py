"""A page catches up on its own tenant only, and a failing database does not end the live updates."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from django.db import OperationalError

from brasdroit.foundation.live import outbox
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.web.live import tail as tailing
from brasdroit.web.live.consumers import asked_since
from brasdroit.web.live.leading import Alone, Lead
from brasdroit.web.live.tail import Tail

OURS, THEIRS = UUID(int=1), UUID(int=2)


@pytest.mark.django_db
def test_a_tenant_is_told_its_own_changes() -> None:
    before = outbox.last_number()
    for tenant_id, topic in ((OURS, "alerts"), (THEIRS, "tasks"), (OURS, "tasks")):
        with tenant_scope(tenant_id):
            outbox.announce(tenant_id, [topic])
    assert [change.topic for change in outbox.missed(before, OURS)] == ["alerts", "tasks"]
    assert [change.topic for change in outbox.missed(before, THEIRS)] == ["tasks"]
    assert len(outbox.since(before)) == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [(b"since=12", 12), (b"", 0), (b"since=", 0), (b"since=-1", 0), ("since=²".encode(), 0), (b"since=\xb2", 0),
     (b"since=\xff", 0), (b"since=" + b"9" * 5000, 0)],
)  # fmt: skip
def test_what_a_page_asks_is_read_or_ignored(query: bytes, expected: int) -> None:
    assert asked_since(query) == expected


def test_a_database_error_does_not_end_the_following(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Tail):
        turns = 0

        async def _turn(self, leading: Lead) -> None:
            self.turns += 1
            if self.turns == 3:
                raise asyncio.CancelledError
            raise OperationalError

    monkeypatch.setattr(tailing, "RETRY_S", 0)
    monkeypatch.setattr(tailing, "POLL_S", 0)
    tail = Failing()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(tail._follow(Alone()))
    assert tail.turns == 3
