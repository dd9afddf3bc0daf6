"""What the columns of a list mean, and what a row says."""

from __future__ import annotations

from datetime import date

import pytest

from brasdroit.record.identity_matching.rules.columns import read_columns, read_entry
from brasdroit.record.patients.rules.profiles import PersonFacts

TODAY = date(2026, 11, 23)


def facts(**cells: str) -> PersonFacts:
    headers = {"rec": "id"} | {name: name.replace("__", " ") for name in cells}
    return read_entry(["r1", *cells.values()], read_columns(list(headers.values())), TODAY).facts


def test_a_febrl_row() -> None:
    headers = "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id"
    cells = "rec-1-org, ann, berry, 69, giblin street, killarney, bittern, 4814, qld, 19990219, 7364009"
    columns = read_columns([name.strip() for name in headers.split(",")])
    entry = read_entry([cell.strip() for cell in cells.split(",")], columns, TODAY)
    assert entry.id == "rec-1-org"
    assert entry.facts == PersonFacts(
        birth_name="berry", given_names="ann", birth_date=date(1999, 2, 19), address="69 giblin street",
        postal_code="04814", city="bittern", identifier="7364009",
    )  # fmt: skip


def test_a_french_row() -> None:
    said = facts(
        nom="Martin", nom_naissance="Durand", prenom="Marie", date_naissance="14/03/1961", sexe="Femme", cp="1000",
        commune="Bourg-en-Bresse", telephone="06 12 34 56 78", adresse="3 rue Haute", matricule="2 61 03 75 056 123 45",
    )  # fmt: skip
    assert said == PersonFacts(
        birth_name="Durand", used_name="Martin", given_names="Marie", birth_date=date(1961, 3, 14), sex="F",
        phones=("+33612345678",), address="3 rue Haute", postal_code="01000", city="Bourg-en-Bresse", nir="261037505612345",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "born", "digits"),
    [
        ("19610314", date(1961, 3, 14), ""),
        ("1961-03-14", date(1961, 3, 14), ""),
        ("14.03.61", date(1961, 3, 14), ""),
        ("14031961", date(1961, 3, 14), ""),
        ("31/02/1988", None, "19880231"),
        ("19729518", None, "19729518"),
        ("inconnue", None, ""),
        ("", None, ""),
    ],
)
def test_birth_dates(text: str, born: date | None, digits: str) -> None:
    said = facts(nom="Martin", ddn=text)
    assert (said.birth_date, said.birth_digits) == (born, digits)


@pytest.mark.parametrize("day", ["01/01/1961", "31/12/1961"])
def test_a_day_written_for_an_unknown_one(day: str) -> None:
    assert facts(nom="Martin", date_naissance=day).birth_date_estimated is True


@pytest.mark.parametrize(
    ("headers", "place"),
    [
        (["nom", "id"], 1),
        (["rec_id", "surname"], 0),
        (["Identifiant", "Nom"], 0),
        (["rec_id", "ID"], 1),
        (["IPP", "Nom"], 0),
    ],
)
def test_the_column_that_names_the_record(headers: list[str], place: int) -> None:
    assert read_columns(headers)["id"] == [place]


def test_no_column_names_the_record() -> None:
    assert "id" not in read_columns(["nom", "prenom", "idole"])


def test_colibri_headers() -> None:
    headers = [
        "tag",
        "sexe",
        "nom",
        "prenom",
        "date_de_naissance",
        "commentaire",
        "adresse",
        "code_ville",
        "code_postal_ville",
        "telephone",
        "email",
    ]
    columns = read_columns(["id", *headers])
    assert sorted(columns) == [
        "address_line", "birth_date", "birth_name", "city_code", "email", "first_birth_given_name", "id", "note", "phone", "postal_code", "sex",
    ]  # fmt: skip


def test_a_short_row_lacks_its_last_cells() -> None:
    entry = read_entry(["7", "Martin"], read_columns(["id", "nom", "prenom", "telephone"]), TODAY)
    assert (entry.id, entry.facts) == ("7", PersonFacts(birth_name="Martin"))
