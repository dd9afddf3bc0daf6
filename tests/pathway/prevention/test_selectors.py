"""What the record says of a patient, with a constant number of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from brasdroit.foundation.errors import Conflict, Forbidden, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.immunisation.services import (
    certify_contraindication,
    correct_dose,
    enter_in_error,
    state_history,
)
from brasdroit.pathway.immunisation.types.record import StatementKind
from brasdroit.pathway.prevention.selectors import (
    PatientPrevention,
    entrusted,
    immunization_detail,
    patient_prevention,
    taken_back,
)
from brasdroit.pathway.prevention.services import review_prevention
from brasdroit.pathway.screening.services import hand_over_kit, record_refusal, record_result
from brasdroit.pathway.screening.types import ResultKind
from tests.factories.practice import actor_of, make_team
from tests.factories.prevention import Counter, days_before, dose, entry, make_counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter() -> Counter:
    return make_counter()


def standing(counter: Counter) -> PatientPrevention:
    """Where the patient stands today."""
    return patient_prevention(counter.assistant, counter.patient.pk, timezone.localdate())


def status(counter: Counter, target: str) -> str:
    """His status for one target."""
    return next(one.status.value for one in standing(counter).answer.items if one.target == target)


def history_read(counter: Counter) -> None:
    state_history(
        actor=counter.doctor, patient_id=counter.patient.pk, statement_id=new_id(), kind=StatementKind.HISTORY_SEEN
    )


def test_nothing_read_is_unknown_and_not_missing(counter: Counter) -> None:
    before = status(counter, "pneumococcus")
    history_read(counter)
    assert (before, status(counter, "pneumococcus")) == ("undetermined", "overdue")


def test_a_dose_changes_what_is_due(counter: Counter) -> None:
    history_read(counter)
    counter.note(dose("Prevenar 20", 20))
    found = standing(counter)
    (told,) = found.answers[found.doses[0].pk]
    assert (told.target, told.valid, status(counter, "pneumococcus")) == ("pneumococcus", True, "complete")


def test_a_date_in_part_does_not_count_but_stays(counter: Counter) -> None:
    counter.note(dose("Prevenar 20", None, given_text="2024"), dose("Influvac", 30))
    found = standing(counter)
    assert [row.product_name for row in found.doses] == ["PREVENAR 20", "INFLUVAC"]
    assert [one.valid for one in found.answers[found.doses[0].pk]] == [False]


def test_what_was_corrected_or_taken_back_no_longer_counts(counter: Counter) -> None:
    first, second = counter.note(dose("Prevenar 20", 20), dose("Influvac", 20))
    right = correct_dose(
        actor=counter.doctor,
        patient_id=counter.patient.pk,
        immunization_id=first.pk,
        facts=dose("Shingrix", 20),
        version=1,
    )
    enter_in_error(actor=counter.doctor, patient_id=counter.patient.pk, immunization_id=second.pk, reason="x")
    assert [row.pk for row in standing(counter).doses] == [right.pk]
    assert [row.pk for row in immunization_detail(counter.doctor, counter.patient.pk, right.pk)] == [right.pk, first.pk]
    assert [row.pk for row in taken_back(counter.doctor, counter.patient.pk)[0]] == [second.pk]


def test_a_certified_contraindication_speaks(counter: Counter) -> None:
    certify_contraindication(
        actor=counter.doctor,
        patient_id=counter.patient.pk,
        statement_id=new_id(),
        target="pneumococcus",
        reason="Allergie",
    )
    assert status(counter, "pneumococcus") == "contraindicated"
    assert [one.note for one in standing(counter).contraindications] == ["Allergie"]


def test_kits_and_refusals_last_until_something_is_done(counter: Counter) -> None:
    until = timezone.localdate() + timedelta(days=200)
    refusal = record_refusal(
        actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("colorectal", 9, until=until)
    )
    assert standing(counter).refusals == {"colorectal": refusal}
    kit = hand_over_kit(
        actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("colorectal", 8, kit_number="K1")
    )
    assert (standing(counter).refusals, standing(counter).kits) == ({}, {"colorectal": kit})
    record_result(
        actor=counter.doctor, patient_id=counter.patient.pk,
        facts=entry("colorectal", 1, test="FIT", result=ResultKind.NEGATIVE),
    )  # fmt: skip
    assert (standing(counter).kits, status(counter, "colorectal")) == ({}, "up_to_date")


def test_the_doctor_reads_what_waits_once(counter: Counter) -> None:
    counter.note(dose("Influvac"), actor=counter.assistant)
    record_result(actor=counter.assistant, patient_id=counter.patient.pk, facts=entry("hiv"))
    drawn = timezone.now() - timedelta(minutes=5)
    with pytest.raises(Conflict):
        review_prevention(actor=counter.doctor, patient_id=counter.patient.pk, seen_until=drawn)
    assert standing(counter).waiting == 2
    assert [review_prevention(actor=counter.doctor, patient_id=counter.patient.pk) for _ in range(2)] == [2, 0]
    assert standing(counter).waiting == 0


def test_three_people(counter: Counter) -> None:
    with pytest.raises(Forbidden):
        patient_prevention(actor_of(counter.team.secretary), counter.patient.pk, days_before(0))
    with pytest.raises(NotFound):
        patient_prevention(actor_of(make_team("Ailleurs").doctor), counter.patient.pk, days_before(0))


def test_the_delegations_of_the_treating_doctor_speak() -> None:
    counter = make_counter(missions=("CONS-05",))
    found = entrusted(counter.assistant, counter.patient, days_before(0))
    assert {code: one.allowed for code, one in found.items()} == {"CONS-05": True, "CONS-06": False, "CONS-07": False}
    assert entrusted(counter.doctor, counter.patient, days_before(0)) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_four_statements_whatever_the_history(
    counter: Counter, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    counter.note(*(dose("Influvac", 400 * (place + 1)) for place in range(count)))
    actor = counter.assistant
    with django_assert_num_queries(4):
        patient_prevention(actor, counter.patient.pk, days_before(0))
