"""The files that hold the keys: private, whole, the same for everybody who begins them at once."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from brasdroit.foundation.keys.kept import backup_ring, files_ring, keep_copy, renew_backup_code
from brasdroit.foundation.keys.rings import Secret, begin_ring, numbered, read_ring, write_ring


def test_a_ring_is_private(tmp_path: Path) -> None:
    begin_ring(tmp_path / "some.key", "un")
    assert stat.S_IMODE((tmp_path / "some.key").stat().st_mode) == 0o600


def test_who_begins_it_at_once_gets_the_same(tmp_path: Path) -> None:
    path = tmp_path / "some.key"
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda number: begin_ring(path, f"secret-{number}"), range(40)))
    assert (len(set(rings)), [found.name for found in tmp_path.iterdir()]) == (1, ["some.key"])


def test_a_secret_is_found_by_its_number_and_never_shown() -> None:
    ring = (Secret("un"), Secret("deux"))
    assert (numbered(ring, Secret("deux").number), numbered(ring, b"autre")) == (Secret("deux"), None)
    assert "deux" not in repr(ring[1])


def test_the_files_key_of_a_former_installation_serves(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.FILES_KEY = tmp_path, ""
    (tmp_path / "files.key").write_text("une-clé-tirée-hier\n", encoding="utf-8")
    assert files_ring() == (Secret("une-clé-tirée-hier"),)


def test_the_environment_may_hold_the_files_keys(settings) -> None:
    settings.FILES_KEY = "nouvelle, ancienne"
    assert files_ring() == (Secret("nouvelle"), Secret("ancienne"))


def test_backup_codes_are_copied_outside_the_data_directory(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path / "data", tmp_path / "keys"
    first = backup_ring()
    second = renew_backup_code()
    assert backup_ring() == read_ring(tmp_path / "keys" / "backup.key") == (second, *first)


def test_codes_of_other_installations_stay_in_the_copy(tmp_path: Path) -> None:
    write_ring(tmp_path / "backup.key", [Secret("voisin")])
    assert keep_copy(tmp_path, (Secret("mien"),)) is True
    assert read_ring(tmp_path / "backup.key") == (Secret("mien"), Secret("voisin"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert keep_copy(tmp_path / "file", (Secret("mien"),)) is False
