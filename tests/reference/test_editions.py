"""The dated and sourced reference loader."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from brasdroit.reference.editions import Confidence, NoEditionInForce, ReferenceDataError, parse

BOOK = """
title: Essai
editions:
  - edition: "2026"
    valid_from: 2026-01-01
    source: Référentiel A
    confidence: established
    values:
      margin: {value: 30, unit: day}
      price: {value: "52.50", unit: EUR, source: "", confidence: to_verify}
      ceiling:
        - {value: 10, valid_from: 2026-01-01, valid_to: 2026-03-31}
        - {value: 12, valid_from: 2026-04-01, source: Arrêté B}
      passport: {value: {label: Passeport, codes: [PA, PB]}}
  - edition: "2025"
    valid_from: 2025-01-01
    valid_to: 2025-12-31
    source: Référentiel ancien
    confidence: reading
    values:
      margin: {value: 20, unit: day}
"""


@dataclass(frozen=True)
class Document:
    key: str
    label: str
    codes: tuple[str, ...]
    note: str = ""


def test_edition_in_force_depends_on_the_day():
    book = parse("essai", BOOK)
    assert (book.on(date(2025, 12, 31)).name, book.on(date(2026, 1, 1)).name) == ("2025", "2026")
    assert book.on(date(2025, 6, 1))["margin"].confidence is Confidence.READING


def test_no_edition_before_the_first():
    with pytest.raises(NoEditionInForce, match="2024-12-31"):
        parse("essai", BOOK).on(date(2024, 12, 31))


def test_a_corrected_value_is_the_one_of_the_day():
    book = parse("essai", BOOK)
    before, after = book.on(date(2026, 3, 31))["ceiling"], book.on(date(2026, 4, 1))["ceiling"]
    assert (before.integer(), before.source) == (10, "Référentiel A")
    assert (after.integer(), after.source) == (12, "Arrêté B")


def test_values_are_typed():
    edition = parse("essai", BOOK).on(date(2026, 5, 1))
    assert edition["price"].decimal() == Decimal("52.50")
    assert (edition["price"].to_verify, edition["margin"].to_verify) == (True, False)
    assert edition["passport"].build(Document) == Document("passport", "Passeport", ("PA", "PB"))
    with pytest.raises(ReferenceDataError, match="expected str"):
        edition["margin"].text()


def test_a_field_the_dataclass_does_not_know_is_refused():
    book = parse("essai", BOOK.replace("codes:", "kodes:"))
    with pytest.raises(ReferenceDataError, match="'codes', 'kodes'"):
        book.on(date(2026, 5, 1))["passport"].build(Document)


def test_a_value_without_source_must_be_marked_to_verify():
    with pytest.raises(ReferenceDataError, match="to_verify"):
        parse("essai", BOOK.replace("source: Référentiel A", "source:"))
