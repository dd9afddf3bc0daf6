"""Calls and instructions: the owner, a colleague without right, a stranger."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.telephone import selectors
from brasdroit.reception.telephone.rules import REASON_LABELS
from brasdroit.reception.telephone.selectors import CallFilter
from brasdroit.reception.telephone.selectors.timeline import call_timeline
from brasdroit.reception.telephone.services import (
    CallSheet,
    InstructionSheet,
    close_call,
    edit_call,
    end_instruction,
    note_attempt,
    record_call,
    reopen_call,
    sign_instruction,
)
from brasdroit.reception.telephone.types import CallReason
from brasdroit.record.tasks.models import Task
from brasdroit.record.tasks.services import TaskMove, move_task
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, entrust, make_doctor, make_team

pytestmark = pytest.mark.django_db
PLAIN = CallSheet(
    "results", caller_name="Mme FAURE", caller_phone="06 12 34 56 78", text="Résultat arrivé", outcome="answered"
)
CHEST = InstructionSheet("Douleur de poitrine", ("mal à la poitrine",), "15", "Rester en ligne.")


@pytest.fixture
def team() -> Team:
    return make_team()


def test_an_answered_call_is_kept_closed_and_asks_nobody(team: Team) -> None:
    row = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=PLAIN)
    assert (row.status, row.caller_phone, row.taken_by_name) == ("closed", "+33612345678", "Julie Petit")
    with tenant_scope(team.tenant_id):
        assert Task.objects.count() == 0
    assert LiveEvent.objects.filter(tenant_id=team.tenant_id, topic="telephone").count() == 1


def test_a_call_back_is_asked_once_even_after_an_edit(team: Team) -> None:
    actor, call_id, today = actor_of(team.secretary), new_id(), timezone.localdate()
    sheet = replace(PLAIN, outcome="call_back", call_back_on=today, call_back_before=time(10))
    rows = [record_call(actor=actor, call_id=call_id, sheet=sheet) for _ in range(2)]
    edit_call(actor=actor, call_id=call_id, sheet=replace(sheet, text="Autre"), version=rows[0].version)
    with tenant_scope(team.tenant_id):
        task = Task.objects.get()
    assert (task.title, task.due_on, task.due_before) == ("Rappeler Mme FAURE au 06 12 34 56 78", today, time(10))
    assert (rows[1].pk, task.source, task.origin_id) == (call_id, "telephone", call_id)


def test_a_message_goes_to_its_doctor(team: Team) -> None:
    sheet = replace(PLAIN, outcome="message", recipient_id=team.doctor.pk, urgency="now")
    record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)
    with tenant_scope(team.tenant_id):
        task = Task.objects.get()
    assert (task.title, task.owner_id, task.urgent) == ("Message de Mme FAURE", team.doctor.pk, True)


def test_an_assistant_answers_under_the_mission(team: Team) -> None:
    actor, sheet = actor_of(team.assistant), replace(PLAIN, recipient_id=team.doctor.pk)
    with pytest.raises(Forbidden):
        record_call(actor=actor, call_id=new_id(), sheet=sheet)
    entrust(team.doctor, team.assistant, "ADM-02")
    assert record_call(actor=actor, call_id=new_id(), sheet=sheet).taken_by_name == "Sarah Benali"
    other = make_doctor(team.practice, "Nguyen", given_name="Hoang")
    with pytest.raises(Forbidden):
        record_call(actor=actor, call_id=new_id(), sheet=replace(sheet, recipient_id=other.pk))


def test_a_manager_and_a_stranger_have_no_calls(team: Team) -> None:
    stranger = make_team("Cabinet des Lilas")
    row = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=PLAIN)
    with pytest.raises(Forbidden):
        record_call(actor=actor_of(team.manager), call_id=new_id(), sheet=PLAIN)
    for act in (record_call, lambda **facts: edit_call(version=1, **facts)):
        with pytest.raises(NotFound):
            act(actor=actor_of(stranger.secretary), call_id=row.pk, sheet=PLAIN)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"caller_name": ""}, "caller_name"),
        ({"caller_phone": "06 12"}, "caller_phone"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"reason": "gossip"}, "reason"),
        ({"outcome": "call_back"}, "call_back_on"),
        ({"outcome": "message"}, "recipient"),
        ({"patient_id": new_id()}, "patient"),
        ({"recipient_id": new_id()}, "recipient"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(team: Team, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=replace(PLAIN, **changed))
    assert list(refusal.value.fields) == [field]


def test_an_edit_keeps_what_was_said_and_refuses_a_stale_sheet(team: Team) -> None:
    actor = actor_of(team.secretary)
    row = record_call(actor=actor, call_id=new_id(), sheet=PLAIN)
    edit_call(actor=actor, call_id=row.pk, sheet=replace(PLAIN, text="Pas arrivé"), version=1)
    with pytest.raises(Conflict):
        edit_call(actor=actor, call_id=row.pk, sheet=PLAIN, version=1)
    with tenant_scope(team.tenant_id):
        events = selectors.history(actor, row.pk)
    assert [event.action for event in events] == ["recorded", "edited"]
    assert events[1].changes == {"text": ["Résultat arrivé", "Pas arrivé"]}


def test_an_assistant_does_not_take_a_message_from_a_doctor_who_did_not_entrust_her(team: Team) -> None:
    other = make_doctor(team.practice, "Leroy")
    entrust(team.doctor, team.assistant, "ADM-02")
    sheet = replace(PLAIN, outcome="message", recipient_id=other.pk)
    row = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)
    mine = replace(sheet, recipient_id=team.doctor.pk)
    with pytest.raises(Forbidden):
        edit_call(actor=actor_of(team.assistant), call_id=row.pk, sheet=mine, version=row.version)
    entrust(other, team.assistant, "ADM-02")
    edited = edit_call(actor=actor_of(team.assistant), call_id=row.pk, sheet=mine, version=row.version)
    assert edited.recipient_id == team.doctor.pk


def test_attempts_add_up_until_somebody_answers(team: Team) -> None:
    actor = actor_of(team.secretary)
    sheet = replace(PLAIN, outcome="call_back", call_back_on=timezone.localdate())
    row = record_call(actor=actor, call_id=new_id(), sheet=sheet)
    assert note_attempt(actor=actor, call_id=row.pk, reached=False).status == "open"
    reached = note_attempt(actor=actor, call_id=row.pk, reached=True)
    assert (reached.attempts, reached.status) == (["unreached", "answered"], "closed")
    assert reopen_call(actor=actor, call_id=row.pk).closed_at is None
    assert close_call(actor=actor, call_id=row.pk).status == "closed"


def test_a_call_remembers_the_instruction_it_called_up(team: Team) -> None:
    sign_instruction(actor=actor_of(team.doctor), instruction_id=new_id(), sheet=CHEST)
    sheet = replace(PLAIN, text="Son père a mal à la poitrine")
    row = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)
    assert row.heard == [{"label": "Douleur de poitrine", "instruction": "15", "by": "Dr Martin"}]


def test_only_its_doctor_changes_an_instruction(team: Team) -> None:
    actor, other = actor_of(team.doctor), make_doctor(team.practice, "Nguyen", given_name="Hoang")
    row = sign_instruction(actor=actor, instruction_id=new_id(), sheet=CHEST)
    with pytest.raises(Forbidden):
        sign_instruction(actor=actor_of(team.secretary), instruction_id=new_id(), sheet=CHEST)
    with pytest.raises(Forbidden):
        end_instruction(actor=actor_of(other), instruction_id=row.pk)
    with pytest.raises(NotFound):
        end_instruction(actor=actor_of(make_team("Cabinet des Lilas").doctor), instruction_id=row.pk)


def test_an_instruction_is_replaced_never_rewritten(team: Team) -> None:
    actor = actor_of(team.doctor)
    first = sign_instruction(actor=actor, instruction_id=new_id(), sheet=CHEST)
    sheet = replace(CHEST, expressions=("serre dans la poitrine",))
    sign_instruction(actor=actor, instruction_id=new_id(), sheet=sheet, replaces_id=first.pk)
    with pytest.raises(Conflict):
        sign_instruction(actor=actor, instruction_id=new_id(), sheet=sheet, replaces_id=first.pk)
    today = timezone.localdate()
    with tenant_scope(team.tenant_id):
        heard = [
            len(selectors.heard(actor, text, today)) for text in ("mal à la poitrine", "ça serre dans la poitrine")
        ]
        ended = [row.pk for row in selectors.instructions(actor, ended=True)]
    assert (heard, ended) == ([0, 1], [first.pk])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"label": ""}, "label"),
        ({"expressions": (" ",)}, "expressions"),
        ({"expressions": ("x",) * 31}, "expressions"),
        ({"expressions": ("x" * 61,)}, "expressions"),
        ({"instruction": "wait"}, "instruction"),
    ],
)
def test_an_instruction_says_what_it_lacks(team: Team, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        sign_instruction(actor=actor_of(team.doctor), instruction_id=new_id(), sheet=replace(CHEST, **changed))
    assert list(refusal.value.fields) == [field]


def test_calls_are_found_by_name_number_and_state_in_one_query(team: Team) -> None:
    actor = actor_of(team.secretary)
    patient = make_patient(team.tenant_id, "LEFEVRE")
    record_call(actor=actor, call_id=new_id(), sheet=PLAIN)
    record_call(actor=actor, call_id=new_id(), sheet=replace(PLAIN, caller_name="", patient_id=patient.pk, outcome=""))
    asked = [
        CallFilter(),
        CallFilter("closed"),
        CallFilter("all", "lefev"),
        CallFilter("all", "0612345678"),
        CallFilter("all", "zz"),
    ]
    with tenant_scope(team.tenant_id), CaptureQueriesContext(connection) as seen:
        found = [len(selectors.calls(actor, each)) for each in asked]
    assert (found, len(seen)) == ([1, 1, 1, 2, 0], 5)


def test_a_call_is_closed_with_the_task_it_asked_for(team: Team) -> None:
    sheet = replace(PLAIN, outcome="message", recipient_id=team.doctor.pk)
    row = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)
    assert row.task_id is not None
    move_task(actor=actor_of(team.doctor), task_id=row.task_id, move=TaskMove("complete"))
    with tenant_scope(team.tenant_id):
        assert selectors.call(actor_of(team.secretary), row.pk).status == "closed"


def test_the_timeline_tells_the_calls_to_those_who_answer(team: Team, django_assert_num_queries: Any) -> None:
    actor, patient = actor_of(team.secretary), make_patient(team.tenant_id)
    for _ in range(2):
        record_call(actor=actor, call_id=new_id(), sheet=replace(PLAIN, patient_id=patient.pk))
    with tenant_scope(team.tenant_id):
        with django_assert_num_queries(1):
            shown = list(call_timeline(actor, patient.pk, 10))
        assert [*call_timeline(actor_of(team.manager), patient.pk, 10)] == []
    label = REASON_LABELS[CallReason.RESULTS]
    assert [(entry.title, entry.text) for entry in shown] == [(f"Appel\u202f: {label}", "Résultat arrivé")] * 2
