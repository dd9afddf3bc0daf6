"""The border between practices, and two people editing one row."""

from __future__ import annotations

import pytest

from brasdroit.foundation.errors import Conflict, ProgrammingError
from brasdroit.foundation.tenancy.context import current_tenant_id, has_tenant, tenant_scope
from brasdroit.practice.organisation.models import Site
from tests.factories.practice import make_practice, writing

pytestmark = pytest.mark.django_db


def test_without_a_practice_there_is_no_query() -> None:
    with pytest.raises(ProgrammingError, match="no tenant in scope"):
        Site.objects.count()


def test_rows_of_another_practice_are_not_there() -> None:
    mine, other = make_practice(), make_practice("Cabinet du Port")
    with tenant_scope(mine.tenant.pk):
        assert [site.pk for site in Site.objects.all()] == [mine.site.pk]
        assert Site.objects.filter(pk=other.site.pk).first() is None


def test_scopes_nest_and_close() -> None:
    mine, other = make_practice(), make_practice("Cabinet du Port")
    with tenant_scope(mine.tenant.pk):
        with tenant_scope(other.tenant.pk):
            assert current_tenant_id() == other.tenant.pk
        assert current_tenant_id() == mine.tenant.pk
    assert has_tenant() is False


def test_the_second_edit_is_told() -> None:
    practice = make_practice()
    with writing(practice.tenant.pk):
        first, second = Site.objects.get(), Site.objects.get()
        first.name = "Premier"
        first.save_edit(expected_version=1, fields=["name"])
        second.name = "Second"
        with pytest.raises(Conflict) as refused:
            second.save_edit(expected_version=1, fields=["name"])
    assert (refused.value.code, first.version, Site.everyone.get().name) == ("stale", 2, "Premier")
