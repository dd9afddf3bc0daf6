"""``brasdroit cdsi run CASES.csv --data DIR``: does the engine follow the CDC's logic specification?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from brasdroit.cli.output import say

NAME, HELP = "cdsi", "rejoue les cas de test CDSi du CDC sur le moteur vaccinal"
NEEDS_DJANGO = False


def add(parser: argparse.ArgumentParser) -> None:
    """``run CASES.csv --data DIR``."""
    parser.add_argument("action", choices=["run"])
    parser.add_argument("cases", type=Path, help="cas de test, en CSV")
    parser.add_argument("--data", type=Path, required=True, help="dossier des données CDSi du CDC (XML)")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"total", "passed", "by_group", "failed"}``."""
    from brasdroit.cli.cdsi.cases import read_cases
    from brasdroit.cli.cdsi.comparison import report
    from brasdroit.cli.cdsi.supporting_data import load_schedule
    from brasdroit.pathway.immunisation.rules import compile_schedule

    cases = read_cases(options.cases)
    found = report(cases, compile_schedule(load_schedule(options.data)))
    if options.json:
        return found
    for group, count in sorted(found["by_group"].items()):
        say(f"{group}\u202f: {count['passed']} sur {count['total']}")
    for one in found["failed"]:
        say(f"{one.id} · {one.field}\u202f: attendu {one.expected or 'rien'}, obtenu {one.got or 'rien'}")
    say(f"{found['passed']} cas conforme{'s' if found['passed'] > 1 else ''} sur {found['total']}")
    return None
