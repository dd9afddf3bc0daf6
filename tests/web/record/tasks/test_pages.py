"""The pages of the tasks, as three people see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.tasks.models import Task
from brasdroit.record.tasks.services import TaskRequest, create_task
from tests.factories.patients import draft, load
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def queries_of_the_list(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("tasks"))
    return len(seen)


def test_the_list_costs_the_same_for_one_and_three(team: Team) -> None:
    client, counts = signed_in(team.assistant), []
    for number in range(3):
        create_task(actor=actor_of(team.doctor), request=TaskRequest(f"Tâche {number}"))
        client.get(reverse("tasks"))
        counts.append(queries_of_the_list(client))
    assert counts[0] == counts[2]
    assert counts[0] <= 8


def test_a_task_is_asked_done_and_taken_back(team: Team) -> None:
    client, task_id = signed_in(team.assistant), new_id()
    typed = {"id": str(task_id), "title": "Rappeler Mme Faure", "due_on": "jamais", "owner": ""}
    assert client.post(reverse("task_new"), typed).status_code == 422
    for _ in range(2):
        answer = client.post(reverse("task_new"), {**typed, "due_on": "demain"})
        assert answer["Location"] == reverse("tasks")
    page = client.get(reverse("tasks")).content.decode()
    assert page.count("<b>Rappeler Mme Faure</b>") == 1
    done = client.post(reverse("task_move", args=[task_id]), {"action": "complete"}, headers={"HX-Request": "true"})
    assert (done.status_code, "T\\u00e2che faite." in done["HX-Trigger"]) == (204, True)
    assert "Rappeler Mme Faure" not in client.get(reverse("tasks")).content.decode()
    client.post(reverse("task_undo", args=[task_id]))
    assert "Rappeler Mme Faure" in client.get(reverse("tasks")).content.decode()


def test_the_second_editor_is_told_and_keeps_his_words(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Courrier"))
    client, address = signed_in(team.doctor), reverse("task_edit", args=[task.pk])
    assert client.post(address, {"title": "Courrier au cardiologue", "version": 1}).status_code == 302
    late = client.post(address, {"title": "Courrier au néphrologue", "version": 1})
    text = late.content.decode()
    assert (late.status_code, "Une autre personne a modifié" in text, "néphrologue" in text) == (422, True, True)
    assert "La fiche dit maintenant\u202f: «\u202fCourrier au cardiologue\u202f»." in text
    again = late.context["form"]["version"].value()
    assert client.post(address, {"title": "Courrier au néphrologue", "version": again}).status_code == 302


def test_a_task_is_about_a_patient_chosen_by_typing(team: Team) -> None:
    [person] = load(team.tenant_id, draft())
    client, task_id = signed_in(team.assistant), new_id()
    options = client.get(reverse("patient_options"), {"q": "lefevre"}).content.decode()
    assert options.count(f'data-value="{person.pk}"') == 1
    quick = client.get(reverse("tasks")).context["quick"]
    client.post(reverse("task_new"), {"id": str(quick["id"].value()), "title": "Peser", "patient": str(person.pk)})
    refused = client.post(reverse("task_new"), {"id": str(task_id), "title": "", "patient": str(person.pk)})
    assert (refused.status_code, refused.context["patient"]) == (422, (str(person.pk), "LEFEVRE Marie"))
    page = client.get(reverse("task_edit", args=[quick["id"].value()]))
    assert page.context["patient"] == (str(person.pk), "LEFEVRE Marie")


def test_a_task_asked_for_the_wrong_patient_moves_to_another(team: Team) -> None:
    one, other = load(team.tenant_id, draft(), draft(birth_name="Petit"))
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Courrier", patient_id=one.pk))
    typed = {"title": "Courrier", "version": 1, "patient": str(other.pk)}
    signed_in(team.doctor).post(reverse("task_edit", args=[task.pk]), typed)
    told = AuditEntry.objects.filter(action="task.edited").values_list("about_id", flat=True)
    assert (Task.everyone.get().patient_id, set(told)) == (other.pk, {one.pk, other.pk})


def test_a_stranger_finds_nothing(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Courrier"))
    stranger = signed_in(make_team("Autre cabinet").doctor)
    for name in ("task", "task_edit"):
        assert stranger.get(reverse(name, args=[task.pk])).status_code == 404
    assert stranger.post(reverse("task_move", args=[task.pk]), {"action": "take"}).status_code == 404


def test_a_made_up_move_is_one_sentence(team: Team) -> None:
    task = create_task(actor=actor_of(team.doctor), request=TaskRequest("Courrier"))
    answer = signed_in(team.doctor).post(reverse("task_move", args=[task.pk]), {"action": "steal"})
    assert (answer.status_code, "Cette action n’existe pas" in answer.content.decode()) == (422, True)
