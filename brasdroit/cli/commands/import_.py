"""``brasdroit import patients FILE``: bring in a practice's patient list."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brasdroit.cli.output import UnusableInput, progress, say

if TYPE_CHECKING:
    from brasdroit.foundation.actors import Actor

NAME, HELP = "import", "importe une liste de patients (CSV ou XLSX)"


def add(parser: argparse.ArgumentParser) -> None:
    """``patients FILE [--mapping NAME] [--dry-run] [--practice NAME]``."""
    parser.add_argument("what", choices=["patients"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--mapping", default="", help="nom d’une correspondance de colonnes gardée à l’écran")
    parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, ne crée aucun patient")
    parser.add_argument("--practice", default="", help="nom du cabinet, quand il y en a plusieurs")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"rows", "accepted", "merged", "doubtful", "unchanged", "refused": [{"row", "reason"}], "seconds"}``."""
    from brasdroit.cli.practice import actor_for
    from brasdroit.foundation.errors import DomainError
    from brasdroit.foundation.tenancy.context import tenant_scope

    if not options.file.is_file():
        raise UnusableInput(f"Le fichier {options.file} est introuvable.")
    actor = actor_for(options.practice)
    try:
        with tenant_scope(actor.tenant_id):
            return _import(options, actor)
    except DomainError as error:
        raise UnusableInput(error.message) from error


def _import(options: argparse.Namespace, actor: Actor) -> dict[str, Any] | None:
    from django.utils import timezone

    from brasdroit.record.imports import selectors, services

    began = time.monotonic()
    run = services.prepare_run(
        actor=actor, path=options.file, file_name=options.file.name, file_id=None, mapping=options.mapping
    )
    services.choose_mapping(actor=actor, run_id=run.pk, columns=run.columns, dry_run=options.dry_run)
    run = selectors.run(actor, run.pk)
    steps = services.execute(actor=actor, run=run, path=options.file, on=timezone.localdate())
    for _ in progress(steps, -(-run.rows_total // services.BATCH_ROWS), "Import"):
        pass
    return _answer(options, actor, selectors.run(actor, run.pk), time.monotonic() - began)


def _answer(options: argparse.Namespace, actor: Actor, run: Any, seconds: float) -> dict[str, Any] | None:
    from brasdroit.record.imports import selectors

    counts = {name: getattr(run, name) for name in ("accepted", "merged", "doubtful", "unchanged")}
    if not options.json:
        say(f"{run.rows_total} lignes\u202f: {counts['accepted']} créées, {counts['merged']} complétées, "
            f"{counts['unchanged']} déjà connues, {counts['doubtful']} à décider, {run.refused} refusées.")  # fmt: skip
        return None
    refused = [{"row": number, "reason": reason} for number, reason in selectors.refused(actor, run.pk)]
    return {"rows": run.rows_total, **counts, "refused": refused, "seconds": round(seconds, 3)}
