"""Documents on the disk: unreadable there, whole or refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from brasdroit.foundation.files import vault
from brasdroit.foundation.identifiers import new_id


def on_disk(file_id: UUID) -> Path:
    return Path(settings.DATA_DIR) / "files" / file_id.hex[-2:] / file_id.hex


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK, vault.CHUNK + 1, 2 * vault.CHUNK])
def test_what_goes_in_comes_out(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    file_id, stored, digest = vault.store([content[:7], content[7:]])
    assert (b"".join(vault.read(file_id)), stored, digest) == (content, size, hashlib.sha256(content).hexdigest())


def test_the_disk_shows_nothing() -> None:
    file_id, _, _ = vault.store([b"Nom de naissance"])
    assert b"Nom" not in on_disk(file_id).read_bytes()


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def cut_last_piece(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -(4 + vault.NONCE_BYTES + vault.TAG_BYTES)])


def replace(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7")


@pytest.mark.parametrize("alter", [spoil, cut_last_piece, replace])
def test_an_altered_file_is_refused(alter: object) -> None:
    file_id, _, _ = vault.store([b"x" * (vault.CHUNK + 5)])
    alter(on_disk(file_id))  # type: ignore[operator]
    with pytest.raises(vault.VaultError) as refused:
        list(vault.read(file_id))
    assert refused.value.code == "file_altered"


def test_one_file_cannot_stand_for_another() -> None:
    first, _, _ = vault.store([b"un"])
    second, _, _ = vault.store([b"deux"])
    on_disk(second).write_bytes(on_disk(first).read_bytes())
    with pytest.raises(vault.VaultError):
        list(vault.read(second))


def test_a_missing_file_says_so() -> None:
    with pytest.raises(vault.VaultError) as refused:
        list(vault.read(new_id()))
    assert refused.value.code == "file_missing"


def test_an_erased_file_is_gone() -> None:
    file_id, _, _ = vault.store([b"x"])
    vault.erase(file_id)
    vault.erase(file_id)
    assert on_disk(file_id).exists() is False
