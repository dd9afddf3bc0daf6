"""What may not be restored here is refused before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from brasdroit.foundation.backup.layout import ABOUT, END, about_json, read_about
from brasdroit.foundation.backup.reading import check_through, opened
from brasdroit.foundation.backup.records import write_json, write_record
from brasdroit.foundation.backup.restoring import restore
from brasdroit.foundation.backup.sealing import Sealer
from brasdroit.foundation.backup.types import About, BackupError
from brasdroit.foundation.keys.rings import Secret

SECRET = Secret("mien")
HERE = connection.vendor
ELSEWHERE = {"sqlite": "postgresql", "postgresql": "sqlite"}[HERE]


def about(database: str = HERE, migrations: tuple[tuple[str, str], ...] = (), **fields: int) -> About:
    return About("9.9", database, "2026-11-25T10:00:00+00:00", migrations, {}, 0, **fields)


def archive(path: Path, said: About, *, files: int = 0, end: bool = True) -> Path:
    """A small archive that says this of itself."""
    with path.open("wb") as out:
        sealer = Sealer(out, SECRET)
        write_json(sealer, ABOUT, about_json(said))
        write_record(sealer, "files/ab/" + "0" * 30 + "ab", [b"x"])
        if end:
            write_json(sealer, END, {"files": files})
        sealer.close()
    return path


def refusal(path: Path, folder: Path) -> str:
    with opened(path, (SECRET,)) as found, pytest.raises(BackupError) as refused:
        restore(found, found.records(), folder)
    return refused.value.code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (about(ELSEWHERE), "other_database"),
        (about(migrations=(("foundation", "9999_of_tomorrow"),)), "newer"),
    ],
)
def test_archives_of_elsewhere_or_tomorrow(tmp_path: Path, said: About, code: str) -> None:
    path = archive(tmp_path / "une.sauvegarde", said)
    assert (refusal(path, tmp_path / "vide"), (tmp_path / "vide").exists()) == (code, False)


def test_a_newer_format(tmp_path: Path) -> None:
    path = archive(tmp_path / "une.sauvegarde", about(format=2))
    with pytest.raises(BackupError) as refused, opened(path, (SECRET,)):
        pass
    assert refused.value.code == "newer"


@pytest.mark.parametrize(("files", "end"), [(0, True), (2, True), (1, False)])
def test_an_archive_that_lacks_a_file_or_its_end(tmp_path: Path, files: int, end: bool) -> None:
    path = archive(tmp_path / "une.sauvegarde", about(), files=files, end=end)
    with pytest.raises(BackupError) as refused:
        check_through(path, (SECRET,))
    assert refused.value.code == "broken"


def test_what_an_archive_says_of_itself_is_read_back() -> None:
    said = about(migrations=(("record", "0001_initial"),))
    assert read_about(json.loads(json.dumps(about_json(said)))) == said
