"""Records inside the seal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.backup.records import PIECE, records, write_record
from brasdroit.foundation.backup.types import BackupError


@given(
    st.lists(st.tuples(st.text(max_size=20), st.lists(st.binary(max_size=50), max_size=4), st.booleans()), max_size=5)
)
def test_records_come_back_in_order(written: list[tuple[str, list[bytes], bool]]) -> None:
    out = io.BytesIO()
    for name, chunks, packed in written:
        write_record(out, name, chunks, packed=packed)
    out.seek(0)
    assert [(record.name, record.whole()) for record in records(out)] == [(name, b"".join(c)) for name, c, _ in written]


@pytest.mark.parametrize("packed", [False, True])
def test_large_records_stay_in_small_pieces(packed: bool) -> None:
    out, content = io.BytesIO(), b"0123456789abcdef" * 200_000
    write_record(out, "grand", [content], packed=packed)
    out.seek(0)
    chunks = list(next(records(out)).chunks)
    assert (b"".join(chunks) == content, max(map(len, chunks)) <= PIECE) == (True, True)


def test_a_record_left_unread_does_not_hide_the_next() -> None:
    out = io.BytesIO()
    write_record(out, "un", [b"x" * 3_000_000])
    write_record(out, "deux", [b"y"])
    out.seek(0)
    assert [record.name for record in records(out)] == ["un", "deux"]


def test_a_record_that_stops_is_refused() -> None:
    out = io.BytesIO()
    write_record(out, "un", [b"x" * 100])
    with pytest.raises(BackupError):
        list(records(io.BytesIO(out.getvalue()[:-10])))
