"""``brasdroit restore FILE --data-dir NEW``: make an installation again from a backup."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brasdroit.cli.commands.backup import answer
from brasdroit.cli.output import Bar, UnusableInput, say

if TYPE_CHECKING:
    from brasdroit.foundation.backup.reading import Archive
    from brasdroit.foundation.backup.records import Record
    from brasdroit.foundation.keys.rings import Secret

NAME, HELP = "restore", "restaure une sauvegarde dans un dossier vide"
NEEDS_DJANGO = False  # reading the settings fills the data directory, which must be found empty
CODE = "BRASDROIT_RECOVERY_CODE"


def add(parser: argparse.ArgumentParser) -> None:
    """``FILE [--recovery-code CODE] [--accept-broken-journal]``, into ``--data-dir``."""
    parser.add_argument("file", type=Path, help="la sauvegarde")
    parser.add_argument(
        "--recovery-code", default="", help=f"le code de secours, quand cet ordinateur ne le connaît pas (ou {CODE})"
    )
    parser.add_argument(
        "--accept-broken-journal", action="store_true", help="restaure même si le journal sauvegardé était déjà rompu"
    )


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"bytes", "patients", "documents", "audit_entries", "files", "files_missing", "seconds"}``."""
    from brasdroit.foundation.backup.types import BackupError, Outcome

    if not options.data_dir:
        raise UnusableInput("Dites où restaurer\u202f: --data-dir suivi d’un dossier vide ou nouveau.")
    began = time.monotonic()
    try:
        counts, about = _restore(options, Path(options.data_dir).absolute())
    except BackupError as error:
        raise UnusableInput(error.message) from error
    done = Outcome(options.file.stat().st_size, counts, time.monotonic() - began, about.created_at)
    if not options.json:
        say(
            f"Restauré et vérifié dans {options.data_dir}, dans l’état du {done.created_at[:16].replace('T', ' à ')} (UTC)."
        )
        return None
    return {**answer(done), "created_at": done.created_at}


def _restore(options: argparse.Namespace, target: Path) -> Any:
    from brasdroit.foundation.backup.reading import opened
    from brasdroit.foundation.backup.unpacking import unpacking

    with opened(options.file, _known(options), Bar().tell) as archive, unpacking(target) as aside:
        left = _keep_keys(archive, aside)
        _set_django_up(aside)
        from brasdroit.foundation.backup.restoring import restore

        accept = options.accept_broken_journal
        return restore(archive, left, aside, accept_broken_journal=accept), archive.about


def _known(options: argparse.Namespace) -> tuple[Secret, ...]:
    """The code that is given, else those this computer knows."""
    from brasdroit.foundation.keys.codes import WrongCode, read_code
    from brasdroit.foundation.keys.rings import Secret, read_ring
    from config.env import keys_dir

    typed = options.recovery_code or os.environ.get(CODE, "")
    try:
        return (Secret(read_code(typed)),) if typed else read_ring(keys_dir() / "backup.key")
    except WrongCode as error:
        raise UnusableInput(str(error)) from error


def _keep_keys(archive: Archive, aside: Path) -> Iterator[Record]:
    """Put the keys in place before the settings look for them; answers the records that follow."""
    from brasdroit.foundation.backup.layout import DEMO, FILES_KEYS, SECRET
    from brasdroit.foundation.backup.unpacking import keep_private
    from brasdroit.foundation.keys.kept import BACKUP_KEY, keep_copy
    from config.env import keys_dir

    keep_private(aside / BACKUP_KEY, [archive.secret.text.encode()])
    keep_copy(keys_dir(), (archive.secret,))
    records = archive.records()
    for record in records:
        if record.name not in (FILES_KEYS, SECRET, DEMO):
            return chain([record], records)
        keep_private(aside / record.name, record.chunks)
    return records


def _set_django_up(folder: Path) -> None:
    os.environ["BRASDROIT_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
