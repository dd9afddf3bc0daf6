"""The telephone's pages, as three people see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.types import Role
from brasdroit.reception.telephone.models import Call
from brasdroit.reception.telephone.services import CallSheet, InstructionSheet, record_call, sign_instruction
from tests.factories.agenda import make_patient
from tests.factories.practice import Team, actor_of, make_member, make_team

pytestmark = pytest.mark.django_db
TYPED = {"caller_name": "Mme Faure", "caller_phone": "06 12 34 56 78", "reason": "results", "urgency": "routine"}
CHEST = InstructionSheet("Douleur de poitrine", ("mal à la poitrine",), "15")


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def recorded(team: Team, **changed: Any) -> Call:
    sheet = CallSheet("results", caller_name="Mme Faure", **changed)
    return record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)


def test_a_call_posted_twice_is_one(team: Team) -> None:
    client, typed = signed_in(team.secretary), {**TYPED, "id": str(new_id())}
    assert client.post(reverse("telephone_new"), {**typed, "reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(reverse("telephone_new"), typed)["Location"] == reverse("telephone")
    assert client.get(reverse("telephone")).content.decode().count("<b>Mme Faure</b>") == 1


def test_a_call_goes_on_to_the_booking_of_its_patient(team: Team) -> None:
    patient = make_patient(team.tenant_id)
    typed = {**TYPED, "id": str(new_id()), "patient": str(patient.pk), "puis": "rendez-vous"}
    answer = signed_in(team.secretary).post(reverse("telephone_new"), typed)
    assert answer["Location"] == f"{reverse('appointment_new')}?patient={patient.pk}"


def test_the_words_call_up_the_doctors_instruction_while_typing(team: Team) -> None:
    sign_instruction(actor=actor_of(team.doctor), instruction_id=new_id(), sheet=CHEST)
    client, address = signed_in(team.secretary), reverse("telephone_heard")
    heard = client.post(address, {"text": "il a mal a la poitrine"}).content.decode()
    assert "Consigne du Dr Martin pour" in heard
    assert client.post(address, {"text": "un renouvellement"}).content.decode().strip() == ""
    assert client.get(address).status_code == 405


def test_an_edit_shows_its_history_and_a_stale_one_its_conflict(team: Team) -> None:
    row, client = recorded(team), signed_in(team.secretary)
    edit = reverse("call_edit", args=[row.pk])
    typed = {**TYPED, "id": str(row.pk), "version": str(row.version), "text": "Nouveau texte"}
    assert client.post(edit, typed)["Location"] == reverse("call", args=[row.pk])
    stale = client.post(edit, {**typed, "text": "Autre texte"})
    assert (stale.status_code, stale.content.decode().count("Autre texte")) == (422, 1)
    page = client.get(reverse("call", args=[row.pk])).content.decode()
    assert page.count("a modifié la fiche") == 1


def test_a_call_is_called_back_closed_and_reopened(team: Team) -> None:
    row, client = recorded(team), signed_in(team.secretary)
    acts: tuple[tuple[str, dict[str, str]], ...] = (
        ("call_attempt", {"joint": "non"}),
        ("call_close", {}),
        ("call_reopen", {}),
        ("call_attempt", {"joint": "oui"}),
    )
    seen = []
    for name, data in acts:
        client.post(reverse(name, args=[row.pk]), data)
        with tenant_scope(team.tenant_id):
            seen.append(Call.objects.get(pk=row.pk).status)
    assert seen == ["open", "closed", "open", "closed"]


def test_the_list_costs_the_same_for_one_and_three(team: Team) -> None:
    client, counts = signed_in(team.secretary), []
    for _ in range(3):
        recorded(team)
        client.get(reverse("telephone"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("telephone"))
        counts.append(len(seen))
    assert counts[0] == counts[2]


def test_only_doctors_write_instructions(team: Team) -> None:
    address = reverse("red_flag_new")
    typed = {"id": str(new_id()), "label": "Poitrine", "expressions": "mal à la poitrine\nserre", "instruction": "15"}
    assert signed_in(team.secretary).post(address, typed).status_code == 403
    doctor = signed_in(team.doctor)
    assert doctor.post(address, {**typed, "expressions": ""}).status_code == 422
    assert doctor.post(address, typed)["Location"] == reverse("red_flags")
    page = doctor.get(reverse("red_flags")).content.decode()
    assert page.count("mal à la poitrine, serre") == 1
    replaced = doctor.post(
        reverse("red_flag_replace", args=[typed["id"]]), {**typed, "id": str(new_id()), "label": "Thorax"}
    )
    assert replaced["Location"] == reverse("red_flags")
    assert doctor.get(reverse("red_flags")).content.decode().count("<b>Thorax</b>") == 1


def test_patients_are_offered_as_options(team: Team) -> None:
    make_patient(team.tenant_id, "LEFEVRE", "ELODIE")
    page = signed_in(team.secretary).get(reverse("telephone_patients"), {"q": "14/03/1961"}).content.decode()
    assert page.count('role="option"') == 1


def test_the_emergency_page_tells_where_we_are(team: Team) -> None:
    page = signed_in(team.assistant).get(reverse("emergency")).content.decode()
    assert page.count("tel:15") == 1
    assert page.count("à valider par le médecin") == 1


def test_a_stranger_finds_no_call_and_a_manager_may_not(team: Team) -> None:
    row, stranger = recorded(team), make_team("Cabinet des Lilas")
    addresses = [reverse(name, args=[row.pk]) for name in ("call", "call_edit")]
    assert [signed_in(stranger.secretary).get(address).status_code for address in addresses] == [404, 404]
    assert signed_in(team.manager).get(reverse("telephone")).status_code == 403


def test_a_patient_is_named_as_in_his_header_and_a_recipient_stays_chosen(team: Team) -> None:
    patient = make_patient(team.tenant_id, "D'ARC", "JEAN-PIERRE")
    second = make_member(team.practice, Role.MANAGER, "Martin", "Claire", user=team.doctor.membership.user)  # type: ignore[union-attr]
    sheet = CallSheet("results", patient_id=patient.pk, recipient_id=second.pk)
    call = record_call(actor=actor_of(team.secretary), call_id=new_id(), sheet=sheet)
    client = signed_in(team.secretary)
    page = client.get(reverse("telephone")).content.decode()
    assert ("pour D’ARC Jean-Pierre" in page, "JEAN-PIERRE" in page) == (True, False)
    offered = dict(client.get(reverse("call_edit", args=[call.pk])).context["form"].fields["recipient"].choices)
    assert [key for key, name in offered.items() if name == "Dr Claire Martin"] == [str(team.doctor.pk), str(second.pk)]
    task = client.get(reverse("task", args=[call.task_id])).content.decode()
    assert ("Message de D’ARC Jean-Pierre" in task, "JEAN-PIERRE" in task) == (True, False)
