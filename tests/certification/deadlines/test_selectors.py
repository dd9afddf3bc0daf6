"""The employer sees every assistant, an assistant himself, a stranger nobody."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.certification.deadlines.selectors import own_deadlines, team_deadlines
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.types import Profile
from tests.factories.practice import Team, actor_of, make_assistant, make_team

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def team() -> Team:
    return make_team()


def trainee(team: Team, name: str, hired_on: date) -> None:
    make_assistant(
        team.practice, name, given_name="Inès", profile={"profile": Profile.IN_TRAINING, "hired_on": hired_on}
    )


def test_the_most_pressing_comes_first(team: Team) -> None:
    trainee(team, "Faure", date(2025, 9, 1))
    trainee(team, "Moreau", date(2025, 1, 15))
    with tenant_scope(team.tenant_id):
        found = team_deadlines(actor_of(team.manager), TODAY)
    assert [(one.member.display_name, one.situation.next_by) for one in found] == [
        ("Inès Moreau", date(2027, 1, 15)),
        ("Inès Faure", date(2027, 9, 1)),
        ("Sarah Benali", None),
    ]


@pytest.mark.parametrize("who", ["assistant", "secretary"])
def test_the_team_is_for_the_employer(team: Team, who: str) -> None:
    with tenant_scope(team.tenant_id), pytest.raises(Forbidden):
        team_deadlines(actor_of(getattr(team, who)), TODAY)


def test_an_assistant_reads_his_own(team: Team) -> None:
    with tenant_scope(team.tenant_id):
        assert own_deadlines(actor_of(team.assistant), TODAY).member == team.assistant


def test_nobody_else_has_any(team: Team) -> None:
    with tenant_scope(team.tenant_id), pytest.raises(Forbidden):
        own_deadlines(actor_of(team.doctor), TODAY)


def test_another_practice_has_its_own_people(team: Team) -> None:
    other = make_team("Cabinet du Port")
    with tenant_scope(other.tenant_id):
        assert [one.member for one in team_deadlines(actor_of(other.doctor), TODAY)] == [other.assistant]


@pytest.mark.parametrize("more", [0, 2])
def test_one_query_whatever_the_number(team: Team, more: int) -> None:
    for number in range(more):
        trainee(team, f"Faure {number}", date(2025, 9, 1))
    actor = actor_of(team.doctor)
    with tenant_scope(team.tenant_id), CaptureQueriesContext(connection) as queries:
        team_deadlines(actor, TODAY)
    assert len([query for query in queries if " FROM " in query["sql"]]) == 1
