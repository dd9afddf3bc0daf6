"""Where an archive is unpacked: an empty data directory, filled aside and shown once whole. Needs no Django."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from brasdroit.foundation.backup.layout import FILE_NAME
from brasdroit.foundation.backup.records import Record
from brasdroit.foundation.backup.sealing import broken
from brasdroit.foundation.backup.types import BackupError

ASIDE = ".restoring"
DATABASE = "brasdroit.sqlite3"


@contextmanager
def unpacking(target: Path) -> Iterator[Path]:
    """A private folder inside ``target``, whose contents become ``target``'s when the block ends well.

    A block that fails leaves ``target`` as it was: absent or empty. Raises BackupError ``not_empty``, ``unwritable``.
    """
    existed = _checked(target)
    aside = target / ASIDE
    try:
        aside.mkdir(mode=0o700, parents=True)
        target.chmod(0o700)
        yield aside
        _move_up(aside, target)
    except OSError as error:
        raise BackupError(
            f"Le dossier {target} ne peut pas être rempli ({error.strerror})\u202f: vérifiez la place et les droits.",
            code="unwritable",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if not existed and target.is_dir() and not any(target.iterdir()):
            target.rmdir()


def _checked(target: Path) -> bool:
    if not target.exists():
        return False
    if not target.is_dir():
        raise BackupError(f"{target} n’est pas un dossier\u202f: donnez un dossier vide ou nouveau.", code="not_empty")
    found = next(target.iterdir(), None)
    if found is None:
        return True
    if found.name == ASIDE:
        raise BackupError(
            f"Une restauration a été interrompue dans {target}\u202f: videz ce dossier, puis relancez-la.",
            code="not_empty",
        )
    raise BackupError(
        f"Le dossier {target} n’est pas vide\u202f: une restauration ne remplace rien, donnez un dossier vide ou nouveau.",
        code="not_empty",
    )


def _move_up(aside: Path, target: Path) -> None:
    """The database last: without it the folder is no installation yet."""
    os.sync()
    for path in sorted(aside.iterdir(), key=lambda path: path.name.startswith(DATABASE)):
        path.rename(target / path.name)


def keep_private(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a small file only its owner reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        for chunk in chunks:
            out.write(chunk)


def keep_document(folder: Path, record: Record) -> None:
    """Put a file of the vault back in its place; raises BackupError ``broken`` for any other name."""
    if not FILE_NAME.fullmatch(record.name):
        raise broken()
    path = folder / record.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        for chunk in record.chunks:
            out.write(chunk)
