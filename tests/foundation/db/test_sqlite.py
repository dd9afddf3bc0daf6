"""The conversions of the SQLite backend are Django's own, faster."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.sqlite3 import base as django_sqlite  # before its operations: they import each other
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


FIRST, LAST = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")


@given(st.datetimes(min_value=FIRST, max_value=LAST))
def test_an_instant_is_read_as_django_reads_it(instant: datetime):
    held: Any = SimpleNamespace(timezone=UTC)
    text = str(instant)
    mine, theirs = DatabaseOperations(held), django_sqlite.DatabaseWrapper.ops_class(held)
    assert mine.convert_datetimefield_value(text, None, None) == theirs.convert_datetimefield_value(text, None, None)


def test_nothing_stays_nothing():
    unused: Any = None
    operations = DatabaseOperations(unused)
    assert operations.convert_uuidfield_value(None, None, None) is None
    assert operations.convert_datetimefield_value(None, None, None) is None
