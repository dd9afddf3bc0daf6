"""Every change is told once, whatever the order in which the transactions end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.live import outbox
from brasdroit.foundation.live.following import WINDOW, Follower
from brasdroit.foundation.tenancy.context import tenant_scope

OURS, THEIRS = UUID(int=1), UUID(int=2)
many_at_once = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one transaction at a time")


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


def announce(topic: str, tenant_id: UUID = OURS) -> None:
    with tenant_scope(tenant_id):
        outbox.announce(tenant_id, [topic])


def topics(follower: Follower) -> list[str]:
    return [change.topic for change in follower.read()]


@contextmanager
def another_transaction(topic: str) -> Iterator[Callable[[bool], None]]:
    """Somebody else writes a change, and ends (True: keeps it) when told."""
    written, told, verdict = threading.Event(), threading.Event(), list[bool]()

    def work() -> None:
        try:
            with transaction.atomic():
                announce(topic)
                written.set()
                told.wait(30)
                transaction.set_rollback(not verdict[0])
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)

    def end(keep: bool) -> None:
        verdict.append(keep)
        told.set()
        thread.join()

    thread.start()
    written.wait(30)
    yield end


@pytest.mark.django_db(transaction=True)
def test_a_new_place_begins_with_the_newest() -> None:
    announce("agenda")
    follower = Follower()
    before = topics(follower)
    announce("tasks", THEIRS)
    assert (before, topics(follower), topics(follower)) == ([], ["tasks"], [])


@pytest.mark.django_db(transaction=True)
def test_a_place_may_be_taken_up_where_another_left_it() -> None:
    announce("agenda")
    number = outbox.last_number()
    announce("tasks")
    follower = Follower(number)
    assert (topics(follower), follower.floor) == (["tasks"], number + 1)


@many_at_once
@pytest.mark.django_db(transaction=True)
def test_a_lower_number_that_ends_later_is_told() -> None:
    announce("start")
    follower = Follower(outbox.last_number())
    floor = follower.floor
    with another_transaction("late") as end:
        announce("early")
        seen, waiting = topics(follower), follower.floor
        topics(follower)
        end(True)
        assert (seen, waiting) == (["early"], floor)
        assert (topics(follower), follower.floor) == (["late"], floor + 2)
    assert topics(follower) == []


@many_at_once
@pytest.mark.django_db(transaction=True)
def test_a_number_given_back_is_awaited_until_its_transaction_ended() -> None:
    announce("start")
    follower = Follower(outbox.last_number())
    floor = follower.floor
    with another_transaction("undone") as end:
        announce("early")
        for _ in range(4):
            follower.read()
        waiting = follower.floor
        end(False)
        while follower.floor == waiting:  # those under way when it was missed end one day, in every base of the server
            announce("later")
            follower.read()
    assert (waiting, follower.floor > floor + 1) == (floor, True)


@many_at_once
@pytest.mark.django_db(transaction=True)
def test_what_was_under_way_before_the_first_reading_is_told() -> None:
    announce("start")
    with another_transaction("late") as end:
        announce("early")
        follower = Follower()
        first = topics(follower)
        end(True)
        assert (first, topics(follower)) == ([], ["late"])


@pytest.mark.django_db(transaction=True)
def test_a_leap_of_the_numbers_is_not_awaited_one_by_one() -> None:
    announce("start")
    follower = Follower(outbox.last_number() - WINDOW * 20)
    follower.read()
    assert follower.floor >= outbox.last_number() - WINDOW - 1
