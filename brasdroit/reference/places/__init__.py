"""Names of the places of birth by their INSEE code: communes, today's and former ones.

The edition (`vendor/communes.tsv.gz`) is prepared by the set-up (`scripts/communes.py`) and read once, at the first
question. Where it was not prepared, no place has a name and the code is shown; countries (99xxx) are shown by their code.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ABROAD = "99"


def place_name(code: str) -> str:
    """The name of the commune of an INSEE code (« 44109 »: « Nantes »), or "" for a country or an unknown code."""
    return _names().get(code, "")


def place_words(code: str) -> str:
    """The place as people read it: « Nantes », « pays 99352 », the code itself when it is unknown."""
    return place_name(code) or (f"pays {code}" if code.startswith(ABROAD) else code)


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
