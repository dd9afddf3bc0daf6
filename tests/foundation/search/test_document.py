"""The terms a person is found by."""

from datetime import date

from brasdroit.foundation.clock.dates import PartialDate
from brasdroit.foundation.search.document import Place, document_terms, partial_date_terms


def test_every_term_of_a_person_has_its_place() -> None:
    terms = document_terms(("LE FÈVRE",), ("ÉLISE",), ("ÉLISE ANNE",), date(1961, 3, 14))
    words = {text: place for text, place in terms.items() if text[0] not in "=~"}
    assert words == {
        "LE": Place.FAMILY,
        "FEVRE": Place.FAMILY,
        "LEFEVRE": Place.FAMILY,
        "ELISE": Place.GIVEN,
        "ANNE": Place.FURTHER,
        "#1961": Place.GIVEN,
        "#1961-03": Place.GIVEN,
        "#03-14": Place.GIVEN,
    }
    starts = {text for text in terms if text[0] == "="}
    assert starts == {"=L", "=LE", "=LEF", "=F", "=FE", "=FEV", "=E", "=EL", "=ELI", "=A", "=AN", "=ANN"}


def test_a_part_of_a_date_is_held_by_its_terms() -> None:
    assert partial_date_terms(PartialDate(year=1961)) == ("#1961",)
    assert partial_date_terms(PartialDate(year=1961, month=3)) == ("#1961-03",)
    assert partial_date_terms(PartialDate(month=3, day=14)) == ("#03-14",)
