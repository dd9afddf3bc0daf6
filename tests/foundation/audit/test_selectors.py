"""Who saw or changed what, in French, within one practice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.audit.labels import action_label, actions
from brasdroit.foundation.audit.log import entry
from brasdroit.foundation.audit.selectors import JournalFilter, access_log, every_line, journal
from brasdroit.foundation.tenancy.context import tenant_scope

pytestmark = pytest.mark.django_db
actions({"tests.seen": "Dossier d’essai vu"})


@pytest.fixture
def actor() -> Actor:
    return system_actor(uuid4(), "Programme")


def test_the_access_log_of_a_person_is_his_alone(actor: Actor) -> None:
    person, other = uuid4(), uuid4()
    for about in (person, other, person):
        entry(actor, "tests.seen", about_id=about).save()
    entry(system_actor(uuid4()), "tests.seen", about_id=person).save()
    with tenant_scope(actor.tenant_id), CaptureQueriesContext(connection) as queries:
        page = access_log(person)
    assert ([line.action_text for line in page.lines], page.after) == (["Dossier d’essai vu"] * 2, None)
    assert len(queries) == 1


def test_pages_follow_each_other_newest_first(actor: Actor) -> None:
    for number in range(5):
        entry(actor, f"tests.n{number}").save()
    with tenant_scope(actor.tenant_id):
        first = journal(JournalFilter(), size=2)
        second = journal(JournalFilter(), after=first.after, size=2)
        last = journal(JournalFilter(), after=second.after, size=2)
    found = [[line.action for line in page.lines] for page in (first, second, last)]
    assert found == [["tests.n4", "tests.n3"], ["tests.n2", "tests.n1"], ["tests.n0"]]
    assert last.after is None


def test_days_are_those_of_the_practice(actor: Actor) -> None:
    line = entry(actor, "tests.late")
    line.at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight in Paris, on the 24th
    line.save()
    with tenant_scope(actor.tenant_id):
        days = [
            len(list(every_line(JournalFilter(first=day, last=day))))
            for day in (date(2026, 11, 23), date(2026, 11, 24))
        ]
    assert days == [0, 1]


def test_an_action_of_another_edition_shows_its_code() -> None:
    assert (action_label("tests.seen"), action_label("tests.unheard")) == ("Dossier d’essai vu", "tests.unheard")
