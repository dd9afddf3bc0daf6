"""A stream sealed piece by piece: AES-256-GCM in the STREAM construction, so that nothing can be changed, cut or added.

Layout: magic, format of the seal, number of the key, salt; then pieces, each a length (its highest bit marks the last
one) and the sealed bytes. Every piece is bound to the head, to its place and to being the last or not. The key of an
archive comes from the recovery code and the salt (HKDF-SHA-256): a nonce is never used twice under one key.
"""

from __future__ import annotations

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from brasdroit.foundation.backup.types import BackupError
from brasdroit.foundation.keys.rings import Secret, numbered

MAGIC, SEAL, SALT_BYTES, NUMBER_BYTES = b"BRASDROIT\0", 1, 16, 8
HEAD = len(MAGIC) + 2 + NUMBER_BYTES + SALT_BYTES
PIECE, TAG, LAST = 1 << 20, 16, 1 << 31


class Sealer:
    """Writes a sealed stream into ``out``; nothing is whole before ``close``."""

    def __init__(self, out: BinaryIO, secret: Secret) -> None:
        salt = os.urandom(SALT_BYTES)
        self._head = MAGIC + SEAL.to_bytes(2, "big") + secret.number + salt
        self._cipher, self._out, self._place, self._waiting = AESGCM(_key(secret, salt)), out, 0, bytearray()
        out.write(self._head)

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # the last piece is never known before the end
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        """Seal the end."""
        self._piece(bytes(self._waiting), last=True)

    def _piece(self, data: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._place), data, _bound(self._head, last=last))
        self._out.write((len(sealed) | (LAST if last else 0)).to_bytes(4, "big"))
        self._out.write(sealed)
        self._place += 1


class Opener:
    """Reads a sealed stream back.

    Raises BackupError: ``not_an_archive``, ``newer``, ``foreign`` (no known key opens it), ``broken``.
    """

    def __init__(self, source: BinaryIO, known: tuple[Secret, ...]) -> None:
        self._source, self._head = source, source.read(HEAD)
        self._place, self._ready, self._taken, self._ended = 0, b"", 0, False
        self.secret = _secret_for(self._head, known)
        self._cipher = AESGCM(_key(self.secret, self._head[-SALT_BYTES:]))

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, fewer only at the sealed end of the stream."""
        parts, left = [], size
        while left:
            if self._taken == len(self._ready) and not self._next():
                break
            parts.append(self._ready[self._taken : self._taken + left])
            left -= len(parts[-1])
            self._taken += len(parts[-1])
        return b"".join(parts)

    def _next(self) -> bool:
        if self._ended:
            return False
        head = self._source.read(4)
        length = int.from_bytes(head, "big") & (LAST - 1)
        sealed = self._source.read(length) if TAG <= length <= PIECE + TAG else b""
        if len(head) < 4 or len(sealed) != length:
            raise broken()
        self._ended = bool(head[0] & 0x80)
        try:
            self._ready = self._cipher.decrypt(_nonce(self._place), sealed, _bound(self._head, last=self._ended))
        except (InvalidTag, ValueError) as error:
            raise broken() from error
        if self._ended and self._source.read(1):
            raise broken()
        self._place, self._taken = self._place + 1, 0
        return bool(self._ready)


def broken() -> BackupError:
    """The refusal of an archive that is not what was written."""
    return BackupError(
        "Cette sauvegarde est abîmée ou incomplète\u202f: prenez-en une autre, rien n’a été restauré.", code="broken"
    )


def _secret_for(head: bytes, known: tuple[Secret, ...]) -> Secret:
    if head[: len(MAGIC)] != MAGIC:
        raise BackupError("Ce fichier n’est pas une sauvegarde de Brasdroit.", code="not_an_archive")
    if len(head) < HEAD:
        raise broken()
    if int.from_bytes(head[len(MAGIC) : len(MAGIC) + 2], "big") != SEAL:
        raise BackupError(
            "Cette sauvegarde vient d’une version plus récente de Brasdroit\u202f: mettez d’abord le programme à jour.",
            code="newer",
        )
    number = head[len(MAGIC) + 2 : len(MAGIC) + 2 + NUMBER_BYTES]
    secret = numbered(known, number)
    if secret is None:
        raise BackupError(
            "Aucune clé connue n’ouvre cette sauvegarde\u202f: donnez le code de secours de l’installation d’où elle vient.",
            code="foreign",
        )
    return secret


def _key(secret: Secret, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, b"brasdroit backup 1").derive(secret.text.encode())


def _nonce(place: int) -> bytes:
    return place.to_bytes(12, "big")


def _bound(head: bytes, *, last: bool) -> bytes:
    return head + (b"\1" if last else b"\0")
