from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.encounters import selectors
from brasdroit.record.encounters.services import move_step, plan_encounter, take_charge
from brasdroit.record.encounters.types import EncounterPlan, EncounterStatus
from tests.factories.agenda import Desk, local, make_appointment, make_desk, make_patient
from tests.factories.practice import entrust

pytestmark = pytest.mark.django_db
S = EncounterStatus


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def walk_in(desk: Desk) -> EncounterPlan:
    """Somebody who comes without an appointment, now."""
    start = datetime.now(UTC).replace(second=0, microsecond=0)
    patient = make_patient(desk.tenant_id)
    return EncounterPlan(
        patient.pk, desk.doctor.pk, start.date(), start, start + timedelta(minutes=15), walk_in=True, id=new_id()
    )


def test_a_walk_in_is_there_at_once_and_only_once(desk: Desk) -> None:
    plan = walk_in(desk)
    made = plan_encounter(actor=desk.actor(), plan=plan)
    again = plan_encounter(actor=desk.actor(), plan=plan)
    assert (made.status, made.arrived_at is not None, again.pk) == ("arrived", True, made.pk)


def test_the_visit_moves_on_and_remembers_who_moved_it(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    for status in (S.ARRIVED, S.WAITING):
        moved = move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=status)
    moved = move_step(actor=desk.actor("doctor"), encounter_id=made.encounter_id, to=S.WITH_DOCTOR)
    steps = selectors.steps_of(desk.actor(), made.encounter_id)
    assert [(each.source, each.status, each.role) for each in steps] == [
        ("booked", "arrived", "secretary"),
        ("arrived", "waiting", "secretary"),
        ("waiting", "with_doctor", "doctor"),
    ]
    assert (moved.status, moved.with_doctor_at == moved.status_at) == ("with_doctor", True)


def test_a_correction_forgets_the_times_that_did_not_happen(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    for status in (S.ARRIVED, S.WAITING, S.BOOKED):
        moved = move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=status)
    assert (moved.status, moved.arrived_at, moved.waiting_at) == ("booked", None, None)


def test_an_assistant_moves_what_the_doctor_entrusted(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    with pytest.raises(Forbidden):
        move_step(actor=desk.actor("assistant"), encounter_id=made.encounter_id, to=S.ARRIVED)
    entrust(desk.doctor, desk.team.assistant, "ADM-01", "CONS-02")
    move_step(actor=desk.actor("assistant"), encounter_id=made.encounter_id, to=S.ARRIVED)
    moved = move_step(actor=desk.actor("assistant"), encounter_id=made.encounter_id, to=S.WITH_ASSISTANT)
    charged = take_charge(
        actor=desk.actor("assistant"), encounter_id=made.encounter_id, assistant_id=desk.team.assistant.pk
    )
    assert (moved.status, charged.assistant_id) == ("with_assistant", desk.team.assistant.pk)


def test_nobody_from_another_practice_takes_charge(desk: Desk) -> None:
    made, stranger = make_appointment(desk, local(9)), make_desk("Cabinet du Port").team.assistant
    with pytest.raises(Invalid) as refused:
        take_charge(actor=desk.actor(), encounter_id=made.encounter_id, assistant_id=stranger.pk)
    assert refused.value.fields == {"assistant": ["Cette personne ne fait pas partie du cabinet."]}


def test_impossible_moves_say_why(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    with pytest.raises(Invalid) as jump:
        move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=S.FINISHED)
    with pytest.raises(Invalid) as silent:
        move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=S.CANCELLED)
    with pytest.raises(Forbidden):
        move_step(actor=desk.actor("manager"), encounter_id=made.encounter_id, to=S.ARRIVED)
    assert (jump.value.code, list(silent.value.fields)) == ("step_not_possible", ["reason"])


def test_a_stale_screen_and_a_stranger_move_nothing(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=S.ARRIVED, expected_version=1)
    with pytest.raises(Conflict):
        move_step(actor=desk.actor(), encounter_id=made.encounter_id, to=S.WAITING, expected_version=1)
    with pytest.raises(NotFound):
        move_step(actor=make_desk("Cabinet des Ormes").actor(), encounter_id=made.encounter_id, to=S.WAITING)


def test_a_day_and_its_histories_cost_two_queries(desk: Desk) -> None:
    counts, actor = [], desk.actor()
    for rank in range(3):
        make_appointment(desk, local(9, 15 * rank))
        with CaptureQueriesContext(connection) as queries:
            found = selectors.day_encounters(actor, local(9).date())
            histories = selectors.histories(actor, found)
        counts.append((len(queries), len(found), [len(each) for each in histories.values()]))
    assert counts == [(2, 1, [1]), (2, 2, [1, 1]), (2, 3, [1, 1, 1])]
