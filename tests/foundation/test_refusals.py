"""A constraint of the database answers as a refusal that a person can act on."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import permission
from brasdroit.foundation.service import service, trace
from brasdroit.practice.organisation.models import Site
from brasdroit.record.patients.models import Patient
from brasdroit.record.tasks.services import TaskRequest, create_task
from brasdroit.web.middleware.errors import DomainErrorMiddleware
from tests.factories.patients import create, draft
from tests.factories.practice import Practice, Team, actor_of, make_practice, make_team, writing

pytestmark = pytest.mark.django_db
MANAGE = permission("tests.refusals.manage", "essayer un refus", ["manager"])


@service(MANAGE)
def open_site(*, actor: Actor, site: Site) -> None:
    site.save(force_insert=True)
    trace("tests.opened", subject=site)


@service(MANAGE)
def open_within(*, actor: Actor, site: Site) -> None:
    open_site(actor=actor, site=site)


@service(MANAGE)
def move_to_nowhere(*, actor: Actor, site: Site) -> None:
    raise IntegrityError("CHECK constraint failed: Marie Lefèvre")


@pytest.fixture
def team() -> Team:
    return make_team()


def same_as(practice: Practice, team: Team) -> Site:
    with writing(team.tenant_id):
        return Site(pk=practice.site.pk, name="Annexe")


def test_the_identifier_of_another_practice_does_not_exist(team: Team) -> None:
    for act in (open_site, open_within):
        with pytest.raises(NotFound):
            act(actor=actor_of(team.manager), site=same_as(make_practice("Cabinet du Port"), team))


def test_the_identifier_of_this_practice_was_sent_twice(team: Team) -> None:
    with pytest.raises(Conflict) as refused:
        open_site(actor=actor_of(team.manager), site=same_as(team.practice, team))
    assert refused.value.code == "sent_twice"


def test_any_other_constraint_is_told_and_logged_by_its_class_only(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(Conflict) as refused:
        move_to_nowhere(actor=actor_of(team.manager), site=team.practice.site)
    assert refused.value.code == "constraint"
    assert [line.message for line in caplog.records] == ["a constraint refused the write: IntegrityError"]


def test_a_constraint_met_outside_a_service_is_a_conflict() -> None:
    request = RequestFactory().post("/", headers={"accept": "application/json"})
    answer = DomainErrorMiddleware(lambda _: HttpResponse()).process_exception(request, IntegrityError("x"))
    assert answer is not None
    assert (answer.status_code, json.loads(answer.content)["code"]) == (409, "constraint")


def test_the_task_of_another_practice_is_a_page_not_found(team: Team) -> None:
    there, task_id, client = make_team("Cabinet du Port"), new_id(), Client()
    create_task(actor=actor_of(there.doctor), request=TaskRequest("Rappeler", id=task_id))
    assert team.doctor.membership is not None
    client.force_login(team.doctor.membership.user)
    assert client.post(reverse("task_new"), {"id": str(task_id), "title": "Courrier"}).status_code == 404


def test_the_patient_of_another_practice_is_not_found(team: Team) -> None:
    there = create(actor_of(make_team("Cabinet du Port").doctor), draft()).patient
    with pytest.raises(NotFound):
        create(actor_of(team.doctor), draft(birth_name="Autre"), patient_id=there.pk)
    assert Patient.everyone.count() == 1
