"""The medical file and the vigilance over identities under the missions they name."""

from __future__ import annotations

from typing import Any

import pytest

from brasdroit.foundation.errors import Forbidden, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.patients.models import DuplicatePair
from brasdroit.record.patients.selectors.file import clinical_file
from brasdroit.record.patients.services import clinical
from brasdroit.record.patients.services.duplicates import dismiss_pair, reopen_pair
from brasdroit.record.patients.services.split import report_collision
from tests.factories.merging import known_patient
from tests.factories.practice import Team, actor_of, entrust, make_doctor, make_team, writing
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


def pair_of(team: Team, **fields: Any) -> DuplicatePair:
    first, second = sorted(known_patient(team.tenant_id, **fields).pk for _ in range(2))
    with writing(team.tenant_id):
        return DuplicatePair.objects.create(first_id=first, second_id=second, score=0.9)


def test_what_is_collected_for_a_visit_needs_the_delegation_of_its_doctor(team: Team) -> None:
    patient = known_patient(team.tenant_id)
    visit = make_visit(team, patient)
    entrust(make_doctor(team.practice, "Roux"), team.assistant, "CONS-04")
    told: dict[str, Any] = {"actor": actor_of(team.assistant), "patient_id": patient.pk}
    with pytest.raises(Forbidden, match="Le Dr Martin ne vous a pas confié"):
        clinical.add_clinical_item(**told, item_id=new_id(), kind="allergy", text="Noix", encounter_id=visit.pk)
    with pytest.raises(Forbidden, match="Le Dr Martin ne vous a pas confié"):
        clinical.state_none(**told, kind="treatment", encounter_id=visit.pk)
    item = clinical.add_clinical_item(**told, item_id=new_id(), kind="allergy", text="Noix")
    with pytest.raises(Forbidden, match="Le Dr Martin ne vous a pas confié"):
        clinical.edit_clinical_item(
            **told, item_id=item.pk, text="", since="", status="resolved", version=1, encounter_id=visit.pk
        )
    assert [line.text for part in clinical_file(actor_of(team.doctor), patient.pk) for line in part.active] == ["Noix"]


def test_a_line_is_not_collected_for_the_visit_of_somebody_else(team: Team) -> None:
    visit = make_visit(team)
    with pytest.raises(NotFound):
        clinical.state_none(
            actor=actor_of(team.doctor),
            patient_id=known_patient(team.tenant_id).pk,
            kind="allergy",
            encounter_id=visit.pk,
        )


def test_homonyms_are_told_apart_under_the_mission_of_the_record(team: Team) -> None:
    # Both carry it already: nothing but the pair would be written.
    pair, assistant = pair_of(team, is_homonym=True), actor_of(team.assistant)
    for act in (dismiss_pair, reopen_pair):
        with pytest.raises(Forbidden):
            act(actor=assistant, pair_id=pair.pk)
    entrust(team.doctor, team.assistant, "ADM-03")
    assert dismiss_pair(actor=assistant, pair_id=pair.pk).state == "homonyms"
    assert reopen_pair(actor=assistant, pair_id=pair.pk).state == "open"


def test_a_collision_is_reported_under_the_mission_of_identity_vigilance(team: Team) -> None:
    patient, assistant = known_patient(team.tenant_id), actor_of(team.assistant)
    entrust(team.doctor, team.assistant, "ADM-03")
    with pytest.raises(Forbidden):
        report_collision(actor=assistant, patient_id=patient.pk, reason="Deux voix au téléphone")
    entrust(team.doctor, team.assistant, "COORD-05")
    assert report_collision(actor=assistant, patient_id=patient.pk, reason="Deux voix au téléphone").is_doubtful
