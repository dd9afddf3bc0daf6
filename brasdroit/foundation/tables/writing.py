"""Tables handed out as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

MARK = "\ufeff"  # Excel needs it to read UTF-8
ROWS_AT_ONCE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """The value as text; an apostrophe goes before what a spreadsheet would run as a formula (OWASP, CSV injection).

    A number, or a phone number in E.164, runs nothing and stays as it is.
    """
    text = "" if value is None else str(value)
    harmless = text[1:].replace(".", "", 1).replace(",", "", 1).isdigit()
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not harmless else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A CSV as French spreadsheets open it (UTF-8 with its mark, semicolons), some hundred lines at a time."""
    yield MARK + _written([header])
    waiting = iter(rows)
    while part := list(islice(waiting, ROWS_AT_ONCE)):
        yield _written(part)


def _written(rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return buffer.getvalue()
