"""``brasdroit audit verify``: prove the journal."""

from __future__ import annotations

import argparse
from typing import Any

from brasdroit.cli.output import say

NAME, HELP = "audit", "vérifie la chaîne du journal"


def add(parser: argparse.ArgumentParser) -> None:
    """One action: ``verify``."""
    parser.add_argument("action", choices=["verify"], help="verify\u202f: relit toute la chaîne")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """Seal what waits, then verify; ``{"entries": n, "intact": bool, "first_broken": id | null}``."""
    from brasdroit.foundation.audit.chain import seal, verify

    while seal():
        pass
    found = verify()
    if not options.json:
        say(f"{found.entries} lignes, chaîne {'intacte' if found.intact else 'rompue à ' + str(found.first_broken)}.")
        return None
    return {"entries": found.entries, "intact": found.intact, "first_broken": found.first_broken}
