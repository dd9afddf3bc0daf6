"""Making an archive: whole, private, from one moment, or not at all."""

from __future__ import annotations

import os
import resource
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as configured

from brasdroit.foundation.backup.making import make
from brasdroit.foundation.backup.reading import check_through, opened
from brasdroit.foundation.backup.types import BackupError
from brasdroit.foundation.files import vault
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.keys.kept import backup_ring
from tests.factories.documents import make_document
from tests.factories.practice import actor_of, make_team

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR, settings.FILES_KEY = tmp_path / "data", tmp_path / "keys", ""
    settings.DATA_DIR.mkdir()


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file of this process may pass this size, as on a full disk (EFBIG)."""
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
        signal.signal(signal.SIGXFSZ, handler)


def test_everything_is_counted_and_reads_back(tmp_path: Path) -> None:
    team = make_team()
    document = make_document(actor_of(team.doctor))
    steps: set[str] = set()
    done = make(tmp_path / "une.sauvegarde", tell=lambda what, *_: steps.add(what))
    about = check_through(tmp_path / "une.sauvegarde", backup_ring())
    files = 1 + (document.preview_id is not None)
    assert (about.counts, done.counts.rows, done.counts.files) == (done.counts.rows, dict(about.counts), files)
    assert (about.counts["documents"], about.counts["patients"], about.files_missing) == (1, 0, 0)
    assert "Documents" in steps
    assert done.size == (tmp_path / "une.sauvegarde").stat().st_size


def test_only_its_owner_reads_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    make(tmp_path / "une.sauvegarde")
    assert stat.S_IMODE((tmp_path / "une.sauvegarde").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "keys", "une.sauvegarde"]
    assert sorted(path.name for path in Path(configured.DATA_DIR).iterdir()) == ["backup.key", "files.key"]


def test_a_file_the_rows_name_but_nobody_finds_is_told(tmp_path: Path) -> None:
    document = make_document(actor_of(make_team().doctor))
    vault.erase(document.file_id)
    make(tmp_path / "une.sauvegarde")
    assert check_through(tmp_path / "une.sauvegarde", backup_ring()).files_missing == 1


def test_documents_stay_sealed_by_their_own_key(tmp_path: Path) -> None:
    file_id = vault.store([b"contenu"])[0]
    make(tmp_path / "une.sauvegarde")
    with opened(tmp_path / "une.sauvegarde", backup_ring()) as archive:
        kept = {record.name: record.whole() for record in archive.records()}
    assert kept[f"files/{file_id.hex[-2:]}/{file_id.hex}"] == vault.vault_path(file_id).read_bytes()
    assert kept["files.key"] == (Path(configured.DATA_DIR) / "files.key").read_bytes()
    assert "backup.key" not in kept


def test_nothing_is_replaced_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "une.sauvegarde"
    path.write_text("autre chose")
    with pytest.raises(BackupError) as refused:
        make(path)
    assert (refused.value.code, path.read_text()) == ("exists", "autre chose")
    make(path, replace=True)
    assert check_through(path, backup_ring()).format == 1


@pytest.mark.parametrize(("name", "code"), [("data", "exists"), ("nulle-part/une.sauvegarde", "no_folder")])
def test_an_impossible_place_is_told(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(BackupError) as refused:
        make(tmp_path / name)
    assert refused.value.code == code


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    vault.store([os.urandom(3_000_000)])
    with limited(2_500_000), pytest.raises(BackupError) as refused:
        make(tmp_path / "une.sauvegarde")
    assert refused.value.code == "disk_full"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "keys"]


def test_an_interrupted_backup_leaves_nothing_and_keeps_the_former(tmp_path: Path) -> None:
    path = tmp_path / "une.sauvegarde"
    make(path)
    before = path.read_bytes()
    vault.store([b"un"])

    def interrupt(what: str, *_: object) -> None:
        if what == "Documents":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(path, replace=True, tell=interrupt)
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["data", "keys", "une.sauvegarde"]


def test_any_damage_on_the_disk_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "une.sauvegarde"
    make(path)
    whole, codes = path.read_bytes(), set()
    for place in range(0, len(whole), max(1, len(whole) // 50)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BackupError) as refused:
            check_through(path, backup_ring())
        codes.add(refused.value.code)
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole + b"\0"):
        path.write_bytes(damaged)
        with pytest.raises(BackupError) as refused:
            check_through(path, backup_ring())
        codes.add(refused.value.code)
    assert codes == {"not_an_archive", "broken"}
