"""``brasdroit prevention forecast FILE|-``: what is up to date, due, late or undetermined, and why."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from brasdroit.cli.output import UnusableInput, say

NAME, HELP = "prevention", "état vaccinal et dépistages d’un patient décrit en JSON ou en FHIR"
NEEDS_DJANGO = False


def add(parser: argparse.ArgumentParser) -> None:
    """``forecast FILE|- [--on DATE]``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    forecast = actions.add_parser("forecast", help="ce qui est à jour, à faire, en retard, et pourquoi")
    forecast.add_argument("file", metavar="FICHIER", help="fichier JSON, ou «\u202f-\u202f» pour l’entrée standard")
    forecast.add_argument(
        "--on", metavar="DATE", help="jour de l’évaluation (AAAA-MM-JJ), à défaut celui du fichier, puis aujourd’hui"
    )
    forecast.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """The answer of `brasdroit.pathway.prevention` as one document; UnusableInput when the request cannot be read."""
    from brasdroit.pathway.prevention.rules import UnreadableRequest, assess, read_request
    from brasdroit.pathway.prevention.rules.output import as_document

    try:
        facts, asked = read_request(_document(options.file))
        on = _day(options.on) or asked or date.today()  # noqa: DTZ011  # the day on the wall of the practice
    except UnreadableRequest as error:
        raise UnusableInput(str(error)) from error
    if facts.born_on > on:
        raise UnusableInput("La date de naissance est postérieure au jour de l’évaluation.")
    answer = assess(facts, on)
    if options.json:
        return as_document(answer)
    for item in answer.items:
        if item.status != "not_indicated":
            say(item.explanation)
    return None


def _day(text: str | None) -> date | None:
    from brasdroit.pathway.prevention.rules import read_date

    found = read_date(text)
    if text is not None and found is None:
        raise UnusableInput("La date de «\u202f--on\u202f» doit s’écrire AAAA-MM-JJ.")
    return found


def _document(name: str) -> object:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnusableInput(f"Le fichier {name} ne peut pas être lu.") from error
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableInput("Le document n’est pas du JSON en UTF-8.") from error
