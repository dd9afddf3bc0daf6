"""``brasdroit identity duplicates FILE|--practice``: which records look like one person?"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "identity", "cherche les fiches d’une même personne"
SHOWN = 50


def add(parser: argparse.ArgumentParser) -> None:
    """``duplicates FILE`` or ``duplicates --practice [NAME]``."""
    parser.add_argument("action", choices=["duplicates"])
    parser.add_argument("file", type=Path, nargs="?", help="liste CSV ou XLSX avec une colonne «\u202fid\u202f»")
    parser.add_argument("--practice", nargs="?", const="", help="les patients du cabinet plutôt qu’un fichier")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"records", "pairs": [{"a", "b", "score", "reasons"}], "seconds"}``; the surest pairs first. Writes nothing."""
    if (options.file is None) == (options.practice is None):
        raise UnusableInput("Donnez un fichier, ou --practice pour les patients du cabinet.")
    from brasdroit.record.identity_matching.selectors.matching import find_matches

    began = time.monotonic()
    entries = _of_file(options.file) if options.file else _of_practice(options.practice)
    found = find_matches(entries, Bar().tell)
    seconds = round(time.monotonic() - began, 3)
    if options.json:
        return {"records": len(entries), "pairs": [asdict(each) for each in found], "seconds": seconds}
    for each in found[:SHOWN]:
        say(f"{each.a} et {each.b} ({each.score:.2f})\u202f: {' '.join(each.reasons)}")
    say(f"{len(entries)} fiches, {len(found)} paires probables.")
    return None


def _of_file(path: Path) -> Sequence[Any]:
    from brasdroit.foundation.errors import DomainError
    from brasdroit.record.identity_matching.selectors.files import read_entries

    if not path.is_file():
        raise UnusableInput(f"Le fichier {path} est introuvable.")
    try:
        return read_entries(path, date.today())  # noqa: DTZ011  (a two-digit year is read in the century of the reader)
    except DomainError as error:
        raise UnusableInput(error.message) from error


def _of_practice(name: str) -> Sequence[Any]:
    from brasdroit.cli.practice import actor_for
    from brasdroit.record.identity_matching.types import Entry
    from brasdroit.record.patients.selectors.likeness import facts_of_practice

    return [Entry(str(patient), facts) for patient, facts in facts_of_practice(actor_for(name))]
