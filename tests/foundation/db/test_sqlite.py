"""The conversions of the SQLite backend are Django's own, faster."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations as DjangoOperations
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.db.sqlite.base import DatabaseOperations, uuid_of


@given(st.uuids())
def test_an_identifier_is_the_same_in_every_respect(identifier: UUID):
    made = uuid_of(identifier.hex)
    assert (made, str(made), hash(made), made.version) == (
        identifier,
        str(identifier),
        hash(identifier),
        identifier.version,
    )


def test_an_identifier_cannot_be_changed():
    with pytest.raises(TypeError):
        uuid_of(UUID(int=7).hex).int = 8  # type: ignore[misc]


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_an_instant_is_read_as_django_reads_it(instant: datetime):
    class Connection:
        timezone = UTC

    text = str(instant)
    mine, theirs = DatabaseOperations(Connection()), DjangoOperations(Connection())
    assert mine.convert_datetimefield_value(text, None, None) == theirs.convert_datetimefield_value(text, None, None)


def test_nothing_stays_nothing():
    operations = DatabaseOperations(None)
    assert operations.convert_uuidfield_value(None, None, None) is None
    assert operations.convert_datetimefield_value(None, None, None) is None
