"""Reading a table of text from a file nobody prepared for us, row by row, with flat memory.

CSV: UTF-8 (with or without mark) or Windows-1252; separator ``;``, ``,`` or tab, found on the first lines.
XLSX: the first sheet, through calamine; dates come as ISO text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from brasdroit.foundation.errors import Invalid

SAMPLE_BYTES = 256 * 1024
LONGEST_CELL = 4_000
MOST_COLUMNS = 200
SEPARATORS = (";", ",", "\t")
MOST_UNPACKED_BYTES = 600_000_000


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How the file is written: ``kind`` csv or xlsx; for csv, its encoding and separator."""

    kind: str
    encoding: str = ""
    separator: str = ""


@dataclass(slots=True)
class Table:
    """A file opened as a table: its format and headers; iterate for (line number in the file, cells)."""

    path: Path
    format: TableFormat
    headers: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line number, counted from 1 with the header; cells as text), blank lines left out."""
        lines = _csv_lines(self.path, self.format) if self.format.kind == "csv" else _sheet_lines(self.path)
        next(lines, None)
        for number, cells in lines:
            if any(cells):
                yield number, cells


def open_table(path: Path) -> Table:
    """Recognise the file by its content. Raises Invalid, in French, for what is no table or has no header."""
    with path.open("rb") as handle:
        head = handle.read(SAMPLE_BYTES)
    if not head.strip():
        raise Invalid("Ce fichier est vide.", code="file_empty")
    form = _recognise(head, path)
    table = Table(path, form)
    first = next(_csv_lines(path, form) if form.kind == "csv" else _sheet_lines(path), (1, []))
    table.headers = [cell.strip() for cell in first[1]]
    if len([name for name in table.headers if name]) < 2:
        raise Invalid(
            "Ce fichier n’a pas d’en-têtes de colonnes lisibles. Enregistrez-le en CSV ou en XLSX avec un titre par colonne.",
            code="no_header",
        )
    if len(table.headers) > MOST_COLUMNS:
        raise Invalid(
            f"Ce fichier a plus de {MOST_COLUMNS} colonnes\u202f: gardez celles des patients.", code="too_wide"
        )
    return table


def _recognise(head: bytes, path: Path) -> TableFormat:
    if head.startswith(b"PK\x03\x04"):
        _check_zip(path)
        return TableFormat("xlsx")
    if b"\x00" in head:
        raise Invalid(
            "Ce fichier n’est ni un CSV ni un XLSX. Exportez la liste dans l’un de ces formats.", code="not_table"
        )
    encoding = _encoding(path)
    return TableFormat("csv", encoding, _separator(head.decode(encoding, "replace")))


def _check_zip(path: Path) -> None:
    # A tiny archive may unpack to gigabytes: the sizes it announces are checked before anything is unpacked.
    try:
        with zipfile.ZipFile(path) as archive:
            total = sum(item.file_size for item in archive.infolist())
            known = any(name.startswith("xl/") for name in archive.namelist())
    except zipfile.BadZipFile as error:
        raise Invalid("Ce classeur est abîmé et ne s’ouvre pas. Enregistrez-le à nouveau.", code="broken") from error
    if not known:
        raise Invalid("Cette archive n’est pas un classeur XLSX.", code="not_table")
    if total > MOST_UNPACKED_BYTES:
        raise Invalid("Ce classeur est trop volumineux une fois ouvert. Enregistrez-le en CSV.", code="too_large")


def _encoding(path: Path) -> str:
    with path.open("rb") as handle:
        marked = handle.read(3) == b"\xef\xbb\xbf"
    if marked:
        return "utf-8-sig"
    try:
        with path.open(encoding="utf-8") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(sample: str) -> str:
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    return max(SEPARATORS, key=lambda mark: (min(line.count(mark) for line in lines), lines[0].count(mark)))


def _csv_lines(path: Path, form: TableFormat) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(max(LONGEST_CELL * 4, 10_000_000))
    with path.open(encoding=form.encoding, errors="replace", newline="") as handle:
        reader = csv.reader(_without_nul(handle), delimiter=form.separator)
        try:
            for cells in reader:
                yield reader.line_num, [cell[:LONGEST_CELL].strip() for cell in cells]
        except csv.Error as error:
            raise Invalid(f"Le fichier est illisible à la ligne {reader.line_num}.", code="broken") from error


def _without_nul(lines: io.TextIOWrapper) -> Iterator[str]:
    for line in lines:
        yield line.replace("\x00", "")


def _sheet_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise Invalid("Ce classeur est abîmé et ne s’ouvre pas. Enregistrez-le à nouveau.", code="broken") from error
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [_as_text(cell)[:LONGEST_CELL] for cell in cells]


def _as_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
