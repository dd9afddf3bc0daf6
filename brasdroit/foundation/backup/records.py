"""What lies inside the seal: named records, one after the other, each in pieces; packed (zlib) when that pays."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from brasdroit.foundation.backup.sealing import broken

PIECE = 1 << 20
LEVEL = 1  # measured: level 6 takes three times as long for two points less (docs/operations/backup.md)
LONGEST_HEAD = 1 << 16


class Sink(Protocol):
    """Where records go."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""


class Source(Protocol):
    """Where records come from."""

    def read(self, size: int, /) -> bytes:
        """Exactly so many bytes, fewer only at the end."""


@dataclass(frozen=True, slots=True)
class Record:
    """The head of a record, and its bytes, to be read before the next one."""

    name: str
    packed: bool
    chunks: Iterator[bytes]

    def whole(self, most: int = 1 << 26) -> bytes:
        """All its bytes; refused as broken past ``most``."""
        taken = bytearray()
        for chunk in self.chunks:
            taken += chunk
            if len(taken) > most:
                raise broken()
        return bytes(taken)


def write_record(out: Sink, name: str, chunks: Iterable[bytes], *, packed: bool = False) -> None:
    """Add one record."""
    head = json.dumps({"name": name, "packed": packed}).encode()
    out.write(len(head).to_bytes(4, "big") + head)
    for chunk in _packed(chunks) if packed else chunks:
        for start in range(0, len(chunk), PIECE):
            piece = chunk[start : start + PIECE]
            out.write(len(piece).to_bytes(4, "big") + piece)
    out.write(bytes(4))


def write_json(out: Sink, name: str, value: Any) -> None:
    """Add one small record of JSON."""
    write_record(out, name, [json.dumps(value, ensure_ascii=False).encode()])


def records(source: Source) -> Iterator[Record]:
    """Every record, in order; each is read to its end before the next one. Raises BackupError ``broken``."""
    while length := source.read(4):
        head = _head(source, int.from_bytes(length, "big"))
        pieces = _pieces(source)
        record = Record(head["name"], head["packed"], _unpacked(pieces) if head["packed"] else pieces)
        yield record
        for _ in record.chunks:
            pass


def _head(source: Source, length: int) -> Any:
    raw = source.read(length) if length <= LONGEST_HEAD else b""
    if len(raw) != length:
        raise broken()
    return json.loads(raw)


def _pieces(source: Source) -> Iterator[bytes]:
    while True:
        head = source.read(4)
        length = int.from_bytes(head, "big")
        if len(head) < 4 or length > PIECE:
            raise broken()
        if not length:
            return
        piece = source.read(length)
        if len(piece) != length:
            raise broken()
        yield piece


def _packed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(LEVEL)
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        yield unpacker.decompress(piece, PIECE)
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, PIECE)
    yield unpacker.flush()
