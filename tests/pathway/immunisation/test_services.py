"""Doses enter the record whole, under a delegation, and nothing that was written is lost."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.immunisation.models import Immunization, VaccinationStatement
from brasdroit.pathway.immunisation.services import (
    certify_contraindication,
    correct_dose,
    end_contraindication,
    enter_in_error,
    state_history,
)
from brasdroit.pathway.immunisation.types.record import StatementKind
from tests.factories.practice import actor_of, make_team, writing
from tests.factories.prevention import Counter, days_before, dose, make_counter

pytestmark = pytest.mark.django_db
INFLUVAC_BOX = "3400930296165"


@pytest.fixture
def counter() -> Counter:
    return make_counter()


def refused(counter: Counter, *doses: object) -> dict[str, list[str]]:
    """The faults told, by place and field."""
    with pytest.raises(Invalid) as told:
        counter.note(*doses)  # type: ignore[arg-type]
    return told.value.fields


def test_a_box_is_known_by_its_code_and_waits_for_the_doctor(counter: Counter) -> None:
    (row,) = counter.note(dose(INFLUVAC_BOX, 0, lot="X12"), actor=counter.assistant)
    assert (row.product_name, row.product_nuva, row.product_cip13, row.lot) == (
        "INFLUVAC",
        "VAC0016",
        INFLUVAC_BOX,
        "X12",
    )
    assert (row.recorded_by_name, row.reviewed_at) == ("Sarah Benali", None)


def test_what_the_doctor_notes_is_read_at_once(counter: Counter) -> None:
    (row,) = counter.note(dose("ROR"))
    assert (row.product_name, row.reviewed_by_name) == ("ROR", "Dr Claire Martin")


def test_a_card_of_several_doses_is_one_act_with_a_line_for_each(counter: Counter) -> None:
    counter.note(dose("Revaxis", 3000), dose("Vaxigrip", 400), dose("Influvac", 30))
    lines = AuditEntry.objects.filter(action="immunization.recorded", about_id=counter.patient.pk)
    assert (Immunization.everyone.count(), lines.count()) == (3, 3)


def test_one_bad_dose_keeps_the_others_out(counter: Counter) -> None:
    faults = refused(counter, dose("Revaxis"), dose("", 30), dose("Influvac", -1))
    assert faults == {
        "1.product": ["Indiquez le vaccin\u202f: marque, ou maladies visées (ROR, DTP…)."],
        "2.given": ["Cette date est dans l’avenir."],
    }
    assert Immunization.everyone.count() == 0


@pytest.mark.parametrize(
    ("given_on", "given_text", "sentence"),
    [
        (date(1950, 1, 1), "", "Cette date précède la naissance."),
        (None, "", "Indiquez la date, même incomplète (2011, mars 2011)."),
        (None, "14 mars", "Indiquez la date, même incomplète (2011, mars 2011)."),
        (None, "1940", "Cette date précède la naissance."),
        (None, "2999", "Indiquez la date, même incomplète (2011, mars 2011)."),
    ],
)
def test_impossible_days_are_refused(counter: Counter, given_on: date | None, given_text: str, sentence: str) -> None:
    assert refused(counter, dose("ROR", None, given_on=given_on, given_text=given_text)) == {"0.given": [sentence]}


def test_a_date_known_in_part_is_kept_as_such(counter: Counter) -> None:
    first, second = counter.note(dose("ROR", None, given_text="mars 2011"), dose("ROR", None, given_text="1998"))
    assert (first.given_on, first.given_text, second.given_text) == (None, "03/2011", "1998")


def test_an_expired_lot_is_refused_until_confirmed(counter: Counter) -> None:
    expired = days_before(40)
    facts = dose("Influvac", 30, lot="A1", expires_on=expired)
    assert list(refused(counter, facts)) == ["0.expires_on"]
    (row,) = counter.note(dose("Influvac", 30, lot="A1", expires_on=expired, expiry_confirmed=True))
    assert row.expires_on == expired


def test_controls_and_endless_texts_are_refused(counter: Counter) -> None:
    faults = refused(counter, dose("Vaccin\x07inconnu"), dose("Influvac", lot="A" * 500))
    assert sorted(faults) == ["0.product", "1.lot"]


def test_the_same_card_sent_twice_is_one(counter: Counter) -> None:
    facts = dose("Influvac")
    assert [row.pk for row in counter.note(facts)] == [row.pk for row in counter.note(facts)]
    assert Immunization.everyone.count() == 1


def test_a_correction_keeps_what_was_written(counter: Counter) -> None:
    (former,) = counter.note(dose("Influvac", 30))
    right = correct_dose(
        actor=counter.assistant, patient_id=counter.patient.pk, immunization_id=former.pk,
        facts=dose("Vaxigrip", 31), version=1, reason="Mauvaise ligne du carnet",
    )  # fmt: skip
    former.refresh_from_db()
    assert (former.status, former.product_name, former.change_reason) == (
        "entered-in-error", "INFLUVAC", "Mauvaise ligne du carnet",
    )  # fmt: skip
    assert (right.supersedes_id, right.status) == (former.pk, "completed")


def test_two_people_correcting_one_dose(counter: Counter) -> None:
    (row,) = counter.note(dose("Influvac"))
    asked: dict[str, Any] = {"patient_id": counter.patient.pk, "immunization_id": row.pk, "version": 1}
    correct_dose(actor=counter.doctor, facts=dose("Vaxigrip"), **asked)
    with pytest.raises(Conflict):
        correct_dose(actor=counter.assistant, facts=dose("Fluad"), **asked)


def test_a_dose_is_taken_back_with_a_reason(counter: Counter) -> None:
    (row,) = counter.note(dose("Influvac"))
    asked: dict[str, Any] = {"actor": counter.assistant, "patient_id": counter.patient.pk, "immunization_id": row.pk}
    with pytest.raises(Invalid):
        enter_in_error(**asked, reason=" ")
    assert enter_in_error(**asked, reason="Carnet d’un autre").status == "entered-in-error"


def test_without_the_delegation_of_his_doctor_nothing_is_written() -> None:
    counter = make_counter(missions=("CONS-06",))
    with pytest.raises(Forbidden) as told:
        counter.note(dose("Influvac"), actor=counter.assistant)
    assert "Dr Martin ne vous a pas confié" in str(told.value)
    assert Immunization.everyone.count() == 0


def test_secretary_and_stranger(counter: Counter) -> None:
    with pytest.raises(Forbidden):
        counter.note(dose("Influvac"), actor=actor_of(counter.team.secretary))
    with pytest.raises(NotFound):
        counter.note(dose("Influvac"), actor=actor_of(make_team("Ailleurs").doctor))


def stated(counter: Counter, kind: StatementKind, identifier: UUID | None = None) -> VaccinationStatement:
    """Say it of the history."""
    return state_history(
        actor=counter.assistant, patient_id=counter.patient.pk, statement_id=identifier or new_id(), kind=kind
    )


def test_one_statement_of_the_history_at_a_time(counter: Counter) -> None:
    stated(counter, StatementKind.NO_RECORD)
    last = stated(counter, StatementKind.HISTORY_SEEN)
    assert stated(counter, StatementKind.HISTORY_SEEN, last.pk) == last
    in_force = VaccinationStatement.everyone.filter(ended_at=None)
    assert [row.kind for row in in_force] == ["history-seen"]
    with pytest.raises(Invalid):
        stated(counter, StatementKind.CONTRAINDICATION)


def test_only_a_doctor_certifies_a_contraindication(counter: Counter) -> None:
    asked: dict[str, Any] = {
        "patient_id": counter.patient.pk,
        "statement_id": new_id(),
        "target": "mmr",
        "reason": "Immunodépression",
    }
    with pytest.raises(Forbidden):
        certify_contraindication(actor=counter.assistant, **asked)
    row = certify_contraindication(actor=counter.doctor, **asked)
    with pytest.raises(Conflict):
        certify_contraindication(actor=counter.doctor, **{**asked, "statement_id": new_id()})
    assert end_contraindication(actor=counter.doctor, patient_id=counter.patient.pk, statement_id=row.pk).ended_at
    with pytest.raises(Invalid):
        certify_contraindication(actor=counter.doctor, **{**asked, "statement_id": new_id(), "target": "peste"})


def test_the_database_refuses_two_dates_and_a_nameless_vaccine(counter: Counter) -> None:
    person: dict[str, Any] = {"patient": counter.patient, "recorded_by_name": "x"}
    for wrong in ({"given_on": date(2020, 1, 1), "given_text": "2020", "product_name": "ROR"}, {"given_text": "2020"}):
        with pytest.raises(IntegrityError), writing(counter.team.tenant_id), transaction.atomic():
            Immunization.objects.create(**person, **wrong)
