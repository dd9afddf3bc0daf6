"""SQLite: the pages of one moment, copied under a read transaction that hinders no writer (WAL)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from brasdroit.foundation.backup.sources.copies import Part
from brasdroit.foundation.backup.types import BackupError, Tell

NAME = "database.sqlite3"
STEP_PAGES = 4096
CHUNK = 1 << 20


class SqliteCopy:
    """A file that holds the copied pages."""

    vendor = "sqlite"

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def query(self, statement: str) -> Iterable[tuple[object, ...]]:
        """Rows of the copy."""
        return self._connection.execute(statement)

    def parts(self) -> Iterator[Part]:
        """The one file."""
        with self._path.open("rb") as source:
            yield Part(NAME, self._path.stat().st_size, iter(lambda: source.read(CHUNK), b""))


@contextmanager
def copied(database: Path, folder: Path, tell: Tell) -> Iterator[SqliteCopy]:
    """Copy the database into ``folder`` (as private as the data directory) for the time of the block."""
    _forget_lost_copies(folder)
    path = folder / f".backup-{os.getpid()}.sqlite3"
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy_pages(database, path, tell)
        with closing(_connected(path)) as connection:
            connection.execute("PRAGMA query_only=ON")
            yield SqliteCopy(path, connection)
    finally:
        for left in folder.glob(f"{path.name}*"):
            left.unlink()


def _copy_pages(database: Path, path: Path, tell: Tell) -> None:
    with closing(_connected(database)) as source, closing(_connected(path)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # the archive made of it is what is made durable
        # Held open, this reader sees one moment: the copy is never started over by those who write meanwhile.
        source.execute("BEGIN")
        source.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        source.backup(copy, pages=STEP_PAGES, progress=lambda _, left, total: tell("Base", total - left, total))
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=20, isolation_level=None)


def _forget_lost_copies(folder: Path) -> None:
    for path in folder.glob(".backup-*.sqlite3*"):
        number = path.name.removeprefix(".backup-").split(".")[0]
        if not Path(f"/proc/{number}").exists():
            path.unlink(missing_ok=True)


def fill(chunks: Iterable[bytes], path: Path) -> None:
    """Write the copied file back as a database; raises BackupError ``broken`` when SQLite cannot read it."""
    with path.open("xb") as out:
        path.chmod(0o600)
        for chunk in chunks:
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    with closing(sqlite3.connect(path)) as connection:
        try:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            answer = str(error)
    if answer != "ok":
        raise BackupError(
            "La base de cette sauvegarde était déjà abîmée quand elle a été copiée\u202f: prenez-en une plus ancienne.",
            code="broken_database",
        )
