"""Measures on the patient's timeline."""

from __future__ import annotations

from typing import Any

import pytest

from brasdroit.assistance.measurements.selectors.timeline import measurement_timeline
from brasdroit.assistance.measurements.services import record_measures
from brasdroit.foundation.tenancy.context import tenant_scope
from tests.factories.assistance import make_room
from tests.factories.practice import actor_of

pytestmark = pytest.mark.django_db


def test_measures_taken_together_are_one_entry_for_those_who_read_them(django_assert_num_queries: Any) -> None:
    room = make_room()
    readings = [room.reading("blood_pressure", "128/76"), room.reading("weight", "72,5")]
    record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=readings)
    patient_id, doctor, secretary = room.encounter.patient_id, room.doctor, actor_of(room.team.secretary)
    with tenant_scope(room.team.tenant_id):
        with django_assert_num_queries(1):
            shown = list(measurement_timeline(doctor, patient_id, 10))
        assert [*measurement_timeline(secretary, patient_id, 10)] == []
    assert [entry.title for entry in shown] == [
        "Mesures\u202f: pression artérielle 128/76\u00a0mmHg · poids 72,5\u00a0kg"
    ]
