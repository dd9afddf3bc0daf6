"""The vault: bytes in, an opaque name out; AES-256-GCM per file, chunked so that memory stays flat."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.identifiers import new_id

CHUNK = 1 << 20
NONCE_BYTES, TAG_BYTES = 12, 16
MAGIC = b"BDV1"


class VaultError(Invalid):
    """A stored file is missing or was altered."""


def _key() -> bytes:
    return hashlib.sha256(settings.FILES_KEY.encode()).digest()


def _path(file_id: UUID) -> Path:
    name = file_id.hex
    return Path(settings.DATA_DIR) / "files" / name[-2:] / name


def store(chunks: Iterable[bytes]) -> tuple[UUID, int, str]:
    """Encrypt and keep; answers (file identifier, size in bytes, SHA-256 of the clear content)."""
    file_id = new_id()
    path, cipher = _path(file_id), AESGCM(_key())
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    size, number, digest = 0, 0, hashlib.sha256()
    with partial.open("xb") as out:
        out.write(MAGIC)
        for chunk in _even(chunks):
            digest.update(chunk)
            size += len(chunk)
            nonce = os.urandom(NONCE_BYTES)
            sealed = cipher.encrypt(nonce, chunk, _bound(file_id, number))
            out.write(len(sealed).to_bytes(4, "big") + nonce + sealed)
            number += 1
        out.write(_end(cipher, file_id, number))
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
    return file_id, size, digest.hexdigest()


def read(file_id: UUID) -> Iterator[bytes]:
    """The clear content in chunks; raises VaultError when the file is missing or altered."""
    try:
        handle = _path(file_id).open("rb")
    except FileNotFoundError as error:
        raise VaultError("Ce document est introuvable sur le disque.", code="file_missing") from error
    with handle:
        if handle.read(len(MAGIC)) != MAGIC:
            raise VaultError("Ce document est illisible\u202f: le fichier a été altéré.", code="file_altered")
        yield from _decrypted(handle, file_id)


def _decrypted(handle: object, file_id: UUID) -> Iterator[bytes]:
    cipher, number = AESGCM(_key()), 0
    read_bytes = handle.read  # type: ignore[attr-defined]
    while head := read_bytes(4 + NONCE_BYTES):
        sealed = read_bytes(int.from_bytes(head[:4], "big"))
        try:
            piece = cipher.decrypt(head[4:], sealed, _bound(file_id, number))
        except (InvalidTag, ValueError) as error:
            raise VaultError(
                "Ce document est illisible\u202f: le fichier a été altéré.", code="file_altered"
            ) from error
        if not piece:
            return
        yield piece
        number += 1
    raise VaultError("Ce document est incomplet\u202f: la fin du fichier manque.", code="file_altered")


def _bound(file_id: UUID, number: int) -> bytes:
    # Each piece is bound to its file and place: pieces cannot be swapped or replayed.
    return file_id.bytes + number.to_bytes(4, "big")


def _end(cipher: AESGCM, file_id: UUID, number: int) -> bytes:
    # An empty piece, sealed at its place, ends the file: whole pieces cut off the end are noticed too.
    nonce = os.urandom(NONCE_BYTES)
    sealed = cipher.encrypt(nonce, b"", _bound(file_id, number))
    return len(sealed).to_bytes(4, "big") + nonce + sealed


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    waiting = b""
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= CHUNK:
            yield waiting[:CHUNK]
            waiting = waiting[CHUNK:]
    if waiting:
        yield waiting


def erase(file_id: UUID) -> None:
    """Remove a file from the disk; a file already gone is no error."""
    _path(file_id).unlink(missing_ok=True)
