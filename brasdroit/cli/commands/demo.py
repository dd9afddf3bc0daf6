"""``brasdroit demo``: fill an empty data directory with a living practice."""

from __future__ import annotations

import argparse
import dataclasses
import os
import time
from typing import Any

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "demo", "remplit un dossier vide d’un cabinet de démonstration vivant"
NEEDS_DJANGO = False  # the demonstration's flag is set first: its identities carry test numbers


def add(parser: argparse.ArgumentParser) -> None:
    """How many patients."""
    parser.add_argument("--patients", type=int, default=2000, help="nombre de patients (2000)")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """Fill the directory; a directory already filled is left as it is. A real practice is unusable input."""
    if not 1 <= options.patients <= 200_000:
        raise UnusableInput("--patients va de 1 à 200000.")
    _start()
    from django.conf import settings
    from django.utils import timezone

    from brasdroit.cli.demo.filling import fill
    from brasdroit.foundation.accounts.selectors import installed

    marker = settings.DATA_DIR / "demo"
    if installed():
        if not marker.exists():
            raise UnusableInput("Ce dossier contient déjà un cabinet\u202f: choisissez-en un autre avec --data-dir.")
        say("Le cabinet de démonstration est déjà là\u202f: rien n’a changé.")
        return {"filled": False} if options.json else None
    begin = time.monotonic()
    made = fill(options.patients, timezone.now(), marker, Bar().tell)
    seconds = round(time.monotonic() - begin, 1)
    say(f"Cabinet des Tilleuls : {made.patients} patients, {made.visits} visites passées, prêt en {seconds:.0f} s.")
    return {"filled": True, **dataclasses.asdict(made), "seconds": seconds} if options.json else None


def _start() -> None:
    os.environ["BRASDROIT_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from brasdroit.cli.commands.migrate import run as migrate

    migrate(argparse.Namespace())
