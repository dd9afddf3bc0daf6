"""The questionnaires of the practice are written by who collects the answers."""

from __future__ import annotations

import pytest

from brasdroit.assistance.preparation.models import Questionnaire
from brasdroit.assistance.preparation.services import Heading, publish_draft, save_items, save_questionnaire
from brasdroit.assistance.preparation.types import Item, ItemKind
from brasdroit.foundation.errors import Forbidden
from tests.factories.practice import actor_of, entrust, make_team

pytestmark = pytest.mark.django_db
QUESTION = Item("sommeil", "Dormez-vous bien", ItemKind.YES_NO, "Sommeil")


def test_an_assistant_writes_questions_under_the_mission_to_collect() -> None:
    team = make_team()
    assistant, heading = actor_of(team.assistant), Heading("Suivi")
    with pytest.raises(Forbidden):
        save_questionnaire(actor=assistant, heading=heading)
    row: Questionnaire = save_questionnaire(actor=actor_of(team.doctor), heading=heading)
    with pytest.raises(Forbidden):
        save_items(actor=assistant, questionnaire_id=row.pk, items=[QUESTION])
    with pytest.raises(Forbidden):
        publish_draft(actor=assistant, questionnaire_id=row.pk)
    entrust(team.doctor, team.assistant, "CONS-04")
    save_items(actor=assistant, questionnaire_id=row.pk, items=[QUESTION])
    assert publish_draft(actor=assistant, questionnaire_id=row.pk).status == "active"
