"""Opening an archive. Needs no Django: read before anything is set up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from brasdroit.foundation.backup.layout import ABOUT, END, FILE_NAME, read_about
from brasdroit.foundation.backup.records import Record, records
from brasdroit.foundation.backup.sealing import Opener, broken
from brasdroit.foundation.backup.types import About, BackupError, Tell
from brasdroit.foundation.keys.rings import Secret


class Archive:
    """An open archive: what it says of itself, then its records, in order, once."""

    def __init__(self, source: BinaryIO, known: tuple[Secret, ...], tell: Tell) -> None:
        self._source, self._tell = source, tell
        self.size = os.fstat(source.fileno()).st_size
        opener = Opener(source, known)
        self.secret = opener.secret
        self._records = records(opener)
        self.about: About = self._about()

    def records(self) -> Iterator[Record]:
        """What follows; raises BackupError ``broken`` unless the last record is the end and counts the files right."""
        files, end = 0, None
        for record in self._records:
            files += bool(FILE_NAME.fullmatch(record.name))
            if record.name == END:
                end = json.loads(record.whole())
                continue
            yield record
            self._tell("Lecture", self._source.tell(), self.size)
        if end is None or end["files"] != files:
            raise broken()
        self._tell("Lecture", self.size, self.size)

    def _about(self) -> About:
        first = next(self._records, None)
        if first is None or first.name != ABOUT:
            raise broken()
        return read_about(json.loads(first.whole()))


@contextmanager
def opened(path: Path, known: tuple[Secret, ...], tell: Tell = lambda *_: None) -> Iterator[Archive]:
    """The archive; raises BackupError ``not_an_archive``, ``newer``, ``foreign``, ``broken``, ``unreadable``."""
    try:
        source = path.open("rb")
    except OSError as error:
        raise BackupError(
            f"La sauvegarde {path} ne peut pas être lue\u202f: {error.strerror}.", code="unreadable"
        ) from error
    with source:
        yield Archive(source, known, tell)


def check_through(path: Path, known: tuple[Secret, ...], tell: Tell = lambda *_: None) -> About:
    """Read an archive to its end, every byte proved; raises BackupError."""
    with opened(path, known, tell) as archive:
        for record in archive.records():
            for _ in record.chunks:
                pass
        return archive.about
