"""« Le CQP »: each version, for anybody."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed() -> None:
    make_team()


@pytest.mark.parametrize(
    ("code", "hours"), [("RNCP40913", "279 h, dont 15 h d’évaluation"), ("RNCP36358", "<dd>279 h<br>")]
)
def test_each_version_tells_its_hours_and_its_blocks(code: str, hours: str) -> None:
    page = Client().get(f"/cqp/{code}/").content.decode()
    assert hours in page
    assert page.count("<h2>Bloc ") == 4
    assert (page.count("3 épreuves acquises sur 4"), page.count("4 épreuves acquises sur 6")) == (3, 1)


def test_an_older_version_says_who_keeps_it() -> None:
    page = Client().get("/cqp/RNCP36358/").content.decode()
    assert "Enregistré du 25/04/2022 au 24/04/2025\u202f: qui a commencé sous cette version la garde." in page


def test_without_a_name_the_version_of_today_is_shown() -> None:
    assert Client().get("/cqp/").status_code == 200


def test_an_unknown_version_is_not_there() -> None:
    assert Client().get("/cqp/RNCP1/").status_code == 404


def test_a_visitor_is_not_sent_to_our_own_notes() -> None:
    assert "profession §" not in Client().get("/cqp/").content.decode()
