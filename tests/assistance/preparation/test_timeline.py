"""Questionnaires on the patient's timeline."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from brasdroit.assistance.preparation.models import Questionnaire, QuestionnaireResponse, QuestionnaireVersion
from brasdroit.assistance.preparation.selectors.timeline import questionnaire_timeline
from brasdroit.foundation.tenancy.context import tenant_scope
from tests.factories.assistance import make_room
from tests.factories.practice import actor_of, writing

pytestmark = pytest.mark.django_db


def test_a_questionnaire_is_told_by_its_title_to_those_who_prepare(django_assert_num_queries: Any) -> None:
    room = make_room()
    visit, secretary, doctor = room.encounter, actor_of(room.team.secretary), room.doctor
    with writing(room.team.tenant_id):
        version = QuestionnaireVersion.objects.create(
            questionnaire=Questionnaire.objects.create(title="Fatigue"), number=1
        )
        QuestionnaireResponse.objects.create(
            patient_id=visit.patient_id, encounter=visit, questionnaire_version=version,
            answered_at=timezone.now(), author_name="Sarah Benali",
        )  # fmt: skip
    with tenant_scope(room.team.tenant_id):
        with django_assert_num_queries(1):
            shown = list(questionnaire_timeline(doctor, visit.patient_id, 10))
        assert [*questionnaire_timeline(secretary, visit.patient_id, 10)] == []
    assert [(entry.title, entry.who) for entry in shown] == [("Questionnaire\u202f: Fatigue", "Sarah Benali")]
