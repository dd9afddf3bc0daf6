"""Reminders become tasks, once each, for the assistant and for the employer."""

from __future__ import annotations

from datetime import date

import pytest

from brasdroit.certification.deadlines.handlers import remind_everybody
from brasdroit.certification.deadlines.services import remind
from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.types import Profile
from brasdroit.record.tasks.models import Task
from tests.factories.practice import Team, actor_of, make_assistant, make_doctor, make_practice, make_team

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def trainee(team: Team) -> Member:
    """Certification due on 15/05/2027: six months ahead."""
    sheet = {"profile": Profile.IN_TRAINING, "hired_on": date(2025, 5, 15), "afgsu_on": date(2026, 3, 1)}
    return make_assistant(team.practice, "Faure", given_name="Inès", profile=sheet)


def tasks(team: Team) -> list[tuple[str, str, date | None]]:
    with tenant_scope(team.tenant_id):
        rows = Task.objects.select_related("owner").order_by("title", "created_at")
        return [(row.owner.short_name if row.owner else "", row.title, row.due_on) for row in rows]


@pytest.mark.usefixtures("trainee")
def test_the_assistant_and_the_manager_are_reminded(team: Team) -> None:
    assert remind(actor=system_actor(team.tenant_id), on=TODAY) == 1
    assert tasks(team) == [
        ("Inès", "Certification\u202f: au plus tard le 15/05/2027", date(2027, 5, 15)),
        ("Paul", "Qualification d’un assistant\u202f: échéance le 15/05/2027", date(2027, 5, 15)),
    ]


@pytest.mark.usefixtures("trainee")
def test_the_same_reminder_is_asked_once(team: Team) -> None:
    for day in (TODAY, TODAY, date(2026, 11, 30)):
        remind(actor=system_actor(team.tenant_id), on=day)
    assert len(tasks(team)) == 2


@pytest.mark.usefixtures("trainee")
def test_the_next_reminder_asks_again(team: Team) -> None:
    for day in (TODAY, date(2027, 2, 15)):
        remind(actor=system_actor(team.tenant_id), on=day)
    assert len(tasks(team)) == 4


def test_nothing_is_asked_before_the_first_reminder(team: Team) -> None:
    sheet = {"profile": Profile.CQP, "afgsu_on": date(2024, 3, 1)}
    make_assistant(team.practice, "Faure", given_name="Inès", profile=sheet)
    assert remind(actor=system_actor(team.tenant_id), on=TODAY) == 0
    assert tasks(team) == []


def test_without_a_manager_the_doctors_are_the_employer() -> None:
    practice = make_practice()
    make_doctor(practice)
    sheet = {"profile": Profile.CQP, "afgsu_on": date(2023, 1, 1)}
    make_assistant(practice, profile=sheet)
    remind(actor=system_actor(practice.tenant.pk), on=TODAY)
    with tenant_scope(practice.tenant.pk):
        owners = Task.objects.order_by("owner__role").values_list("owner__short_name", flat=True)
        assert list(owners) == ["Sarah", "Dr Martin"]


def test_only_the_program_reminds(team: Team) -> None:
    with pytest.raises(Forbidden):
        remind(actor=actor_of(team.manager), on=TODAY)


def test_every_practice_is_reminded_of_its_own(team: Team) -> None:
    other = make_team("Cabinet du Port")
    for one in (team, other):
        make_assistant(one.practice, "Faure", given_name="Inès", profile={"afgsu_on": date(2020, 1, 1)})
    assert remind_everybody() == 2
    assert [len(tasks(one)) for one in (team, other)] == [2, 2]
