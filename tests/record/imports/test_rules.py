"""Headers guessed, rows understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.record.imports.rules import fingerprint, guess_mapping, read_row

CASES = yaml.safe_load((Path(__file__).parents[2] / "rules/imports/rows.yaml").read_text())
TODAY = date(2026, 11, 23)
COLIBRI = [
    "tag", "sexe", "nom", "prenom", "date_de_naissance", "commentaire", "adresse", "code_ville", "code_postal_ville",
    "telephone", "email",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_row_is_understood_or_refused(case: dict[str, Any]) -> None:
    read = read_row(2, {name: str(text) for name, text in case["row"].items()}, TODAY)
    assert read.problem.replace("\u202f", " ") == case.get("refused", "")
    assert dict(read.values) == case.get("values", {})


def test_the_colibri_export_is_known() -> None:
    guessed = guess_mapping(COLIBRI)
    assert (guessed.profile, guessed.missing) == ("Colibri", ())
    assert guessed.columns["code_ville"] == "city_code"


@pytest.mark.parametrize(
    ("headers", "targets"),
    [
        (["Nom de naissance", "Nom", "Prénom", "Né(e) le", "Civilité"],
         ["birth_name", "used_name", "first_birth_given_name", "birth_date", "sex"]),
        (["NOM", "PRENOM", "DDN", "SEXE", "TEL. FIXE", "PORTABLE"],
         ["birth_name", "first_birth_given_name", "birth_date", "sex", "phone_other", "phone"]),
        (["Nom Prénom", "Date de naissance", "Lieu de naissance", "Genre", "Couleur préférée"],
         ["full_name", "birth_date", "birth_place_label", "sex", ""]),
        (["Nom d'usage", "nom_naissance", "prenoms", "date_naissance", "sexe", "code_insee_naissance", "CP", "Ville"],
         ["used_name", "birth_name", "birth_given_names", "birth_date", "sex", "birth_place", "postal_code", "city"]),
    ],
)  # fmt: skip
def test_headers_are_guessed(headers: list[str], targets: list[str]) -> None:
    assert list(guess_mapping(headers).columns.values()) == targets


def test_what_is_missing_is_named() -> None:
    assert guess_mapping(["Nom", "Téléphone"]).missing == ("first_birth_given_name", "birth_date", "sex")


def test_the_same_row_written_otherwise_is_the_same_row() -> None:
    first = {"birth_name": "Lefèvre", "sex": "F", "email": ""}
    assert fingerprint(first) == fingerprint({"sex": "f", "birth_name": "LEFEVRE"})
    assert fingerprint(first) != fingerprint({**first, "email": "a@example.org"})
