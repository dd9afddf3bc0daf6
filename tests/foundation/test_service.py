"""The one way to write: author, right, transaction, trace, delegation, events, live topics."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from brasdroit.foundation import events
from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Forbidden, Invalid, ProgrammingError
from brasdroit.foundation.guard import read_only, writes_allowed
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.permissions import permission
from brasdroit.foundation.service import publish, registry, running, service, touch, trace
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.organisation.models import Site
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
MANAGE = permission("tests.service.manage", "essayer un service", ["manager"])


@dataclass(frozen=True, slots=True)
class Opened(events.Event):
    name: str


@service(MANAGE)
def open_site(*, actor: Actor, name: str, traced: bool = True, fail: bool = False) -> Site:
    site: Site = Site.objects.create(name=name)
    if traced:
        trace("tests.opened", subject=site, details={"name": name})
    publish(Opened(name))
    touch("sites")
    if fail:
        raise Invalid("Non.")
    return site


@service(MANAGE)
def open_two(*, actor: Actor) -> None:
    open_site(actor=actor, name="A")
    open_site(actor=actor, name="B")


@pytest.fixture
def team() -> Team:
    return make_team()


def lines() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_a_service_writes_traces_and_announces(team: Team) -> None:
    site = open_site(actor=actor_of(team.manager), name="Annexe")
    line = AuditEntry.objects.get()
    assert (line.action, line.actor_role, line.actor_id) == ("tests.opened", "manager", team.manager.membership_id)
    assert (line.subject_type, line.subject_id, line.tenant_id) == ("practice.site", site.pk, team.tenant_id)
    assert list(LiveEvent.objects.values_list("topic", "tenant_id")) == [("sites", team.tenant_id)]


def test_without_the_right_nothing_happens(team: Team) -> None:
    with pytest.raises(Forbidden, match="Votre rôle ne permet pas cette action"):
        open_site(actor=actor_of(team.secretary), name="Annexe")
    assert (lines(), Site.everyone.filter(name="Annexe").count()) == ([], 0)


def test_writing_without_a_line_is_refused_and_undone(team: Team) -> None:
    with pytest.raises(ProgrammingError, match="wrote without a line in the journal"):
        open_site(actor=actor_of(team.manager), name="Annexe", traced=False)
    assert Site.everyone.filter(name="Annexe").count() == 0


def test_a_refusal_undoes_everything(team: Team) -> None:
    with pytest.raises(Invalid):
        open_site(actor=actor_of(team.manager), name="Annexe", fail=True)
    assert (lines(), Site.everyone.filter(name="Annexe").count(), LiveEvent.objects.count()) == ([], 0, 0)


def test_services_compose(team: Team) -> None:
    open_two(actor=actor_of(team.manager))
    assert lines() == ["tests.opened", "tests.opened"]


def test_handlers_react_as_the_program_in_the_same_transaction(team: Team) -> None:
    heard: list[tuple[str, str]] = []

    def react(actor: Actor, event: Opened) -> None:
        heard.append((actor.role, event.name))
        raise Invalid("Le suivi refuse.")

    events.subscribe(Opened, react)
    try:
        with pytest.raises(Invalid):
            open_site(actor=actor_of(team.manager), name="Annexe")
    finally:
        events._handlers[Opened].clear()
    assert (heard, Site.everyone.filter(name="Annexe").count()) == ([("system", "Annexe")], 0)


def test_the_tables_are_closed_outside_a_service(team: Team) -> None:
    with (
        tenant_scope(team.tenant_id),
        pytest.raises(ProgrammingError, match="write on practice_site outside a service"),
    ):
        Site.objects.create(name="Annexe")


def test_a_page_being_read_writes_nothing_even_in_a_service(team: Team) -> None:
    with read_only(), pytest.raises(ProgrammingError, match="a page being read may not write practice_site"):
        open_site(actor=actor_of(team.manager), name="Annexe")


def test_the_journal_is_append_only(team: Team) -> None:
    open_site(actor=actor_of(team.manager), name="Annexe")
    with pytest.raises(ProgrammingError, match="append-only"):
        AuditEntry.objects.update(actor_name="Personne")
    with pytest.raises(ProgrammingError, match="append-only"):
        AuditEntry.objects.all().delete()
    with writes_allowed(journal=False), pytest.raises(ProgrammingError, match="append-only"):
        AuditEntry.objects.all().delete()


def test_the_registry_knows_what_each_service_needs(team: Team) -> None:
    assert registry[f"{__name__}.open_site"].permission == MANAGE
    with pytest.raises(ProgrammingError, match="no service is running"):
        running()
    with pytest.raises(ProgrammingError, match="no person"):
        _ = system_actor(team.tenant_id).seat
