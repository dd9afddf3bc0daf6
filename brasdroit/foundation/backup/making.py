"""Making an archive: one moment of the database, then the files it names, then proof that it reads back."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from django.conf import settings
from django.db import connections
from django.utils import timezone

from brasdroit import __version__
from brasdroit.foundation.backup.contents import count_rows, missing_files
from brasdroit.foundation.backup.layout import ABOUT, DEMO, END, FILES_KEYS, FOLDER, SECRET, about_json
from brasdroit.foundation.backup.reading import check_through
from brasdroit.foundation.backup.records import write_json, write_record
from brasdroit.foundation.backup.sealing import Sealer
from brasdroit.foundation.backup.sources import postgres, sqlite
from brasdroit.foundation.backup.sources.copies import MIGRATIONS, Copy
from brasdroit.foundation.backup.types import About, BackupError, Counts, Outcome, Tell
from brasdroit.foundation.files.vault import stored_files
from brasdroit.foundation.keys.kept import backup_ring, files_ring
from brasdroit.foundation.keys.rings import Secret

CHUNK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def make(destination: Path, *, replace: bool = False, tell: Tell = lambda *_: None) -> Outcome:
    """Save the whole installation into ``destination`` while it is in use; the file appears once whole and read back.

    Raises BackupError: ``exists`` (unless ``replace``), ``no_folder``, ``disk_full``, ``unwritable``, ``database``.
    Nothing is left of a backup that fails.
    """
    began = time.monotonic()
    _check(destination, replace=replace)
    secret = backup_ring()[0]
    partial = destination.with_name(f".{destination.name}.{os.getpid()}.part")
    try:
        with _told_in_french(destination):
            counts = _write(partial, secret, tell)
            check_through(partial, (secret,), tell)
            size = partial.stat().st_size
            _appear(partial, destination, replace=replace)
    finally:
        partial.unlink(missing_ok=True)
    return Outcome(size, counts, time.monotonic() - began, timezone.now().isoformat())


def _check(destination: Path, *, replace: bool) -> None:
    if destination.is_dir():
        raise BackupError(f"{destination} est un dossier\u202f: donnez le nom d’un fichier.", code="exists")
    if destination.exists() and not replace:
        raise BackupError(
            f"{destination} existe déjà\u202f: donnez un autre nom, ou ajoutez --replace pour le remplacer.",
            code="exists",
        )
    if not destination.parent.is_dir():
        raise BackupError(
            f"Le dossier {destination.parent} n’existe pas\u202f: créez-le, ou choisissez-en un autre.",
            code="no_folder",
        )


def _write(partial: Path, secret: Secret, tell: Tell) -> Counts:
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out, _copied(tell) as copy:
        sealer = Sealer(out, secret)
        counts = _fill(sealer, copy, tell)
        sealer.close()
        _settle(out)
    return counts


def _copied(tell: Tell) -> AbstractContextManager[Copy]:
    known = connections["default"]
    if known.vendor == "postgresql":
        return postgres.copied()
    return sqlite.copied(Path(str(known.settings_dict["NAME"])), Path(settings.DATA_DIR), tell)


def _fill(sealer: Sealer, copy: Copy, tell: Tell) -> Counts:
    rows, missing = count_rows(copy.query), missing_files(copy.query)
    write_json(sealer, ABOUT, about_json(_about(copy, rows, missing)))
    _write_keys(sealer)
    for part in copy.parts():
        write_record(sealer, part.name, _followed(part.chunks, part.name, part.size, tell), packed=True)
    files = _write_files(sealer, tell)
    write_json(sealer, END, {"files": files})
    return Counts(rows, files, missing)


def _about(copy: Copy, rows: dict[str, int], missing: int) -> About:
    applied = tuple((str(app), str(name)) for app, name in copy.query(MIGRATIONS))
    return About(__version__, copy.vendor, timezone.now().isoformat(), applied, rows, missing)


def _write_keys(sealer: Sealer) -> None:
    """The documents' keys are sealed in: the recovery code alone opens everything again."""
    write_record(sealer, FILES_KEYS, ["\n".join(secret.text for secret in files_ring()).encode()])
    for name in (SECRET, DEMO):
        if (path := Path(settings.DATA_DIR) / name).is_file():
            write_record(sealer, name, [path.read_bytes()])


def _write_files(sealer: Sealer, tell: Tell) -> int:
    """The vault's files as they are, encrypted by their own keys. Those erased since the copy are no longer needed."""
    paths, written = list(stored_files()), 0
    for number, path in enumerate(paths, 1):
        try:
            source = path.open("rb")
        except FileNotFoundError:
            continue
        with source:
            write_record(sealer, f"{FOLDER}{path.parent.name}/{path.name}", iter(lambda: source.read(CHUNK), b""))  # noqa: B023
        written += 1
        tell("Documents", number, len(paths))
    return written


def _followed(chunks: Any, name: str, size: int, tell: Tell) -> Iterator[bytes]:
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell("Chiffrement", done, size or done + 1)


def _settle(out: BinaryIO) -> None:
    """Down to the disk, and out of memory: what is read back comes from the disk."""
    out.flush()
    os.fsync(out.fileno())
    os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _appear(partial: Path, destination: Path, *, replace: bool) -> None:
    if replace:
        partial.replace(destination)
    else:
        _link(partial, destination)
    descriptor = os.open(destination.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link(partial: Path, destination: Path) -> None:
    try:
        os.link(partial, destination)  # unlike a rename it never replaces a file that came meanwhile
    except FileExistsError:
        raise
    except OSError:  # a USB stick knows no links
        if destination.exists():
            raise FileExistsError(destination) from None
        partial.replace(destination)


@contextmanager
def _told_in_french(destination: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise BackupError(
            f"{destination} vient d’être créé par ailleurs\u202f: rien n’a été remplacé.", code="exists"
        ) from error
    except (OSError, sqlite3.Error, psycopg.Error) as error:
        raise _explained(error, destination) from error


def _explained(error: Exception, destination: Path) -> BackupError:
    if (isinstance(error, OSError) and error.errno in _FULL) or "disk is full" in str(error):
        return BackupError(
            f"Il n’y a plus assez de place pour la sauvegarde dans {destination.parent}\u202f: libérez-en, ou choisissez un autre disque.",
            code="disk_full",
        )
    if isinstance(error, OSError):
        return BackupError(
            f"La sauvegarde ne peut pas être écrite dans {destination.parent} ({error.strerror})\u202f: vérifiez le disque et les droits.",
            code="unwritable",
        )
    return BackupError(
        "La base de données ne répond pas comme prévu\u202f: lancez «\u202fbrasdroit doctor\u202f».", code="database"
    )
