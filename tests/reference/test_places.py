"""The names of places of birth."""

from __future__ import annotations

from importlib.resources import files

import pytest

from brasdroit.reference.places import place_name, place_words

EDITION = files("brasdroit.reference") / "vendor" / "communes.tsv.gz"


@pytest.mark.skipif(not EDITION.is_file(), reason="the set-up has not prepared the edition of communes")
@pytest.mark.parametrize(
    ("code", "name"), [("44109", "Nantes"), ("2A004", "Ajaccio"), ("01001", "L’Abergement-Clémenciat")]
)
def test_a_commune_has_its_name(code: str, name: str) -> None:
    assert place_name(code) == name


@pytest.mark.parametrize("code", ["99352", "00000", ""])
def test_a_country_or_an_unknown_code_has_none(code: str) -> None:
    assert place_name(code) == ""


def test_a_place_without_a_name_is_told_by_its_code() -> None:
    assert [place_words(code) for code in ("44109", "99352", "00000")] == ["Nantes", "pays 99352", "00000"]
