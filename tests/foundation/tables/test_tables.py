"""Tables from files nobody prepared, and tables that nothing runs in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.tables.reading import open_table
from brasdroit.foundation.tables.writing import csv_lines, safe_cell

EXPECTED = [(2, ["LEFÈVRE", "Élodie"]), (4, ["D’ARC", "Jeanne"])]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_and_separators_are_found(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "Nom;Prénom\nLEFÈVRE;Élodie\n;\nD’ARC;Jeanne\n".replace(";", separator)
    path = tmp_path / "liste.csv"
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    assert (table.headers, list(table.rows())) == (["Nom", "Prénom"], EXPECTED)


def test_quotes_separators_and_line_ends_inside_a_cell_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text('nom;adresse\nPETIT;"12; rue\ndes Lilas ""bis"""\n')
    assert [cells for _, cells in open_table(path).rows()] == [["PETIT", '12; rue\ndes Lilas "bis"']]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00\x03\x00\x00", "not_table"),
        (b"nom\nDUPONT\n", "no_header"),
        (b"PK\x03\x04 not a zip at all", "broken"),
        (";".join(f"c{n}" for n in range(300)).encode(), "too_wide"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        open_table(path)
    assert refused.value.code == code


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    path, packed = tmp_path / "bombe.xlsx", io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(7):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 100_000_000)
    path.write_bytes(packed.getvalue())
    with pytest.raises(Invalid) as refused:
        open_table(path)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("attack", ["=1+1", "  =x", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1"])
def test_no_cell_runs(attack: str) -> None:
    assert safe_cell(attack) == "'" + attack


@pytest.mark.parametrize("harmless", ["+33639980000", "-12,5", "LEFÈVRE", "", "12"])
def test_numbers_and_words_stay_as_they_are(harmless: str) -> None:
    assert safe_cell(harmless) == harmless


def test_a_table_opens_as_the_french_write_it() -> None:
    written = "".join(csv_lines(("Qui", "Quand"), [("Martin; Claire", None)]))
    assert written == '\ufeffQui;Quand\r\n"Martin; Claire";\r\n'


def test_a_written_table_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("".join(csv_lines(["nom", "rue"], [["LEFÈVRE", 'a"b;c']] * 1200)), encoding="utf-8")
    rows = list(open_table(path).rows())
    assert (len(rows), rows[0][1]) == (1200, ["LEFÈVRE", 'a"b;c'])
