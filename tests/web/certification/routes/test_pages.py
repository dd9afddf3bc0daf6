"""« Par où passer ? »: for anybody, without an account, and nothing is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from brasdroit.foundation.audit.models import AuditEntry
from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db
PAGE = "/par-ou-passer/"


@pytest.fixture(autouse=True)
def _installed() -> None:
    make_team()


def asked(**given: Any) -> tuple[int, str]:
    response = Client().post(PAGE, given)
    return response.status_code, response.content.decode()


def sheets(page: str) -> list[str]:
    answer = page.split('id="reponse"')[1]
    return [part.split("</h2>")[0] for part in answer.split("<h2>")[1:]]


def test_anybody_may_ask() -> None:
    response = Client().get(PAGE)
    assert response.status_code == 200
    assert 'id="reponse"' not in response.content.decode()


def test_a_nurse_is_shown_the_adaptation_course_first() -> None:
    status, page = asked(diplomas=["DEI"], status="employee", birth_date="1/02/1988", post_started_on="05/01/2026")
    assert status == 200
    assert sheets(page)[:2] == ["Formation d’adaptation à l’emploi", "Formation continue du salarié"]
    assert "05/01/2029" in page


def test_a_school_leaver_is_told_what_is_closed_and_why() -> None:
    _, page = asked(diplomas=["bac"], status="school-leaver", birth_date="2007-03-02", disability="no")
    assert "2 voies ouvertes, 1 à préciser." in page
    assert "Cette formation est réservée aux titulaires du DEI, du DEAS ou du DEAP." in page
    assert "vos heures d’activité en rapport avec le métier" in page


def test_an_empty_form_is_answered_by_what_is_missing() -> None:
    status, page = asked()
    assert status == 200
    assert "Aucune voie ouverte, 6 à préciser." in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"birth_date": "31/02/1990"}, "n’existe pas dans le calendrier"),
        ({"diplomas": ["none", "bac"]}, "ne va pas avec un diplôme"),
        ({"diplomas": ["doctorat"]}, "Choisissez dans la liste."),
        ({"status": "retired"}, "Choisissez dans la liste."),
        ({"birth_date": "1/1/2199"}, "Cette date n’est pas encore passée."),
        ({"hired_on": "31/12/9999"}, "Cette date est trop lointaine\u202f: deux ans au plus."),
        ({"birth_date": "1/1/1990", "hired_on": "1/1/1980"}, "Cette date précède la naissance."),
        ({"contract_months": "0"}, "1 au moins."),
        ({"related_experience_hours": "-5"}, "0 au moins."),
        ({"medical_secretary_years": "deux"}, "Écrivez un nombre entier."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(given: dict[str, Any], sentence: str) -> None:
    status, page = asked(**given)
    assert status == 422
    assert sentence in page
    assert 'id="reponse"' not in page


def test_what_was_typed_stays() -> None:
    _, page = asked(birth_date="31/02/1990", medical_secretary_years="3")
    assert ('value="31/02/1990"' in page, 'value="3"' in page) == (True, True)


def test_the_employer_is_told_both_readings() -> None:
    _, page = asked(diplomas=["bac"], hired_on="1/3/2025", cpam_contract_signed_on="22/6/2025")
    assert [day in page for day in ("22/06/2026", "01/03/2027", "22/06/2027")] == [True, True, True]
    assert page.count("(autre lecture)") == 1


def test_nothing_is_kept() -> None:
    before = AuditEntry.objects.count()
    asked(diplomas=["bac"], birth_date="1/1/2000")
    assert AuditEntry.objects.count() == before


def test_the_printed_page_repeats_what_was_told() -> None:
    _, page = asked(diplomas=["bac", "DEAS"], status="employee", birth_date="1/2/1988")
    facts = page.split("data-print-only>")[1].split("</dl>")[0]
    assert re.findall(r"<dd>(.*?)</dd>", facts) == [
        "Baccalauréat, Diplôme d’État d’aide-soignant (DEAS)",
        "Salarié",
        "01/02/1988",
    ]


def test_a_visitor_is_not_sent_to_our_own_notes() -> None:
    _, page = asked(diplomas=["bac"], hired_on="1/3/2025", cpam_contract_signed_on="22/6/2025", contract_months="12")
    assert "profession §" not in page


@pytest.mark.parametrize(
    "given", [{"birth_date": "01/01/0001"}, {"hired_on": "01/01/0001"}, {"birth_date": "\x00\x07"}]
)
def test_no_date_breaks_the_page(given: dict[str, Any]) -> None:
    assert asked(**given)[0] in {200, 422}
