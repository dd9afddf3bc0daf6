"""`/scanner/`: an INS code, a product, a picture, and what is none of these."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.types import IdentityStatus, InsIdentifier
from tests.factories.patients import MATRICULE, TEST_OID, TODAY, draft
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
CODE = f"IS01{'0' * 22}S1{MATRICULE}S2{TEST_OID}S3SARAH-LOU ANNA\x1dS4GARCIA-HAMMADI\x1dS5FS621-01-1977"


@pytest.fixture
def team(settings: Any) -> Team:
    settings.DEMO = True
    return make_team()


@pytest.fixture
def client(team: Team) -> Client:
    browser = Client()
    membership = team.secretary.membership
    assert membership is not None
    browser.force_login(membership.user)
    return browser


def known(team: Team, **fields: Any) -> Any:
    person = draft(
        **{
            "birth_name": "Garcia-Hammadi",
            "first_birth_given_name": "Sarah-Lou",
            "birth_given_names": "Sarah-Lou Anna",
            "birth_date": date(1977, 1, 21),
            **fields,
        }
    )
    row = LoadedPatient(person, IdentityStatus.RETRIEVED, InsIdentifier(MATRICULE, TEST_OID))
    return bulk_create_patients(actor=actor_of(team.doctor), rows=[row], on=TODAY).created[0]


def scan(client: Client, payload: str) -> Any:
    return client.post("/scanner/", {"payload": payload}, headers={"HX-Request": "true"})


def test_a_known_ins_opens_the_record(client: Client, team: Team) -> None:
    key = known(team)
    assert scan(client, CODE)["HX-Redirect"] == reverse("patient", args=[key])


def test_differences_are_shown_before_anything_else(client: Client, team: Team) -> None:
    known(team, birth_name="Garcia")
    assert scan(client, CODE)["HX-Redirect"] == "/scanner/lu/"
    page = client.get("/scanner/lu/").content.decode()
    assert ("GARCIA-HAMMADI" in page, "des traits diffèrent" in page) == (True, True)


def test_an_unknown_person_fills_the_form_after_the_search(client: Client) -> None:
    scan(client, CODE)
    page = client.get("/scanner/lu/")
    answer = client.post("/patients/nouveau/chercher/", page.context["asked"])
    assert re.sub(r"=.*", "", answer["Location"]) == "/patients/nouveau/?recherche"
    form = client.get(answer["Location"]).context["form"]
    filled = [form[name].value() for name in ("birth_name", "first_birth_given_name", "birth_given_names", "sex")]
    assert filled == ["GARCIA-HAMMADI", "SARAH-LOU", "SARAH-LOU ANNA", "F"]
    asked = {"naissance": "14/03/1961", "lettres": "gar"}
    other = client.post("/patients/nouveau/chercher/", asked, follow=True).context["form"]
    assert other["birth_name"].value() is None


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("]d201034009301111101727063010ABC123", "lot ABC123"),
        ("bonjour", "Ce code n’est ni"),
        ("", "Scannez un code"),
        ("\x00\x1d\x07" * 500, "Ce code n’est ni"),
        ("a" * 10_000, "Ce code n’est ni"),
    ],
)
def test_what_is_no_person_is_said(client: Client, payload: str, said: str) -> None:
    answer = scan(client, payload)
    assert said in json.loads(answer["HX-Trigger"])["notice"]["text"]


def picture(payload: str) -> bytes:
    made = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)
    points: Any = zxingcpp.write_barcode_to_image(made, scale=4)
    height, width = memoryview(points).shape or (0, 0)
    kept = BytesIO()
    Image.frombytes("L", (width, height), bytes(memoryview(points))).save(kept, "PNG")
    return kept.getvalue()


def test_a_photograph_of_the_code(client: Client, team: Team) -> None:
    key = known(team)
    sent = SimpleUploadedFile("photo.png", picture(CODE), content_type="image/png")
    assert client.post("/scanner/", {"picture": sent})["Location"] == reverse("patient", args=[key])


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"GIF89a"])
def test_a_file_that_is_no_picture(client: Client, content: bytes) -> None:
    sent = SimpleUploadedFile("photo.png", content, content_type="image/png")
    assert client.post("/scanner/", {"picture": sent}).status_code == 422


def test_a_picture_without_a_code(client: Client) -> None:
    kept = BytesIO()
    Image.new("L", (200, 200), 255).save(kept, "PNG")
    answer = client.post("/scanner/", {"picture": SimpleUploadedFile("blanc.png", kept.getvalue())})
    assert (answer.status_code, "Aucun code n’a été trouvé" in answer.content.decode()) == (422, True)
