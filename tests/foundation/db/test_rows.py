"""Columns under a condition written by hand: as the fields read them, the tenant's rows only."""

from __future__ import annotations

import pytest

from brasdroit.foundation.db.rows import bound, tenant_rows
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db


def test_columns_come_as_the_fields_read_them_and_from_the_tenant_only():
    here, elsewhere = make_team(), make_team("Ailleurs")
    names = ("id", "role", "created_at")
    with tenant_scope(here.tenant_id):
        wanted = Member.objects.filter(pk=here.doctor.pk).values_list(*names)
        keys = [bound(Member, "id", each.doctor.pk) for each in (here, elsewhere)]
        assert tenant_rows(Member, names, "id IN (%s, %s)", keys) == list(wanted)
