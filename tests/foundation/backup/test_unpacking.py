"""A restoration appears whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from brasdroit.foundation.backup.records import Record
from brasdroit.foundation.backup.types import BackupError
from brasdroit.foundation.backup.unpacking import keep_document, unpacking


def test_what_is_unpacked_becomes_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "nouveau"
    with unpacking(target) as aside:
        (aside / "files").mkdir()
        (aside / "brasdroit.sqlite3").write_text("base")
    assert sorted(path.name for path in target.iterdir()) == ["brasdroit.sqlite3", "files"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o700


@pytest.mark.parametrize("existed", [False, True])
def test_a_failure_leaves_what_was_there(tmp_path: Path, existed: bool) -> None:
    target = tmp_path / "nouveau"
    if existed:
        target.mkdir()

    def interrupted() -> None:
        with unpacking(target) as aside:
            (aside / "files.key").write_text("clé")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (target.exists(), list(target.glob("**/*"))) == (existed, [])


@pytest.mark.parametrize("left", ["brasdroit.sqlite3", ".restoring"])
def test_a_folder_in_use_is_refused(tmp_path: Path, left: str) -> None:
    (tmp_path / left).write_text("quelque chose")
    with pytest.raises(BackupError) as refused, unpacking(tmp_path):
        pass
    assert (refused.value.code, (tmp_path / left).read_text()) == ("not_empty", "quelque chose")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(BackupError) as refused, unpacking(tmp_path / "fichier"):
        pass
    assert refused.value.code == "not_empty"


@pytest.mark.parametrize(
    "name",
    ["../evil", "files/ab/../../evil", "/etc/passwd", "files/ab/" + "0" * 32, "brasdroit.sqlite3", "files/ab/ab"],
)
def test_only_names_of_documents_are_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupError) as refused:
        keep_document(tmp_path, Record(name, packed=False, chunks=iter([b"x"])))
    assert (refused.value.code, list(tmp_path.iterdir())) == ("broken", [])
