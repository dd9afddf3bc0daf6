"""The names of places of birth."""

from __future__ import annotations

from importlib.resources import files

import pytest

from brasdroit.reference.places import place_name

EDITION = files("brasdroit.reference") / "vendor" / "communes.tsv.gz"


@pytest.mark.skipif(not EDITION.is_file(), reason="the set-up has not prepared the edition of communes")
@pytest.mark.parametrize(
    ("code", "name"), [("44109", "Nantes"), ("2A004", "Ajaccio"), ("01001", "L’Abergement-Clémenciat")]
)
def test_a_commune_has_its_name(code: str, name: str) -> None:
    assert place_name(code) == name


@pytest.mark.parametrize(("code", "name"), [("99352", "Algérie"), ("99127", "Italie"), ("99326", "Côte d’Ivoire")])
def test_a_country_has_its_name(code: str, name: str) -> None:
    assert place_name(code) == name


@pytest.mark.parametrize("code", ["99999", "00000", ""])
def test_an_unknown_code_has_none(code: str) -> None:
    assert place_name(code) == ""
