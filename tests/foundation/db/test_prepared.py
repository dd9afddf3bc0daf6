"""A prepared query answers what the query set answers, for every tenant and every value."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from brasdroit.foundation.db.prepared import Prepared
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from brasdroit.practice.missions.models import Delegation
from tests.factories.practice import entrust, make_team

pytestmark = pytest.mark.django_db

LINES: Prepared[Delegation] = Prepared(
    lambda doctor, on: (
        Delegation.objects.filter(doctor_id=doctor, valid_from__lte=on)
        .select_related("doctor__membership", "assistant__assistant_profile")
        .annotate(label=Concat("mission", Value("!")))
        .order_by("mission")
    ),
    doctor=UUID,
    on=date,
)
BY_ROLE: Prepared[Member] = Prepared(lambda roles: Member.objects.filter(role__in=roles).order_by("role"), roles=(str,))


def test_rows_come_with_what_they_are_related_to_and_annotated_with(django_assert_num_queries):
    team = make_team()
    entrust(team.doctor, team.assistant, "ADM-03", "CONS-02")
    with tenant_scope(team.tenant_id), django_assert_num_queries(1):
        rows = LINES(doctor=team.doctor.pk, on=date(2026, 1, 1))
        told = [(row.label, row.doctor.short_name, row.assistant.assistant_profile.profile) for row in rows]  # type: ignore[attr-defined]
    assert told == [("ADM-03!", "Dr Martin", "CQP"), ("CONS-02!", "Dr Martin", "CQP")]


NAMES: Prepared[Member] = Prepared(
    lambda since: Member.objects.filter(created_at__gt=since).order_by("role").values_list("role", "created_at"),
    since=datetime,
)


def test_columns_come_as_the_fields_read_them():
    team = make_team()
    with tenant_scope(team.tenant_id):
        wanted = list(Member.objects.order_by("role").values_list("role", "created_at"))
        last = max(moment for _, moment in wanted)
        assert NAMES.columns(since=last - timedelta(days=1)) == wanted
        assert NAMES.columns(since=last) == []


def test_each_value_counts_at_each_call():
    team = make_team()
    entrust(team.doctor, team.assistant, "ADM-03")
    with tenant_scope(team.tenant_id):
        assert LINES(doctor=team.doctor.pk, on=date(2020, 1, 1)) == []
        assert LINES(doctor=team.assistant.pk, on=date(2026, 1, 1)) == []
        assert len(LINES(doctor=team.doctor.pk, on=date(2026, 1, 1))) == 1


def test_another_practice_sees_nothing():
    here, elsewhere = make_team(), make_team("Ailleurs")
    entrust(here.doctor, here.assistant, "ADM-03")
    with tenant_scope(elsewhere.tenant_id):
        assert LINES(doctor=here.doctor.pk, on=date(2026, 1, 1)) == []


@pytest.mark.parametrize("roles", [["doctor"], ["doctor", "manager"], ["doctor", "manager", "secretary"]])
def test_lists_of_any_length(roles):
    with tenant_scope(make_team().tenant_id):
        assert [member.role for member in BY_ROLE(roles=roles)] == roles


def test_a_value_that_the_database_never_sees_is_refused():
    deaf: Prepared[Member] = Prepared(lambda role: Member.objects.filter(role="doctor"), role=str)
    with tenant_scope(make_team().tenant_id), pytest.raises(ProgrammingError):
        deaf(role="manager")
