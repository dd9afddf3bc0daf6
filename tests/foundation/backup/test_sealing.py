"""A sealed stream: whole or refused, whatever is done to it."""

from __future__ import annotations

import io

import pytest

from brasdroit.foundation.backup.sealing import HEAD, MAGIC, PIECE, Opener, Sealer
from brasdroit.foundation.backup.types import BackupError
from brasdroit.foundation.keys.rings import Secret

MINE, OTHER = Secret("mien"), Secret("autre")


def sealed(content: bytes, secret: Secret = MINE, step: int = 0) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, secret)
    for start in range(0, len(content), step or len(content) or 1):
        sealer.write(content[start : start + (step or len(content))])
    sealer.close()
    return out.getvalue()


def opened(raw: bytes, *known: Secret) -> bytes:
    return Opener(io.BytesIO(raw), known or (MINE,)).read(1 << 30)


def refusal(raw: bytes, *known: Secret) -> str:
    with pytest.raises(BackupError) as refused:
        opened(raw, *known)
    return refused.value.code


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_goes_in_comes_out(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    assert opened(sealed(content)) == content


def test_the_steps_of_writing_and_reading_do_not_matter() -> None:
    content = bytes(index % 241 for index in range(3 * 700_001))
    reader = Opener(io.BytesIO(sealed(content, step=700_001)), (MINE,))
    read = b"".join(iter(lambda: reader.read(99_991), b""))
    assert read == content


def test_the_stream_shows_nothing() -> None:
    assert b"LEFEVRE" not in sealed(b"LEFEVRE" * 9)


def test_one_secret_among_others_opens_it() -> None:
    assert opened(sealed(b"oui"), OTHER, MINE) == b"oui"


def test_two_archives_of_the_same_thing_differ() -> None:
    assert sealed(b"oui")[HEAD:] != sealed(b"oui")[HEAD:]


def test_another_key_is_told_as_such() -> None:
    assert refusal(sealed(b"oui"), OTHER) == "foreign"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"SQLite format 3\0" * 10])
def test_what_is_no_archive_is_told_as_such(raw: bytes) -> None:
    assert refusal(raw) == "not_an_archive"


def test_a_newer_seal_is_told_as_such() -> None:
    raw = bytearray(sealed(b"oui"))
    raw[len(MAGIC) + 1] = 2
    assert refusal(bytes(raw)) == "newer"


def test_any_changed_bit_is_refused() -> None:
    raw = sealed(b"quarante octets qui se suivent sans fin.")
    wrong = []
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1 << (place % 8)
        wrong.append(refusal(bytes(changed)))
    assert (len(wrong), set(wrong)) == (len(raw), {"not_an_archive", "newer", "foreign", "broken"})


def test_any_cut_is_refused() -> None:
    raw = sealed(b"x" * (PIECE + 9))
    ends = [*range(len(MAGIC), HEAD + 40), HEAD + 4 + PIECE + 16, *range(len(raw) - 30, len(raw))]
    assert {refusal(raw[:end]) for end in ends} == {"broken"}


@pytest.mark.parametrize("more", [b"\0", b"x" * 100])
def test_what_follows_the_end_is_refused(more: bytes) -> None:
    assert refusal(sealed(b"oui") + more) == "broken"


def test_pieces_keep_their_places() -> None:
    raw = sealed(b"a" * PIECE + b"b" * PIECE + b"c")
    length = 4 + PIECE + 16
    first, second, rest = raw[HEAD : HEAD + length], raw[HEAD + length : HEAD + 2 * length], raw[HEAD + 2 * length :]
    assert refusal(raw[:HEAD] + second + first + rest) == "broken"
    assert refusal(raw[:HEAD] + first + rest) == "broken"
    assert refusal(raw[:HEAD] + first + first + second + rest) == "broken"


def test_a_head_of_another_archive_is_refused() -> None:
    one, two = sealed(b"un"), sealed(b"deux")
    assert refusal(one[:HEAD] + two[HEAD:]) == "broken"
