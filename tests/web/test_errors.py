"""A form that outlived its session."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "status"), [("/a-faire/nouvelle/", 302), ("/comptes/login/", 403)])
def test_a_stranger_signs_in_again_and_the_sign_in_page_explains_itself(address: str, status: int) -> None:
    make_team()
    answer = Client(enforce_csrf_checks=True).post(address, {"title": "Courrier"})
    assert (answer.status_code, answer.get("Location", "")) == (status, "/comptes/login/" if status == 302 else "")


def test_somebody_signed_in_is_told_to_reload() -> None:
    client = Client(enforce_csrf_checks=True)
    membership = make_team().secretary.membership
    assert membership is not None
    client.force_login(membership.user)
    assert client.post("/a-faire/nouvelle/", {"title": "Courrier"}).status_code == 403
