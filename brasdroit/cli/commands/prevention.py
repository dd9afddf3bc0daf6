"""``brasdroit prevention``: ``forecast`` what is due to one patient and why, ``recompute`` how fast a whole list is judged."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "prevention", "état vaccinal et dépistages d’un patient décrit en JSON ou en FHIR, ou d’une liste entière"
NEEDS_DJANGO = False
LARGEST = 5_000_000
_MOST_PROCESSES = 64


def add(parser: argparse.ArgumentParser) -> None:
    """``forecast FILE|- [--on DATE]``, ``recompute --bench N``."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    forecast = actions.add_parser("forecast", help="ce qui est à jour, à faire, en retard, et pourquoi")
    forecast.add_argument("file", metavar="FICHIER", help="fichier JSON, ou «\u202f-\u202f» pour l’entrée standard")
    forecast.add_argument(
        "--on", metavar="DATE", help="jour de l’évaluation (AAAA-MM-JJ), à défaut celui du fichier, puis aujourd’hui"
    )
    recompute = actions.add_parser("recompute", help="mesure le temps d’une liste entière de patients fictifs")
    recompute.add_argument("--bench", metavar="N", required=True, help="taille de la liste")
    recompute.add_argument("--processes", metavar="P", help="processus (défaut\u202f: un par cœur)")
    for action in (forecast, recompute):
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """The document of the action; UnusableInput when the request cannot be used."""
    return _recompute(options) if options.action == "recompute" else _forecast(options)


def _recompute(options: argparse.Namespace) -> dict[str, Any] | None:
    """A list of synthetic patients judged today, and how long it took."""
    from brasdroit.cli.recompute.running import recompute

    n = _number(options.bench, "--bench", LARGEST)
    cores = os.cpu_count() or 1
    processes = cores if options.processes is None else _number(options.processes, "--processes", _MOST_PROCESSES)
    found = recompute(n, date.today(), processes, Bar().tell)  # noqa: DTZ011  # the day on the wall of the practice
    say(
        f"{found.patients} patients évalués en {found.seconds:.1f} s sur {processes} processus"
        f" ({found.cpu_seconds:.1f} s de calcul), {found.max_rss_mb} Mo au plus."
    )
    say(f"En retard d’au moins un acte\u202f: {found.overdue} patients.")
    say(f"Écarts avec l’évaluation d’un seul patient\u202f: {found.mismatches} sur {found.checked}.")
    if not options.json:
        return None
    return {
        "patients": found.patients,
        "seconds": round(found.seconds, 3),
        "max_rss_mb": found.max_rss_mb,
        "mismatches_with_single": found.mismatches,
    }


def _number(text: str, name: str, largest: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(largest)) else 0
    if not 1 <= number <= largest:
        raise UnusableInput(f"«\u202f{name}\u202f» est un nombre entier de 1 à {largest}.")
    return number


def _forecast(options: argparse.Namespace) -> dict[str, Any] | None:
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
