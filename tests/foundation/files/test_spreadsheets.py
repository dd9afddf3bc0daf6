"""CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import pytest

from brasdroit.foundation.files.spreadsheets import csv_lines, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Martin", "Martin"), (None, ""), (12, "12"), ("=1+1", "'=1+1"), ("+33612345678", "'+33612345678"),
        ("-2", "'-2"), ("@x", "'@x"), ("\tx", "'\tx"), ("  =x", "'  =x"),
    ],
)  # fmt: skip
def test_formulas_are_disarmed(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_a_table_opens_as_the_french_write_it() -> None:
    assert "".join(csv_lines(("Qui", "Quand"), [("Martin; Claire", "9:40")])) == (
        '\ufeffQui;Quand\r\n"Martin; Claire";9:40\r\n'
    )
