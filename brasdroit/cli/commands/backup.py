"""``brasdroit backup FILE``: save the whole installation while it is in use."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "backup", "sauvegarde toute l’installation dans un fichier chiffré"


def add(parser: argparse.ArgumentParser) -> None:
    """``FILE [--replace]``."""
    parser.add_argument("file", type=Path, help="le fichier à écrire")
    parser.add_argument("--replace", action="store_true", help="remplace le fichier s’il existe")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"bytes", "patients", "documents", "audit_entries", "files", "files_missing", "seconds"}``."""
    from brasdroit.foundation.backup.services import back_up_now
    from brasdroit.foundation.errors import DomainError
    from brasdroit.foundation.keys.kept import backup_ring_path

    first_time = not backup_ring_path().exists()
    try:
        done = back_up_now(options.file.absolute(), replace=options.replace, tell=Bar().tell)
    except DomainError as error:
        raise UnusableInput(error.message) from error
    if first_time:
        say("Notez le code de secours et rangez-le hors du cabinet\u202f: «\u202fbrasdroit keys show\u202f».")
    if not options.json:
        say(f"Sauvegarde écrite et relue\u202f: {done.size} octets en {done.seconds:.1f} s.")
        return None
    return answer(done)


def answer(done: Any) -> dict[str, Any]:
    """The shape of INTERFACES, shared with ``restore``."""
    return {
        "bytes": done.size, **done.counts.rows, "files": done.counts.files,
        "files_missing": done.counts.files_missing, "seconds": round(done.seconds, 3),
    }  # fmt: skip
