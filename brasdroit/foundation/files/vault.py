"""The vault: bytes in, an opaque name out; AES-256-GCM per file, chunked so that memory stays flat.

A file begins with ``BDV2`` and the number of its key, so that keys can be renewed (``rotation``); files written before
(``BDV1``) do not name theirs, and each key of the ring is tried.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.keys.kept import files_ring
from brasdroit.foundation.keys.rings import Secret, numbered

CHUNK = 1 << 20
NONCE_BYTES, TAG_BYTES, NUMBER_BYTES = 12, 16, 8
MAGIC, FORMER_MAGIC = b"BDV2", b"BDV1"


class VaultError(Invalid):
    """A stored file is missing or was altered."""


def vault_folder() -> Path:
    """Where the files lie, in 256 folders."""
    return Path(settings.DATA_DIR) / "files"


def vault_path(file_id: UUID) -> Path:
    """Where one file lies."""
    name = file_id.hex
    return vault_folder() / name[-2:] / name


def stored_files() -> Iterator[Path]:
    """Every whole file of the vault, in no order; drafts are left out."""
    for folder in sorted(vault_folder().glob("??")):
        with os.scandir(folder) as found:
            yield from (Path(entry.path) for entry in found if "." not in entry.name)


def store(chunks: Iterable[bytes]) -> tuple[UUID, int, str]:
    """Encrypt and keep; answers (file identifier, size in bytes, SHA-256 of the clear content)."""
    file_id = new_id()
    path = vault_path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    with vault_lock():  # the key in use is not forgotten meanwhile
        size, digest = write_sealed(partial, file_id, files_ring()[0], chunks)
        place(partial, path)
    return file_id, size, digest


def write_sealed(partial: Path, file_id: UUID, secret: Secret, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Encrypt into a draft, durably; answers its clear size and SHA-256. A failure leaves no draft."""
    try:
        with partial.open("wb") as out:
            sums = _seal_into(out, file_id, secret, chunks)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return sums


def place(partial: Path, path: Path) -> None:
    """Give a draft its name, durably: the folder is written to the disk too."""
    partial.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(file_id: UUID) -> Iterator[bytes]:
    """The clear content in chunks; raises VaultError when the file is missing or altered, or its key lost."""
    try:
        handle = vault_path(file_id).open("rb")
    except FileNotFoundError as error:
        raise VaultError("Ce document est introuvable sur le disque.", code="file_missing") from error
    with handle:
        yield from _decrypted(handle, file_id, _key_of(handle, file_id))


def key_number(path: Path) -> bytes | None:
    """The number of the key a file was written with; None for a file of the former kind."""
    with path.open("rb") as handle:
        head = handle.read(len(MAGIC) + NUMBER_BYTES)
    return head[len(MAGIC) :] if head[: len(MAGIC)] == MAGIC else None


def unopenable() -> int:
    """How many stored files name a key the ring has not."""
    known = {secret.number for secret in files_ring()} | {None}
    return sum(key_number(path) not in known for path in stored_files())


def erase(file_id: UUID) -> None:
    """Remove a file from the disk; a file already gone is no error."""
    with vault_lock():
        vault_path(file_id).unlink(missing_ok=True)


@contextmanager
def vault_lock(*, alone: bool = False) -> Iterator[None]:
    """Shared by those who write or erase a file; held ``alone`` to replace one or to forget a key."""
    folder = vault_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("wb") as handle:  # released with its descriptor, killed process included
        fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def _seal_into(out: BinaryIO, file_id: UUID, secret: Secret, chunks: Iterable[bytes]) -> tuple[int, str]:
    cipher, size, number, digest = AESGCM(secret.key), 0, 0, hashlib.sha256()
    out.write(MAGIC + secret.number)
    for chunk in _even(chunks):
        digest.update(chunk)
        size += len(chunk)
        out.write(_piece(cipher, file_id, number, chunk))
        number += 1
    # An empty piece, sealed at its place, ends the file: whole pieces cut off the end are noticed too.
    out.write(_piece(cipher, file_id, number, b""))
    return size, digest.hexdigest()


def _piece(cipher: AESGCM, file_id: UUID, number: int, chunk: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    sealed = cipher.encrypt(nonce, chunk, _bound(file_id, number))
    return len(sealed).to_bytes(4, "big") + nonce + sealed


def _key_of(handle: BinaryIO, file_id: UUID) -> Secret:
    magic, ring = handle.read(len(MAGIC)), files_ring()
    if magic == MAGIC and len(number := handle.read(NUMBER_BYTES)) == NUMBER_BYTES:
        found = numbered(ring, number)
    elif magic == FORMER_MAGIC:
        found = next((secret for secret in ring if _opens(secret, handle, file_id)), ring[0])
    else:
        raise _altered()
    if found is None:
        raise VaultError(
            "Ce document est illisible\u202f: sa clé manque, remettez le fichier files.key d’origine.",
            code="key_missing",
        )
    return found


def _opens(secret: Secret, handle: BinaryIO, file_id: UUID) -> bool:
    start = handle.tell()
    try:
        next(_decrypted(handle, file_id, secret), b"")
    except VaultError:
        return False
    finally:
        handle.seek(start)
    return True


def _decrypted(handle: BinaryIO, file_id: UUID, secret: Secret) -> Iterator[bytes]:
    cipher, number = AESGCM(secret.key), 0
    while head := handle.read(4 + NONCE_BYTES):
        # no further than a piece may reach: an altered length reserves no memory
        sealed = handle.read(min(int.from_bytes(head[:4], "big"), CHUNK + TAG_BYTES))
        try:
            piece = cipher.decrypt(head[4:], sealed, _bound(file_id, number))
        except (InvalidTag, ValueError) as error:
            raise _altered() from error
        if not piece:
            return
        yield piece
        number += 1
    raise VaultError("Ce document est incomplet\u202f: la fin du fichier manque.", code="file_altered")


def _altered() -> VaultError:
    return VaultError("Ce document est illisible\u202f: le fichier a été altéré.", code="file_altered")


def _bound(file_id: UUID, number: int) -> bytes:
    # Each piece is bound to its file and place: pieces cannot be swapped or replayed.
    return file_id.bytes + number.to_bytes(4, "big")


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = b""
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= CHUNK:
            yield waiting[:CHUNK]
            waiting = waiting[CHUNK:]
    if waiting:
        yield waiting
