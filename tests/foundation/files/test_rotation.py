"""Renewing the documents' key: nothing unreadable at any moment, nothing left under the former key."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.files import rotation, vault
from brasdroit.foundation.keys.kept import files_ring


def quiet(*_: object) -> None:
    """Nobody follows."""


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.FILES_KEY = tmp_path, ""


def clear(file_id: UUID) -> bytes:
    return b"".join(vault.read(file_id))


def stored(*contents: bytes) -> list[UUID]:
    return [vault.store([content])[0] for content in contents]


def test_documents_are_readable_before_during_and_after() -> None:
    before = files_ring()
    first = stored(b"un", b"x" * (vault.CHUNK + 1))
    rotation.begin()
    second = stored(b"deux")
    during = [clear(each) for each in (*first, *second)]
    done = rotation.go_on(quiet)
    after = [clear(each) for each in (*first, *second)]
    assert during == after == [b"un", b"x" * (vault.CHUNK + 1), b"deux"]
    assert (done, len(files_ring())) == (rotation.Rotation(2, (), 0), 1)
    assert files_ring() != before


def test_a_file_of_the_former_kind_is_renewed_too(settings) -> None:
    file_id = stored(b"ancien")[0]
    path = vault.vault_path(file_id)
    path.write_bytes(vault.FORMER_MAGIC + path.read_bytes()[len(vault.MAGIC) + vault.NUMBER_BYTES :])
    assert clear(file_id) == b"ancien"
    rotation.begin()
    assert clear(file_id) == b"ancien"
    rotation.go_on(quiet)
    assert (clear(file_id), vault.key_number(path)) == (b"ancien", files_ring()[0].number)


def test_a_rotation_cut_off_goes_on() -> None:
    files = stored(b"un", b"deux", b"trois")

    def cut(_what: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    rotation.begin()
    with pytest.raises(KeyboardInterrupt):
        rotation.go_on(cut)
    ring = files_ring()
    rotation.begin()  # asked again: the rotation under way, not another key
    assert (files_ring(), [clear(each) for each in files]) == (ring, [b"un", b"deux", b"trois"])
    assert rotation.go_on(quiet) == rotation.Rotation(1, (), 0)
    assert [clear(each) for each in files] == [b"un", b"deux", b"trois"]


def test_the_worker_finishes_it() -> None:
    file_id = stored(b"un")[0]
    rotation.begin()
    rotation.go_on_quietly()
    assert (rotation.under_way(), clear(file_id)) == (False, b"un")


def test_the_former_key_stays_while_a_file_cannot_be_read() -> None:
    good, bad = stored(b"bon", b"alter")
    path = vault.vault_path(bad)
    path.write_bytes(path.read_bytes()[:-1])
    rotation.begin()
    done = rotation.go_on(quiet)
    assert (done, clear(good), len(files_ring())) == (rotation.Rotation(1, (bad.hex,), 1), b"bon", 2)
    assert [each.name for each in path.parent.iterdir()] == [bad.hex]


def test_a_file_erased_meanwhile_stays_erased() -> None:
    files = stored(b"un", b"deux")
    rotation.begin()
    left = {each.hex for each in files}

    def erase_the_other(_what: str, _done: int, _total: int) -> None:
        for name in left:
            if (
                vault.vault_path(UUID(name)).exists()
                and vault.key_number(vault.vault_path(UUID(name))) != files_ring()[0].number
            ):
                vault.erase(UUID(name))

    rotation.go_on(erase_the_other)
    assert len(list(vault.stored_files())) == 1


def test_two_rotations_do_not_run_at_once() -> None:
    stored(b"un")
    rotation.begin()

    def second(*_: object) -> None:
        with pytest.raises(Conflict):
            rotation.go_on(quiet)

    assert rotation.go_on(second).rewritten == 1


def test_keys_of_the_environment_are_renewed_there(settings) -> None:
    settings.FILES_KEY = "ancienne"
    file_id = stored(b"un")[0]
    with pytest.raises(Invalid) as refused:
        rotation.begin()
    assert refused.value.code == "keys_elsewhere"
    settings.FILES_KEY = "nouvelle,ancienne"
    rotation.begin()
    assert rotation.go_on(quiet) == rotation.Rotation(1, (), 1)
    settings.FILES_KEY = "nouvelle"
    assert clear(file_id) == b"un"


def test_a_lost_key_is_told_as_such(settings) -> None:
    file_id = stored(b"un")[0]
    settings.FILES_KEY = "une autre"
    with pytest.raises(vault.VaultError) as refused:
        clear(file_id)
    assert refused.value.code == "key_missing"
