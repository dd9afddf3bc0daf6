"""What every open page hears names nobody."""

from __future__ import annotations

import pytest

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.live.topics import topic_of
from brasdroit.record.patients.services import administrative
from tests.factories.documents import make_document
from tests.factories.merging import known_patient
from tests.factories.practice import actor_of, make_team

pytestmark = pytest.mark.django_db


def test_a_topic_follows_its_object_and_hides_it() -> None:
    patient_id, other = new_id(), new_id()
    assert topic_of("patient", patient_id) == topic_of("patient", patient_id)
    assert len({topic_of("patient", patient_id), topic_of("patient", other), topic_of("document", patient_id)}) == 3
    assert str(patient_id) not in topic_of("patient", patient_id)


def test_a_changed_record_tells_the_pages_about_nobody() -> None:
    team = make_team()
    patient = known_patient(team.tenant_id)
    administrative.edit_administrative(
        actor=actor_of(team.secretary), patient_id=patient.pk, values={"city": "Le Mans"}, version=1
    )
    make_document(actor_of(team.secretary), patient.pk, title="Ordonnance", kind="identity")
    told = set(LiveEvent.objects.values_list("topic", flat=True))
    assert told == {"documents", topic_of("patient", patient.pk)}
