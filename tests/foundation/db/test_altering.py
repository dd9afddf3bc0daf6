"""Migrations take the constraint away and put it back; SQLite rebuilds its table for that, outside any transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from brasdroit.foundation.guard import writes_allowed
from brasdroit.reception.agenda.models import Appointment
from tests.factories.agenda import local, make_appointment, make_desk
from tests.factories.practice import writing


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


def overlap(first: Appointment, second: Appointment) -> None:
    """Put the second appointment over the first, past the services."""
    with writing(first.tenant.pk), transaction.atomic():
        rows = Appointment.objects.filter(pk=second.pk)
        rows.update(start=first.start + timedelta(minutes=5), end=first.end + timedelta(minutes=5))


@pytest.mark.django_db(transaction=True)
def test_it_can_be_taken_away_and_put_back() -> None:
    desk = make_desk()
    constraints = [each for each in Appointment._meta.constraints if each.name.endswith("_once")]
    first, second = make_appointment(desk, local(9)), make_appointment(desk, local(10))
    for constraint in constraints:
        with connection.schema_editor() as editor:
            editor.remove_constraint(Appointment, constraint)
            editor.add_constraint(Appointment, constraint)
    with pytest.raises(IntegrityError, match=r"appointment_(practitioner|room)_once"):
        overlap(first, second)
