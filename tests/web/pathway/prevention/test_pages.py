"""The prevention pages: what is due, boxes and cards, corrections, screenings, papers, three people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.immunisation.models import Immunization, VaccinationStatement
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.record.tasks.models import Task
from tests.factories.practice import make_team
from tests.factories.prevention import Counter, dose, make_counter
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db
BOX = "01034009302961651727063010A1234"


@pytest.fixture
def counter() -> Counter:
    return make_counter()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def at(counter: Counter, name: str = "", *more: Any) -> str:
    return reverse(f"patient_prevention{name}", args=[counter.patient.pk, *more])


def card(*lines: dict[str, str], **fields: str) -> dict[str, str]:
    """What the form of a card sends."""
    sent = {"rows": str(len(lines)), "evidence": "proved", **fields}
    for place, line in enumerate(lines):
        sent |= {f"d{place}-{name}": value for name, value in {"id": str(new_id()), **line}.items()}
    return sent


def test_an_empty_record_says_what_comes_and_asks_for_the_history(counter: Counter) -> None:
    page = signed_in(counter.team.assistant).get(at(counter)).content.decode()
    told = ("Aucune dose notée", "L’historique vaccinal n’a pas été vérifié", "À préciser", "Ajouter des doses")
    assert [words in page for words in told] == [True] * 4


def test_a_read_history_shows_what_is_late_with_its_source(counter: Counter) -> None:
    client = signed_in(counter.team.assistant)
    assert client.post(at(counter, "_history"), {"kind": "history-seen", "id": str(new_id())}).status_code == 302
    page = client.get(at(counter)).content.decode()
    assert ("Historique lu en entier" in page, "En retard" in page, "Source" in page) == (True, True, True)
    assert client.post(at(counter, "_history"), {"kind": "n’importe"}).status_code == 422


def test_a_box_fills_a_line_with_today_and_is_recorded(counter: Counter) -> None:
    client = signed_in(counter.team.assistant)
    page = client.post(at(counter, "_add"), {**card({}), "payload": BOX}).content.decode()
    assert ("INFLUVAC, lot A1234, péremption 30/06/2027" in page, 'value="INFLUVAC"' in page) == (True, True)
    today = numeric_date(timezone.localdate())
    assert f'value="{today}"' in page
    line = {"given": today, "product": "INFLUVAC", "lot": "A1234", "expires_on": "06/2027"}
    assert client.post(at(counter, "_add"), card(line, administered_by="Dr Martin")).status_code == 302
    row = Immunization.everyone.get()
    assert (row.lot, row.expires_on, row.administered_by) == ("A1234", date(2027, 6, 30), "Dr Martin")


def test_what_is_no_vaccine_is_told_and_what_was_typed_stays(counter: Counter) -> None:
    client = signed_in(counter.team.assistant)
    page = client.post(at(counter, "_add"), {**card({"product": "ROR"}), "payload": "bonjour"}).content.decode()
    assert ("pas celui d’une boîte de vaccin" in page, 'value="ROR"' in page) == (True, True)
    page = client.post(at(counter, "_add"), {**card({}), "payload": "3400930000007"}).content.decode()
    assert "pas celle d’un vaccin connu" in page


def test_a_card_of_several_lines_blank_ones_left_out(counter: Counter) -> None:
    lines: tuple[dict[str, str], ...] = (
        {"given": "12/03/2019", "product": "Revaxis"},
        {},
        {"given": "2011", "product": "ROR"},
    )
    assert signed_in(counter.team.assistant).post(at(counter, "_add"), card(*lines)).status_code == 302
    rows = Immunization.everyone.order_by("product_name")
    assert [(row.product_name, row.given_text) for row in rows] == [("REVAXIS", ""), ("ROR", "2011")]


def test_faults_stand_beside_their_line_and_nothing_is_written(counter: Counter) -> None:
    client = signed_in(counter.team.assistant)
    answer = client.post(at(counter, "_add"), card({"given": "31/02/2020", "product": "ROR"}))
    assert (answer.status_code, "existe pas dans le calendrier" in answer.content.decode()) == (422, True)
    expired = {"given": "12/03/2020", "product": "Revaxis", "expires_on": "01/2020"}
    page = client.post(at(counter, "_add"), card({"given": "2011", "product": "ROR"}, expired)).content.decode()
    assert ("Ce lot était périmé ce jour-là" in page, "je garde cette dose" in page) == (True, True)
    assert client.post(at(counter, "_add"), card()).status_code == 422
    assert Immunization.everyone.count() == 0
    assert client.post(at(counter, "_add"), card({**expired, "confirmed": "on"})).status_code == 302


def test_more_lines_keep_what_was_typed(counter: Counter) -> None:
    sent = {**card({"product": "ROR"}, administered_by="Dr Nguyen"), "more": "1"}
    page = signed_in(counter.team.assistant).post(at(counter, "_add"), sent).content.decode()
    assert (page.count("<legend>Dose "), 'value="ROR"' in page, 'value="Dr Nguyen"' in page) == (4, True, True)


def test_a_correction_keeps_the_former_line(counter: Counter) -> None:
    (row,) = counter.note(dose("Influvac"))
    client, address = signed_in(counter.team.assistant), at(counter, "_dose", row.pk)
    assert "INFLUVAC" in client.get(address).content.decode()
    sent = {
        "id": str(new_id()),
        "version": "1",
        "given": "14/03/2024",
        "product": "Vaxigrip",
        "reason": "Mauvaise ligne",
        "evidence": "declared",
    }
    assert client.post(address, {**sent, "given": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    page = client.get(at(counter, "_dose", sent["id"])).content.decode()
    assert ("Ce qui était noté avant" in page, "Déclarée" in page) == (True, True)
    assert client.post(address, {**sent, "id": str(new_id())}).status_code == 409


def test_a_dose_is_taken_back_with_a_reason(counter: Counter) -> None:
    (row,) = counter.note(dose("Influvac"))
    client, address = signed_in(counter.team.assistant), at(counter, "_dose_remove", row.pk)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Carnet d’un autre"}).status_code == 302
    assert "Aucune dose notée" in client.get(at(counter)).content.decode()


def test_a_positive_result_becomes_the_doctor_s_task(counter: Counter) -> None:
    client, address = signed_in(counter.team.assistant), at(counter, "_follow")
    assert client.get(address).status_code == 200
    sent = {"id": str(new_id()), "kind": "result", "target": "colorectal", "done_on": "01/03/2026"}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "test": "FIT", "result": "positive"}).status_code == 302
    assert (Task.everyone.get().owner_id, ScreeningEntry.everyone.get().result) == (counter.team.doctor.pk, "positive")
    entry = ScreeningEntry.everyone.get()
    assert client.post(at(counter, "_follow_remove", entry.pk), {"reason": "Autre patient"}).status_code == 302


def test_a_refusal_takes_the_screening_out_of_what_is_due(counter: Counter) -> None:
    client, today = signed_in(counter.team.doctor), timezone.localdate()
    until = numeric_date(today + timedelta(days=365))
    sent = {
        "id": str(new_id()),
        "kind": "refusal",
        "target": "colorectal",
        "done_on": numeric_date(today),
        "until": until,
    }
    assert client.post(at(counter, "_follow"), sent).status_code == 302
    assert f"Refusé jusqu’au {until}" in client.get(at(counter)).content.decode()


def test_a_doctor_certifies_lifts_and_reads(counter: Counter) -> None:
    counter.note(dose("Influvac"), actor=counter.assistant)
    client = signed_in(counter.team.doctor)
    sent = {"id": str(new_id()), "target": "zoster", "note": "Antécédent d’anaphylaxie"}
    assert client.post(at(counter, "_certify"), {**sent, "note": ""}).status_code == 422
    assert client.post(at(counter, "_certify"), sent).status_code == 302
    assert "Antécédent d’anaphylaxie" in client.get(at(counter)).content.decode()
    assert client.post(at(counter, "_lift", VaccinationStatement.everyone.get().pk)).status_code == 302
    drawn = {"drawn": timezone.now().isoformat()}
    assert client.post(at(counter, "_review"), drawn).status_code == 302
    assert Immunization.everyone.get().reviewed_by_name == "Dr Claire Martin"


def test_the_certificate_is_a_pdf(counter: Counter) -> None:
    client = signed_in(counter.team.assistant)
    assert client.get(at(counter, "_pdf")).content[:5] == b"%PDF-"
    counter.note(dose("Influvac"), dose("ROR", None, given_text="2011"))
    assert client.get(at(counter, "_pdf")).content[:5] == b"%PDF-"


def test_without_the_delegation_the_page_reads_and_says_why(counter: Counter) -> None:
    alone = make_counter(missions=())
    page = signed_in(alone.team.assistant).get(at(alone)).content.decode()
    assert ("Dr Martin ne vous a pas confié" in page, "Ajouter des doses" in page) == (True, False)
    line = {"given": "2011", "product": "ROR"}
    assert signed_in(alone.team.assistant).post(at(alone, "_add"), card(line)).status_code == 403


def test_the_arrival_says_what_the_visit_could_be_used_for(counter: Counter) -> None:
    visit = make_visit(counter.team, counter.patient)
    address = reverse("arrival_check", args=[visit.pk])
    seen = {
        role: "À prévoir pendant la visite" in signed_in(getattr(counter.team, role)).get(address).content.decode()
        for role in ("assistant", "secretary")
    }
    assert seen == {"assistant": True, "secretary": False}


def test_three_people(counter: Counter) -> None:
    (row,) = counter.note(dose("Influvac"))
    addresses = [
        at(counter),
        at(counter, "_add"),
        at(counter, "_follow"),
        at(counter, "_pdf"),
        at(counter, "_dose", row.pk),
    ]
    for member, status in (
        (counter.team.assistant, 200),
        (counter.team.secretary, 403),
        (make_team("Port").doctor, 404),
    ):
        client = signed_in(member)
        assert [client.get(address).status_code for address in addresses] == [status] * 5


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_three_doses_as_for_one(
    counter: Counter, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    counter.note(*(dose("Influvac", 400 * (place + 1)) for place in range(count)))
    client = signed_in(counter.team.assistant)
    client.get(at(counter))
    with django_assert_num_queries(16):
        client.get(at(counter))
