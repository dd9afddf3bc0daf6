"""Writing tables that a spreadsheet will open: nothing in them may run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

MARK = "\ufeff"  # Excel needs it to read UTF-8
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """The value as text; what a spreadsheet would take for a formula is made plain text by an apostrophe.

    A number or a phone number (« +33612345678 ») stays as it is.
    """
    text = "" if value is None else str(value)
    if text.startswith(DANGEROUS) and not text[1:].replace(".", "", 1).replace(",", "", 1).isdigit():
        return "'" + text
    return text


def csv_chunks(headers: Sequence[str], rows: Iterable[Sequence[object]], *, chunk_rows: int = 500) -> Iterator[str]:
    """A CSV as French spreadsheets open it (UTF-8 with mark, « ; »), in chunks, with flat memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    buffer.write(MARK)
    writer.writerow([safe_cell(name) for name in headers])
    for number, row in enumerate(rows, 1):
        writer.writerow([safe_cell(value) for value in row])
        if number % chunk_rows == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
