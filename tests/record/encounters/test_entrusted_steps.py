"""A step is open to whoever holds one of its missions; its device is judged with the measure, not with the step."""

from __future__ import annotations

import pytest

from brasdroit.foundation.errors import Forbidden
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.rules import STEPS
from brasdroit.record.encounters.services import move_step
from brasdroit.record.encounters.types import EncounterStatus, Role, Step
from tests.factories.practice import Team, actor_of, entrust, make_device, make_doctor, make_team
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def waiting(team: Team) -> Encounter:
    return make_visit(team, status=EncounterStatus.WAITING.value)


@pytest.mark.parametrize("mission", ["CONS-02", "CONS-03"])
def test_measures_alone_let_an_assistant_begin_the_preparation(team: Team, waiting: Encounter, mission: str) -> None:
    device = make_device(team.practice, team.doctor)
    entrust(team.doctor, team.assistant, mission, device_ids=[str(device.pk)])
    moved = move_step(actor=actor_of(team.assistant), encounter_id=waiting.pk, to=EncounterStatus.WITH_ASSISTANT)
    assert moved.status == EncounterStatus.WITH_ASSISTANT.value


def test_what_another_doctor_entrusted_opens_nothing(team: Team, waiting: Encounter) -> None:
    entrust(make_doctor(team.practice, "Roux"), team.assistant, "CONS-02")
    with pytest.raises(Forbidden) as refused:
        move_step(actor=actor_of(team.assistant), encounter_id=waiting.pk, to=EncounterStatus.WITH_ASSISTANT)
    assert refused.value.code == "not_entrusted"


@pytest.mark.parametrize(
    "step", [one for one in STEPS.values() if Role.ASSISTANT in one.roles], ids=lambda one: f"{one.source}-{one.target}"
)
def test_an_assistant_entrusted_with_nothing_moves_and_takes_back_nothing(team: Team, step: Step) -> None:
    visit = make_visit(team, status=step.source.value)
    with pytest.raises(Forbidden) as refused:
        move_step(actor=actor_of(team.assistant), encounter_id=visit.pk, to=step.target, reason="Erreur de saisie")
    visit.refresh_from_db()
    assert (refused.value.code, visit.status) == ("not_entrusted", step.source.value)


@pytest.mark.parametrize("mission", ["ADM-01", "ADM-02"])
def test_whoever_books_restores_a_cancelled_appointment(team: Team, mission: str) -> None:
    visit = make_visit(team, status=EncounterStatus.CANCELLED.value)
    entrust(team.doctor, team.assistant, mission)
    moved = move_step(actor=actor_of(team.assistant), encounter_id=visit.pk, to=EncounterStatus.BOOKED)
    assert moved.status == EncounterStatus.BOOKED.value
