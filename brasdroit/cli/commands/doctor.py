"""``brasdroit doctor``: look the installation over and say what to do."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from brasdroit.cli.output import UnusableInput, say

NAME, HELP = "doctor", "examine l’installation et dit quoi faire"
NEEDS_DJANGO = False  # reading the settings would make a data directory that is not there
MARKS = {"ok": "✓", "warning": "!", "fault": "✗"}


def add(parser: argparse.ArgumentParser) -> None:
    """No option of its own."""


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"checks": [{"code", "status", "found", "advice"}], "warnings": n, "faults": n}``; faults found are no failure."""
    given = options.data_dir or os.environ.get("BRASDROIT_DATA_DIR")
    if given and not Path(given).is_dir():
        raise UnusableInput(f"Le dossier {given} n’existe pas\u202f: donnez celui de l’installation avec --data-dir.")
    _set_django_up()
    from brasdroit.foundation.checkup.rounds import every_check

    checks = every_check()
    if options.json:
        counted = {f"{name}s": sum(check.status == name for check in checks) for name in ("warning", "fault")}
        return {"checks": [asdict(check) for check in checks], **counted}
    for check in checks:
        say(f"{MARKS[check.status]} {check.found}" + (f"\n  → {check.advice}" if check.advice else ""))
    say(
        "Tout va bien."
        if all(check.status == "ok" for check in checks)
        else "À voir\u202f: les lignes suivies d’une flèche."
    )
    return None


def _set_django_up() -> None:
    from config.env import SettingError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    try:
        django.setup()
    except SettingError as error:
        raise UnusableInput(f"Un réglage de l’environnement est illisible\u202f: {error}.") from error
