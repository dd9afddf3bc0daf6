"""Once the practice is in every key, the program works as before, and no link leads to another practice."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from brasdroit.foundation.tenancy.sharding import statements
from brasdroit.record.patients.models import PatientContact
from tests.factories.merging import known_patient
from tests.factories.practice import make_team, writing
from tests.factories.secrecy import make_told

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL is spread over machines"),
]


@pytest.fixture(autouse=True)
def _spread() -> None:
    """The keys with the practice, for the time of the test's transaction."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def test_nothing_is_left_to_do() -> None:
    assert statements() == []


def test_the_program_works_as_before() -> None:
    told = make_told()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert {"patient_id", "encounter_id", "document_id", "task_id", "call_id", "appointment_id"} <= set(told.ids)


def test_a_link_to_another_practice_cannot_be_written() -> None:
    mine, other = make_team(), make_team("Cabinet du Port")
    patient = known_patient(other.tenant_id, "ROUVIÈRE", "JEANNE")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic(), writing(mine.tenant_id):
        PatientContact.objects.create(patient_id=patient.pk, name="Mme Faure")
