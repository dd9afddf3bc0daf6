"""A visit taken back while a colleague books its time: one of them holds it, nobody meets an error."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection

from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment
from brasdroit.reception.agenda.services import book, follow_encounter
from brasdroit.record.encounters.types import EncounterStatus
from tests.factories.agenda import Desk, booking, local, make_appointment, make_desk, make_patient

SLOTS = 20


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over; the rivals' own threads stay under the guard."""
    with writes_allowed():
        yield


def each_slot(ask: Callable[[int], object], barrier: threading.Barrier, outcomes: list[object]) -> threading.Thread:
    def run() -> None:
        try:
            for rank in range(SLOTS):
                barrier.wait(60)
                try:
                    outcomes.append(ask(rank) and "done")
                except Exception as error:  # noqa: BLE001  (any other outcome is the failure this test looks for)
                    outcomes.append(error.code if isinstance(error, Conflict) else error)
        finally:
            connection.close()

    return threading.Thread(target=run, daemon=True)


def start_of(rank: int) -> datetime:
    return local(8) + timedelta(minutes=20 * rank)


def visits_missed(desk: Desk) -> list[UUID]:
    made = [make_appointment(desk, start_of(rank)) for rank in range(SLOTS)]
    keys = [each.encounter_id for each in made]
    for key in keys:
        follow_encounter(actor=system_actor(desk.tenant_id), encounter_id=key, status=EncounterStatus.NO_SHOW)
    return keys


@pytest.mark.django_db(transaction=True)
def test_a_time_taken_back_and_asked_for_is_held_once() -> None:
    desk = make_desk(opens=time(8), closes=time(18))
    visits, patient, program = visits_missed(desk), make_patient(desk.tenant_id), system_actor(desk.tenant_id)
    clerk = desk.actor()
    barrier, followed, booked = threading.Barrier(2), list[object](), list[object]()

    def take_back(rank: int) -> object:
        follow_encounter(actor=program, encounter_id=visits[rank], status=EncounterStatus.BOOKED)
        return True

    rivals = [
        each_slot(take_back, barrier, followed),
        each_slot(lambda rank: book(actor=clerk, booking=booking(desk, patient, start_of(rank))), barrier, booked),
    ]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join(120)

    with tenant_scope(desk.tenant_id):
        holding = Counter(Appointment.objects.filter(occupying=True).values_list("start", flat=True))
    assert followed == ["done"] * SLOTS
    assert set(booked) <= {"done", "overlap"}
    assert sorted(holding.values()) == [1] * SLOTS
