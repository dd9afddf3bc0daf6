"""``brasdroit certification evaluate CASE.json`` and ``routes PROFILE.json``: what the jury is proposed, which way to take."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from brasdroit.cli.commands.certification.answers import evaluation_answer, routes_answer, sentences
from brasdroit.cli.commands.certification.case import read_case
from brasdroit.cli.commands.certification.document import read_document
from brasdroit.cli.commands.certification.profile import read_profile
from brasdroit.cli.output import say

NAME, HELP = "certification", "propose au jury, ou dit par où passer pour se qualifier"
NEEDS_DJANGO = False


def add(parser: argparse.ArgumentParser) -> None:
    """``evaluate|routes FILE``."""
    parser.add_argument("action", choices=["evaluate", "routes"])
    parser.add_argument("file", type=Path, help="fichier JSON (UTF-8)")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """The proposal (``blocks``, ``certificate``) or the ways (``routes``, ``deadlines``); shapes in docs/rules/certification.md."""
    document, today = read_document(options.file), datetime.now(ZoneInfo("Europe/Paris")).date()
    if options.action == "evaluate":
        answer = evaluation_answer(read_case(document), today)
    else:
        answer = routes_answer(read_profile(document, today))
    if options.json:
        return answer
    for sentence in sentences(answer):
        say(sentence)
    return None
