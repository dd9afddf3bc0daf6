"""The patients' pages as the team sees them, and as a stranger does not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import ClinicalItem, Patient
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.types import IdentityStatus, InsIdentifier
from tests.factories.patients import MATRICULE, TEST_OID, TODAY, draft, load
from tests.factories.practice import Team, actor_of, entrust, make_team, writing
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db
TABS = ("patient", "patient_identity", "patient_contact", "patient_coverage", "patient_clinical", "patient_history")


@pytest.fixture
def team() -> Team:
    made = make_team()
    entrust(made.doctor, made.assistant, "ADM-03", "ADM-04", "CONS-04")
    return made


@pytest.fixture
def patient(team: Team) -> Patient:
    return load(team.tenant_id, draft(used_name="Durand"))[0]


@pytest.fixture
def client(team: Team) -> Client:
    return signed_in(team.assistant)


def signed_in(member: Any) -> Client:
    browser = Client()
    browser.force_login(member.membership.user)
    return browser


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_date_or_a_code_that_cannot_be_is_to_be_verified(client: Client, patient: Patient) -> None:
    looked = client.post(reverse("patient_look"), {"naissance": "14/03/1850", "lettres": "dur"}, follow=True)
    assert (looked.status_code, text(looked).count("vérifiez l’année")) == (422, 1)
    details = {"version": patient.version, "postal_code": "7210", "city": "Le Mans"}
    refused = client.post(reverse("patient_contact", args=[patient.pk]), details)
    assert (refused.status_code, text(refused).count("cinq chiffres")) == (422, 1)
    said = {"part_id": new_id(), "kind": "antecedent", "text": "Asthme", "since": "Depuis 2130"}
    page = client.post(reverse("patient_clinical", args=[patient.pk]), said)
    assert (page.status_code, text(page).count("L’année 2130 n’a pas commencé")) == (422, 1)


def _offered(member: Any, patient: Patient) -> list[str]:
    page = text(signed_in(member).get(reverse("patient", args=[patient.pk])))
    found = re.search(r'aria-label="Pour ce patient">(.*?)</div>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


def test_a_page_offers_what_is_done_next_for_its_patient(team: Team, patient: Patient) -> None:
    chosen, walk_in = f"?patient={patient.pk}", reverse("arrival_walk_in", args=[patient.pk])
    expected = [reverse("appointment_new") + chosen, reverse("telephone_new") + chosen, walk_in]
    assert (_offered(team.assistant, patient), _offered(team.manager, patient)) == (expected, [])
    visit = make_visit(team, patient)
    assert _offered(team.secretary, patient)[2] == reverse("arrival_check", args=[visit.pk])
    with writing(team.tenant_id):
        Patient.objects.filter(pk=patient.pk).update(deceased_on=TODAY)
    assert _offered(team.secretary, patient) == []


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_carries_the_banner(client: Client, patient: Patient, tab: str) -> None:
    page = client.get(reverse(tab, args=[patient.pk]))
    assert (page.status_code, text(page).count('class="patient-banner"')) == (200, 1)


def test_who_sees_which_tab(team: Team, patient: Patient) -> None:
    seen = {
        role: [signed_in(getattr(team, role)).get(reverse(tab, args=[patient.pk])).status_code for tab in TABS]
        for role in ("doctor", "secretary", "manager")
    }
    without_medical = [200, 200, 200, 200, 403, 200]
    assert seen == {"doctor": [200] * 6, "secretary": without_medical, "manager": without_medical}


def test_a_stranger_finds_nothing(patient: Patient) -> None:
    stranger = signed_in(make_team("Maison de santé du Port").doctor)
    answers = {stranger.get(reverse(tab, args=[patient.pk])).status_code for tab in (*TABS, "patient_sheet")}
    posts: list[tuple[str, dict[str, str]]] = [
        ("patient_identity", {}),
        ("patient_evidence", {}),
        ("patient_contact", {}),
        ("patient_clinical", {}),
    ]
    answers |= {stranger.post(reverse(name, args=[patient.pk]), data).status_code for name, data in posts}
    assert answers == {404}
    assert "DURAND" not in text(stranger.get("/patients/?q=durand"))


def test_reading_is_traced(client: Client, patient: Patient) -> None:
    client.get(reverse("patient", args=[patient.pk]))
    reads.flush()
    lines = AuditEntry.objects.filter(about_id=patient.pk, action="patient.read")
    assert [line.actor_name for line in lines] == ["Sarah Benali"]


def test_the_list_costs_the_same_for_one_and_three(client: Client, team: Team, patient: Patient) -> None:
    counts = []
    for number in range(3):
        client.get("/patients/?q=14/03/1961")
        with CaptureQueriesContext(connection) as seen:
            client.get("/patients/?q=14/03/1961")
        counts.append(len(seen))
        load(team.tenant_id, draft(first_birth_given_name=f"Zo{'abc'[number]}"))
    assert counts[0] == counts[2]
    assert counts[0] == 7


def test_a_patient_is_created_after_the_search(client: Client, team: Team) -> None:
    asked = {"naissance": "14/03/1961", "lettres": "lef"}
    page = client.post("/patients/nouveau/chercher/", asked, follow=True)
    form = page.context["form"]
    typed = {
        "id": str(form["id"].value()), "token": form["token"].value(), "letters": "LEF", "birth_date": "14/03/1961",
        "birth_name": "Lefèvre", "first_birth_given_name": "Marie", "sex": "F", "phone": "06 12",
    }  # fmt: skip
    refused = client.post("/patients/nouveau/", typed)
    assert (refused.status_code, "Ce numéro de téléphone" in text(refused), "06 12" in text(refused)) == (
        422,
        True,
        True,
    )
    for _ in range(2):
        made = client.post("/patients/nouveau/", {**typed, "phone": ""})
        assert made["Location"] == reverse("patient", args=[typed["id"]])
    with tenant_scope(team.tenant_id):
        assert Patient.objects.count() == 1


def test_a_probable_duplicate_is_shown_with_what_agrees(client: Client, patient: Patient) -> None:
    page = client.post("/patients/nouveau/chercher/", {"naissance": "14/03/1961", "lettres": "lef"}, follow=True)
    form = page.context["form"]
    typed = {
        "id": str(form["id"].value()), "token": form["token"].value(), "letters": "LEF", "birth_date": "14/03/1961",
        "birth_name": "Lefebvre", "first_birth_given_name": "Marie", "sex": "F",
    }  # fmt: skip
    refused = client.post("/patients/nouveau/", typed)
    shown = text(refused)
    assert (
        refused.status_code,
        "Noms de même prononciation" in shown,
        "Pourquoi est-ce une autre personne" in shown,
    ) == (422, True, True)
    assert refused.context["form"].fields["distinct_reason"].required
    assert (shown.count("existe probablement déjà"), shown.count("né(e)")) == (1, 0)
    made = client.post("/patients/nouveau/", {**typed, "distinct_reason": "Sœur jumelle"})
    assert made.status_code == 302


def test_whom_one_looks_for_stands_in_no_address(client: Client) -> None:
    asked = {"naissance": "14/03/1961", "lettres": "lef"}
    chain = client.post("/patients/nouveau/chercher/", asked, follow=True).redirect_chain
    assert [re.fullmatch(r"/patients/nouveau/\?recherche=[\w-]{12}", address) is not None for address, _ in chain] == [
        True
    ]
    ignored = client.get("/patients/nouveau/", asked)
    assert (ignored.context["form"], ignored.context["asked_date"]) == (None, "")
    assert client.get("/patients/nouveau/?recherche=inconnue").context["form"] is None


def test_the_searches_kept_are_few(client: Client) -> None:
    for number in range(12):
        client.post("/patients/nouveau/chercher/", {"naissance": "14/03/1961", "lettres": f"l{number}"})
    assert [letters for _, letters in client.session["searches"].values()] == [f"l{number}" for number in range(2, 12)]


@pytest.mark.parametrize(
    "asked",
    [
        {"naissance": "31/02/1961", "lettres": "lef"},
        {"naissance": "01/01/2099", "lettres": "lef"},
        {"naissance": "14/03/1961", "lettres": "lefevre"},
    ],
)
def test_a_search_that_cannot_be_made_says_why(client: Client, asked: dict[str, str]) -> None:
    page = client.post("/patients/nouveau/chercher/", asked, follow=True)
    assert (page.status_code, page.context["form"]) == (422, None)


def test_a_name_is_checked_while_typed(client: Client) -> None:
    written = client.post(reverse("patient_check_name", args=["birth_name"]), {"birth_name": "Lefèvre"})
    refused = client.post(reverse("patient_check_name", args=["birth_name"]), {"birth_name": "Lef3vre"})
    unknown = client.post(reverse("patient_check_name", args=["tenant"]), {})
    assert ("LEFEVRE" in text(written), "n’est pas autorisé" in text(refused), unknown.status_code) == (True, True, 404)


def test_two_people_the_second_loses_nothing(client: Client, patient: Patient) -> None:
    url = reverse("patient_contact", args=[patient.pk])
    assert client.post(url, {"version": 1, "city": "Le Mans"}).status_code == 302
    told = client.post(url, {"version": 1, "city": "Tours"})
    assert (told.status_code, "Une autre personne a modifié" in text(told), 'value="Tours"' in text(told)) == (
        422,
        True,
        True,
    )


def test_a_proof_of_identity_by_its_form(client: Client, patient: Patient) -> None:
    url = reverse("patient_evidence", args=[patient.pk])
    assert client.post(url, {"version": 1, "evidence_kind": "PC", "traits_confirmed": "yes"}).status_code == 422
    client.post(url, {"version": 1, "evidence_kind": "CN", "traits_confirmed": "yes"})
    patient.refresh_from_db()
    assert patient.identity_status == "VALI"


def test_a_matricule_typed_is_noted_and_never_qualifies(client: Client, patient: Patient, settings: Any) -> None:
    settings.DEMO = True
    posted = {"version": 1, "matricule": MATRICULE, "oid": TEST_OID, "act": "insi", "traits_confirmed": "on"}
    answer = client.post(reverse("patient_ins", args=[patient.pk]), posted)
    patient.refresh_from_db()
    assert (answer.status_code, patient.identity_status, patient.ins_matricule) == (302, "PROV", "")
    assert AuditEntry.objects.filter(about_id=patient.pk, action="patient.identity_ins_read").count() == 1


def test_an_ins_is_invalidated_with_its_reason(client: Client, team: Team, settings: Any) -> None:
    settings.DEMO = True
    row = LoadedPatient(draft(), IdentityStatus.QUALIFIED, InsIdentifier(MATRICULE, TEST_OID))
    pk = bulk_create_patients(actor=actor_of(team.doctor), rows=[row], on=TODAY).created[0]
    address = reverse("patient_ins_invalid", args=[pk])
    assert address in text(client.get(reverse("patient_identity", args=[pk])))
    silent = client.post(address, {"version": 1, "reason": " "}).status_code
    done = client.post(address, {"version": 1, "reason": "INS d’un homonyme"}).status_code
    with tenant_scope(team.tenant_id):
        after = Patient.objects.get(pk=pk)
    assert (silent, done, after.identity_status, after.ins_matricule) == (422, 302, "VALI", "")
    line = AuditEntry.objects.get(about_id=pk, action="patient.identity_ins_invalidated")
    assert line.actor_name == "Sarah Benali"


def test_invalidating_asks_for_the_mission() -> None:
    team = make_team()
    patient = load(team.tenant_id, draft())[0]
    posted = {"version": 1, "reason": "INS d’un homonyme"}
    answer = signed_in(team.assistant).post(reverse("patient_ins_invalid", args=[patient.pk]), posted)
    assert answer.status_code == 403


def test_what_the_patient_says_and_none_known(client: Client, patient: Patient) -> None:
    client.post(reverse("patient_clinical_none", args=[patient.pk, "allergy"]))
    url = reverse("patient_clinical", args=[patient.pk])
    assert "Aucune allergie connue" in text(client.get(url))
    told = {"part_id": str(new_id()), "kind": "allergy", "text": "Pénicilline"}
    assert client.post(url, told).status_code == 302
    assert client.post(url, {**told, "text": "", "part_id": str(new_id())}).status_code == 422
    with tenant_scope(patient.tenant_id):
        assert list(ClinicalItem.objects.values_list("kind", "text")) == [("allergy", "Pénicilline")]


def test_hostile_posts_are_refused_in_french(client: Client, patient: Patient) -> None:
    huge = "a" * 100_000
    url = reverse("patient_contact", args=[patient.pk])
    for field, value in (("city", huge), ("city", "Le\x00Mans"), ("note", "a\x07b"), ("phone", huge), ("email", huge)):
        assert client.post(url, {"version": 1, field: value}).status_code == 422
    assert client.post(url, {"version": "x"}).status_code == 422
    assert client.post(reverse("patient_end_part", args=[patient.pk, "tenant", new_id()])).status_code == 422


def test_the_palette_finds_patients(client: Client, patient: Patient) -> None:
    answer = text(client.get("/recherche/?q=lefevre", headers={"X-Palette": "1"}))
    assert (reverse("patient", args=[patient.pk]) in answer, "née LEFEVRE" in answer) == (True, True)


def test_the_sheet_is_a_pdf(client: Client, patient: Patient) -> None:
    answer = client.get(reverse("patient_sheet", args=[patient.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_labels_are_a_pdf_of_as_many_as_asked(client: Client, patient: Patient) -> None:
    asked = ("", "3", "0", "999", "²", "trois")
    for number in asked:
        answer = client.get(reverse("patient_labels", args=[patient.pk]), {"nombre": number})
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    reads.flush()
    told = AuditEntry.objects.filter(action="patient.identity_printed", about_id=patient.pk).values_list("details")
    assert [details["labels"] for (details,) in told.order_by("at")] == [24, 3, 1, 24, 24, 24]


@pytest.mark.parametrize(("status", "printed"), [(IdentityStatus.QUALIFIED, True), (IdentityStatus.RETRIEVED, False)])
def test_only_a_qualified_identity_is_printed_with_its_ins(
    team: Team, settings: Any, status: IdentityStatus, *, printed: bool
) -> None:
    settings.DEMO = True
    person = draft(
        birth_name="Garcia-Hammadi", first_birth_given_name="Sarah-Lou", birth_given_names="Sarah-Lou Anna",
        birth_date=date(1977, 1, 21), birth_place="01154",
    )  # fmt: skip
    row = LoadedPatient(person, status, InsIdentifier(MATRICULE, TEST_OID))
    key = bulk_create_patients(actor=actor_of(team.doctor), rows=[row], on=TODAY).created[0]
    page = text(signed_in(team.secretary).get(reverse("patient", args=[key])))
    assert ("INS à scanner" in page, "<svg viewBox=" in page) == (printed, printed)


def test_the_second_to_write_the_details_reads_the_first_and_goes_on(client: Client, patient: Patient) -> None:
    address = reverse("patient_contact", args=[patient.pk])
    typed = {"version": patient.version, "phone": "06 12 34 56 78", "city": "Brest"}
    assert client.post(address, typed).status_code == 302
    late = client.post(address, {**typed, "phone": "06 12 34 56 79"})
    form = late.context["form"]
    assert (late.status_code, form.errors["phone"]) == (
        422,
        ["La fiche dit maintenant\u202f: «\u202f06 12 34 56 78\u202f»."],
    )
    assert set(form.errors) == {"__all__", "phone"}
    again = client.post(address, {**typed, "phone": form["phone"].value(), "version": form["version"].value()})
    assert (again.status_code, Patient.everyone.get().phone) == (302, "+33612345679")
