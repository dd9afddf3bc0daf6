"""The pages of duplicates and collisions: find, compare, join, part, take back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents.selectors import documents_of
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.selectors.duplicates import merges, pair_between, splits
from brasdroit.record.patients.services.duplicates import scan_practice, start_scan
from tests.factories.documents import make_document
from tests.factories.merging import fresh, known_patient
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def pair(team: Team) -> tuple[Patient, Patient]:
    first = known_patient(team.tenant_id, "LEFEVRE", phone="+33612345678", city="Le Mans")
    second = known_patient(team.tenant_id, "LEFEBVRE", birth_date=date(1961, 3, 15), phone="+33612345678")
    started = start_scan(actor=actor_of(team.secretary))
    scan_practice.call(str(team.tenant_id), str(started.pk))
    return first, second


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def compare_url(pair: tuple[Patient, Patient]) -> str:
    return reverse("duplicate_pair", args=[pair[0].pk, pair[1].pk])


def merge_form(pair: tuple[Patient, Patient], **values: str) -> dict[str, Any]:
    return {
        "id": str(fresh()), "keep": "first", "first_version": pair[0].version, "second_version": pair[1].version, **values,
    }  # fmt: skip


def test_the_list_before_and_after_a_search(team: Team) -> None:
    client = signed_in(team.secretary)
    assert "Pas encore de recherche" in client.get(reverse("duplicates")).content.decode()
    client.post(reverse("duplicate_search"))
    page = client.get(reverse("duplicates")).content.decode()
    assert ("Recherche en attente" in page, "<progress" in page) == (True, True)


def test_a_pair_is_compared_merged_and_parted(team: Team, pair: tuple[Patient, Patient]) -> None:
    client, address = signed_in(team.doctor), compare_url(pair)
    make_document(actor_of(team.doctor), pair[1].pk, title="Bilan", kind="report")
    listed = client.get(reverse("duplicates")).content.decode()
    assert listed.count(f'href="{address}"') + listed.count(f'href="{compare_url(pair[::-1])}"') == 2
    page = client.get(address).content.decode()
    assert re.search(r"Dates de naissance à un chiffre près", page)
    done = client.post(address, merge_form(pair, value_identity="second", reason="Pièce vue"))
    assert done["Location"] == reverse("patient", args=[pair[0].pk])
    with tenant_scope(team.tenant_id):
        assert Patient.objects.get(pk=pair[0].pk).birth_name == "LEFEBVRE"
    assert [each.title for each in documents_of(actor_of(team.doctor), pair[0].pk)] == ["Bilan"]
    assert client.get(reverse("patient", args=[pair[1].pk]))["Location"] == reverse("patient", args=[pair[0].pk])
    assert client.get(address).status_code == 404
    merge = merges(actor_of(team.doctor))[0]
    assert reverse("duplicate_part", args=[merge.pk]) in client.get(reverse("duplicate_merges")).content.decode()
    client.post(reverse("duplicate_part", args=[merge.pk]))
    assert "Défaite" in client.get(reverse("duplicate_merges")).content.decode()
    assert client.get(address).status_code == 200


def test_a_refusal_keeps_what_was_chosen(team: Team, pair: tuple[Patient, Patient]) -> None:
    client, form = signed_in(team.doctor), merge_form(pair, keep="second", value_address="first", reason="Vue")
    stale = client.post(compare_url(pair), {**form, "first_version": 9})
    page = stale.content.decode()
    assert (stale.status_code, "Rien n’a été fusionné" in page, 'value="Vue"' in page) == (422, True, True)
    assert 'name="keep" value="second" checked' in page
    assert client.post(compare_url(pair), {**form, "keep": "both"}).status_code == 422


def test_the_same_form_sent_twice_merges_once(team: Team, pair: tuple[Patient, Patient]) -> None:
    client, form = signed_in(team.doctor), merge_form(pair)
    assert [client.post(compare_url(pair), form).status_code for _ in range(2)] == [302, 404]
    assert len(merges(actor_of(team.doctor))) == 1


def test_who_sees_and_who_merges(team: Team, pair: tuple[Patient, Patient]) -> None:
    secretary, stranger = signed_in(team.secretary), signed_in(make_team("Cabinet du Port").doctor)
    page = secretary.get(compare_url(pair)).content.decode()
    assert ("Fusionner les deux fiches" in page, "revient à un médecin" in page) == (False, True)
    assert secretary.post(compare_url(pair), merge_form(pair)).status_code == 403
    assert stranger.get(compare_url(pair)).status_code == 404
    assert stranger.post(compare_url(pair), merge_form(pair)).status_code == 404


def test_homonyms_leave_the_list_and_come_back(team: Team, pair: tuple[Patient, Patient]) -> None:
    client = signed_in(team.secretary)
    known = pair_between(actor_of(team.secretary), pair[0].pk, pair[1].pk)
    assert known is not None
    answer = client.post(reverse("duplicate_homonyms", args=[known.pk]), headers={"HX-Request": "true"})
    assert reverse("duplicate_reopen", args=[known.pk]) in answer["HX-Trigger"]
    assert "Aucun doublon probable" in client.get(reverse("duplicates")).content.decode()
    assert "LEFEBVRE" in client.get(reverse("duplicates") + "?etat=homonyms").content.decode()
    client.post(reverse("duplicate_reopen", args=[known.pk]))
    assert "LEFEBVRE" in client.get(reverse("duplicates")).content.decode()


def split_form(page: str, **values: Any) -> dict[str, Any]:
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    kept = {name: hidden[name] for name in ("id", "token", "naissance", "lettres")}
    return {**kept, "reason": "Deux dates de naissance", **values}


def test_a_collision_is_reported_then_split(team: Team) -> None:
    mixed = known_patient(team.tenant_id, "MARTIN")
    make_document(actor_of(team.doctor), mixed.pk, title="Bilan", kind="report")
    client, address = signed_in(team.doctor), reverse("patient_split", args=[mixed.pk])
    client.post(reverse("patient_collision", args=[mixed.pk]), {"reason": "Deux groupes sanguins"})
    assert "Identité douteuse" in client.get(address).content.decode()
    assert (
        client.post(f"{address}chercher/", {"naissance": "31/31/2020", "lettres": "mar"}, follow=True).status_code
        == 422
    )
    page = client.post(
        f"{address}chercher/", {"naissance": "02/05/1964", "lettres": "mar"}, follow=True
    ).content.decode()
    rows = re.findall(r'name="row" value="([^"]+)"', page)
    traits = {"birth_name": "Martin", "first_birth_given_name": "Marie", "birth_date": "02/05/1964", "sex": "F"}
    form = split_form(page, target="new", row=rows)
    refused = client.post(address, {**form, **traits, "birth_name": "M4rtin"})
    assert (refused.status_code, f'value="{rows[0]}" checked' in refused.content.decode()) == (422, True)
    assert client.post(address, {**form, **traits, "row": []}).status_code == 422
    done = client.post(address, {**form, **traits})
    split = splits(actor_of(team.doctor), mixed.pk)[0]
    assert done["Location"] == reverse("patient", args=[split.target_id])
    assert [each.title for each in documents_of(actor_of(team.doctor), split.target_id)] == ["Bilan"]
    client.post(reverse("duplicate_rejoin", args=[split.pk]))
    assert [each.title for each in documents_of(actor_of(team.doctor), mixed.pk)] == ["Bilan"]


def test_a_split_to_a_known_patient_and_odd_answers(team: Team) -> None:
    mixed, other = known_patient(team.tenant_id, "MARTIN"), known_patient(team.tenant_id, "MARTINEZ")
    make_document(actor_of(team.doctor), mixed.pk, title="Bilan", kind="report")
    client, address = signed_in(team.doctor), reverse("patient_split", args=[mixed.pk])
    page = client.post(
        f"{address}chercher/", {"naissance": "14/03/1961", "lettres": "mar"}, follow=True
    ).content.decode()
    row = re.findall(r'name="row" value="([^"]+)"', page)[0]
    assert str(other.pk) in page
    for target in ("", "x", str(fresh())):
        assert client.post(address, split_form(page, target=target, row=[row])).status_code in (404, 422)
    done = client.post(address, split_form(page, target=str(other.pk), row=[row, "junk", "record.Document.patient:x"]))
    assert done["Location"] == reverse("patient", args=[other.pk])


def test_a_secretary_reports_but_does_not_split(team: Team) -> None:
    mixed = known_patient(team.tenant_id, "MARTIN")
    client, address = signed_in(team.secretary), reverse("patient_split", args=[mixed.pk])
    page = client.get(address).content.decode()
    assert ("Avertir l’équipe" in page, "La séparation revient" in page) == (True, True)
    assert client.post(reverse("patient_collision", args=[mixed.pk]), {"reason": " "}).status_code == 422
    assert signed_in(make_team("Cabinet du Port").doctor).get(address).status_code == 404


def test_the_list_costs_the_same_for_one_and_three(team: Team, pair: tuple[Patient, Patient]) -> None:
    client, counts = signed_in(team.doctor), []
    for number in range(2):
        client.get(reverse("duplicates"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("duplicates"))
        counts.append(len(seen))
        known_patient(team.tenant_id, "DURAND", phone=f"+3361234500{number}")
        known_patient(team.tenant_id, "DURANT", phone=f"+3361234500{number}")
        started = start_scan(actor=actor_of(team.secretary))
        scan_practice.call(str(team.tenant_id), str(started.pk))
    assert counts[0] == counts[1]
