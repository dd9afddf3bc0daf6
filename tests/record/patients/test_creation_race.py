"""Several desks, one new patient: one record, and every other desk is told that the person is there."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.services.creation import Creation
from tests.factories.patients import create, draft
from tests.factories.practice import Team, actor_of, make_team

PEOPLE, DESKS = 6, 3


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over; the desks' own threads stay under the guard."""
    with writes_allowed():
        yield


class Desk(threading.Thread):
    """One desk that creates each person in turn, at the same moment as the others."""

    def __init__(self, team: Team, barrier: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.actor, self.barrier = actor_of(team.secretary), barrier
        self.outcomes: list[tuple[int, object]] = []

    def run(self) -> None:
        try:
            for rank in range(PEOPLE):
                self.barrier.wait(60)
                self.outcomes.append((rank, self.ask(rank)))
        finally:
            connection.close()

    def ask(self, rank: int) -> Any:
        try:
            return create(self.actor, draft(birth_name="ABCDEFGHIJ"[rank] * 6))
        except Exception as error:  # noqa: BLE001  (any other outcome is the failure this test looks for)
            return error


@pytest.mark.django_db(transaction=True)
def test_desks_at_the_same_moment_create_a_person_once() -> None:
    team, barrier = make_team(), threading.Barrier(DESKS)
    desks = [Desk(team, barrier) for _ in range(DESKS)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(120)

    outcomes = [each for desk in desks for each in desk.outcomes]
    made = Counter(rank for rank, outcome in outcomes if isinstance(outcome, Creation))
    refusals = Counter(outcome.code for _, outcome in outcomes if isinstance(outcome, Conflict))
    with tenant_scope(team.tenant_id):
        assert Patient.objects.count() == PEOPLE
    assert made == dict.fromkeys(range(PEOPLE), 1)
    assert refusals == {"probable_duplicate": PEOPLE * (DESKS - 1)}
