"""Names of the places of birth by their INSEE code: communes, today's and former ones, and foreign countries (99xxx).

Countries are a book beside the code (`countries.yaml`). The edition of communes (`vendor/communes.tsv.gz`) is prepared by the set-up (`scripts/communes.py`) and read once, at the first
question. Where it was not prepared, no place has a name and the code is shown.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from brasdroit.reference.editions import load

ABROAD = "99"


def place_name(code: str) -> str:
    """The name of the commune or country of an INSEE code (« 44109 »: « Nantes », « 99352 »: « Algérie »), else ""."""
    return _countries().get(code, "") if code.startswith(ABROAD) else _names().get(code, "")


@cache
def _countries() -> Mapping[str, str]:
    book = load("brasdroit.reference.places", "countries")
    return {code: value.text() for code, value in book.on(book.editions[-1].valid_from).items()}


@cache
def _names() -> Mapping[str, str]:
    edition = files("brasdroit.reference") / "vendor" / "communes.tsv.gz"
    if not edition.is_file():
        return {}
    lines = gzip.decompress(edition.read_bytes()).decode().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    names: dict[str, str] = {}
    for code, name, *_ in rows:  # today's commune comes first: an associated one of the same code does not replace it
        names.setdefault(code, name.replace("'", "’"))
    return names
