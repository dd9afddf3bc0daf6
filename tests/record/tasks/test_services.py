"""Tasks are asked once, move by the rules, and a move can be taken back."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.tasks import selectors
from brasdroit.record.tasks.models import Task
from brasdroit.record.tasks.selectors import TaskFilter
from brasdroit.record.tasks.services import (
    TaskMove,
    TaskRequest,
    create_task,
    create_tasks,
    edit_task,
    move_task,
    undo_last_move,
)
from brasdroit.record.tasks.types import TaskSource, TaskStatus
from tests.factories.agenda import local, make_appointment, make_desk
from tests.factories.practice import Team, actor_of, make_doctor, make_team

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture
def team() -> Team:
    return make_team()


def test_a_task_posted_twice_is_asked_once(team: Team) -> None:
    actor, request = actor_of(team.secretary), TaskRequest("Rappeler le laboratoire", id=new_id())
    first, second = (create_task(actor=actor, request=request) for _ in range(2))
    assert first.pk == second.pk
    assert AuditEntry.objects.filter(action="task.created").count() == 1


def test_the_same_origin_asks_once(team: Team) -> None:
    actor, origin = actor_of(team.secretary), new_id()
    request = TaskRequest("Proposer le créneau libéré", source=TaskSource.AGENDA, origin_id=origin)
    assert create_task(actor=actor, request=request).pk == create_task(actor=actor, request=request).pk


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (TaskRequest("   "), "title"),
        (TaskRequest("x" * 201), "title"),
        (TaskRequest("Rappeler", due_before=time(10)), "due_on"),
        (TaskRequest("Rappeler", owner_id=uuid4()), "owner"),
        (TaskRequest("Rappeler", patient_id=uuid4()), "patient"),
        (TaskRequest("Rappeler", encounter_id=uuid4()), "encounter"),
    ],
)
def test_an_incomplete_task_names_the_field(team: Team, request_: TaskRequest, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_task(actor=actor_of(team.secretary), request=request_)
    assert list(refused.value.fields) == [field]


def test_the_patients_and_visits_of_another_practice_are_refused(team: Team) -> None:
    elsewhere = make_desk("Cabinet du Port")
    foreign = make_appointment(elsewhere, local(9))
    for request in (
        TaskRequest("Rappeler", patient_id=foreign.patient_id),
        TaskRequest("Rappeler", encounter_id=foreign.encounter_id),
    ):
        with pytest.raises(Invalid):
            create_task(actor=actor_of(team.secretary), request=request)
    with tenant_scope(team.tenant_id):
        assert Task.objects.count() == 0


def test_a_task_is_handed_over_within_the_practice_only(team: Team) -> None:
    actor, gone = actor_of(team.doctor), make_doctor(team.practice, "Leroy", ended_on=date(2024, 1, 8))
    task = create_task(actor=actor, request=TaskRequest("Rappeler", owner_id=team.doctor.pk))
    for stranger in (make_team("Cabinet du Port").secretary, gone):
        with pytest.raises(Invalid) as refused:
            move_task(actor=actor, task_id=task.pk, move=TaskMove("hand_over", to_id=stranger.pk))
        assert refused.value.fields == {"to": ["Cette personne ne fait pas partie du cabinet."]}
    given = move_task(actor=actor, task_id=task.pk, move=TaskMove("hand_over", to_id=team.secretary.pk))
    assert given.owner_id == team.secretary.pk


def test_several_tasks_are_asked_together_or_not_at_all(team: Team) -> None:
    actor = actor_of(team.doctor)
    with pytest.raises(Invalid):
        create_tasks(actor=actor, requests=[TaskRequest("Courrier au cardiologue"), TaskRequest("")])
    with tenant_scope(team.tenant_id):
        assert selectors.tasks(actor, ON, TaskFilter(whose="team")) == []


def test_a_task_is_taken_done_and_undone(team: Team) -> None:
    actor = actor_of(team.assistant)
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Remettre l’ordonnance"))
    taken = move_task(actor=actor, task_id=task.pk, move=TaskMove("take"))
    assert (taken.status, taken.owner_id) == (TaskStatus.ACCEPTED, team.assistant.pk)
    done = move_task(actor=actor, task_id=task.pk, move=TaskMove("complete", words="Remise"))
    assert (done.status, done.outcome, done.closed_at is not None) == (TaskStatus.COMPLETED, "Remise", True)
    undone = undo_last_move(actor=actor, task_id=task.pk)
    assert (undone.status, undone.outcome, undone.closed_at) == (TaskStatus.ACCEPTED, "", None)


def test_nobody_takes_back_the_move_of_another(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Remettre l’ordonnance"))
    move_task(actor=actor_of(team.assistant), task_id=task.pk, move=TaskMove("take"))
    with pytest.raises(Conflict):
        undo_last_move(actor=actor_of(team.secretary), task_id=task.pk)


def test_a_refused_move_says_why_and_writes_nothing(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Appeler la famille"))
    with pytest.raises(Invalid) as refused:
        move_task(actor=actor_of(team.assistant), task_id=task.pk, move=TaskMove("refuse"))
    assert refused.value.message == "Indiquez le motif : le demandeur le lira."
    task.refresh_from_db()
    assert task.status == TaskStatus.REQUESTED


def test_two_people_editing_the_second_is_told(team: Team) -> None:
    actor = actor_of(team.doctor)
    task = create_task(actor=actor, request=TaskRequest("Courrier"))
    edit_task(actor=actor, task_id=task.pk, request=TaskRequest("Courrier au cardiologue"), version=1)
    with pytest.raises(Conflict):
        edit_task(actor=actor, task_id=task.pk, request=TaskRequest("Autre"), version=1)


def test_a_stranger_finds_no_task(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Courrier"))
    stranger = actor_of(make_team("Autre cabinet").doctor)
    with pytest.raises(NotFound):
        move_task(actor=stranger, task_id=task.pk, move=TaskMove("take"))


def test_the_list_puts_the_pressing_first_and_hides_what_sleeps(team: Team, django_assert_num_queries: object) -> None:
    actor, today = actor_of(team.assistant), timezone.localdate()
    titles = {"sans échéance": None, "demain": today + timedelta(days=1), "hier": today - timedelta(days=1)}
    for title, due in titles.items():
        create_task(actor=actor, request=TaskRequest(title, due_on=due))
    create_task(actor=actor, request=TaskRequest("urgent", urgent=True))
    asleep = create_task(actor=actor, request=TaskRequest("plus tard"))
    move_task(actor=actor, task_id=asleep.pk, move=TaskMove("snooze", until=today + timedelta(days=3)))
    with tenant_scope(team.tenant_id), django_assert_num_queries(1):  # type: ignore[operator]
        shown = selectors.tasks(actor, today)
    assert [task.title for task in shown] == ["urgent", "hier", "demain", "sans échéance"]
    with tenant_scope(team.tenant_id):
        assert selectors.my_open_count(actor, today) == 4
