"""Sixty slots, four rivals each: sixty bookings, no double, and every refusal says what is true."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.db import connection

from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.services import book
from brasdroit.reception.agenda.types import FreeSlot
from tests.factories.agenda import Desk, booking, local, make_desk, make_patient

SLOTS, RIVALS = 60, 4


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over; the rivals' own threads stay under the guard."""
    with writes_allowed():
        yield


class Rival(threading.Thread):
    """One colleague at one telephone, who asks for every slot of the day in turn."""

    def __init__(self, desk: Desk, barrier: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.desk, self.barrier = desk, barrier
        self.patient = make_patient(desk.tenant_id)
        self.actor = desk.actor()
        self.outcomes: list[tuple[int, object]] = []

    def run(self) -> None:
        try:
            for rank in range(SLOTS):
                self.barrier.wait(60)
                self.outcomes.append((rank, self.ask(rank)))
        finally:
            connection.close()

    def ask(self, rank: int) -> object:
        start = local(8) + timedelta(minutes=10 * rank)
        try:
            return book(actor=self.actor, booking=booking(self.desk, self.patient, start, minutes=10))
        except Exception as error:  # noqa: BLE001  (any other outcome is the failure this test looks for)
            return error


@pytest.mark.django_db(transaction=True)
def test_sixty_slots_and_four_rivals_give_sixty_bookings() -> None:
    desk = make_desk(opens=time(8), closes=time(18))
    barrier = threading.Barrier(RIVALS)
    rivals = [Rival(desk, barrier) for _ in range(RIVALS)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join(300)

    outcomes = [each for rival in rivals for each in rival.outcomes]
    winners = Counter(rank for rank, outcome in outcomes if isinstance(outcome, Appointment))
    refusals = [outcome for _, outcome in outcomes if not isinstance(outcome, Appointment)]
    with tenant_scope(desk.tenant_id):
        starts = list(Appointment.objects.values_list("start", flat=True))
    assert winners == dict.fromkeys(range(SLOTS), 1)
    assert len(starts) == len(set(starts)) == SLOTS
    assert Counter(type(each) for each in refusals) == {Conflict: SLOTS * (RIVALS - 1)}
    assert Counter(each.code for each in refusals if isinstance(each, Conflict)) == {"overlap": SLOTS * (RIVALS - 1)}
    assert [each for each in refusals if not next_slots_are_free(each)] == []


def next_slots_are_free(refusal: object) -> bool:
    """Every refusal proposes slots, and says the sentence people know."""
    assert isinstance(refusal, Conflict)
    slots = [each for each in refusal.alternatives if isinstance(each, FreeSlot)]
    return refusal.message.startswith("Ce créneau est déjà pris.") and len(slots) == 3
