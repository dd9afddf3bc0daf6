"""Kits, results and refusals: what they ask for, who may, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.pathway.screening.models import ScreeningEntry
from brasdroit.pathway.screening.services import hand_over_kit, record_refusal, record_result, take_back
from brasdroit.pathway.screening.types import ResultKind
from brasdroit.record.tasks.models import Task
from tests.factories.practice import actor_of, make_team
from tests.factories.prevention import Counter, entry, make_counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter() -> Counter:
    return make_counter()


def test_a_positive_result_asks_the_doctor_once_and_says_nothing_clinical(counter: Counter) -> None:
    facts = entry("colorectal", test="FIT", result=ResultKind.POSITIVE)
    for _ in range(2):
        record_result(actor=counter.assistant, patient_id=counter.patient.pk, facts=facts)
    task = Task.everyone.get()
    assert (task.title, task.owner_id, task.patient_id) == (
        "Résultat de dépistage à lire", counter.team.doctor.pk, counter.patient.pk,
    )  # fmt: skip
    assert ScreeningEntry.everyone.get().reviewed_at is None


def test_a_negative_result_asks_for_nothing(counter: Counter) -> None:
    record_result(actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("hiv", result=ResultKind.NEGATIVE))
    assert (ScreeningEntry.everyone.count(), Task.everyone.count()) == (1, 0)


def test_wrong_facts_are_told_by_field(counter: Counter) -> None:
    for facts, field in (
        (entry("colorectal", test="HPV"), "test"),
        (entry("hiv", test="FIT"), "test"),
        (entry("lune"), "target"),
        (entry("hiv", days_ago=-2), "done_on"),
        (entry("hiv", days_ago=30_000), "done_on"),
        (entry("hiv", done_on=None), "done_on"),
    ):
        with pytest.raises(Invalid) as told:
            record_result(actor=counter.doctor, patient_id=counter.patient.pk, facts=facts)
        assert list(told.value.fields) == [field]


def test_a_refusal_has_an_end(counter: Counter) -> None:
    today = timezone.localdate()
    for until in (None, today, today + timedelta(days=4000)):
        with pytest.raises(Invalid):
            record_refusal(actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("breast", 0, until=until))
    kept = record_refusal(
        actor=counter.assistant,
        patient_id=counter.patient.pk,
        facts=entry("breast", 0, until=today + timedelta(days=365)),
    )
    assert (kept.kind, kept.result) == ("refusal", "")


def test_a_kit_needs_its_own_delegation_and_a_number(counter: Counter) -> None:
    with pytest.raises(Invalid):
        hand_over_kit(actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("colorectal"))
    with pytest.raises(Invalid):
        hand_over_kit(actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("breast", kit_number="K1"))
    facts = entry("colorectal", 0, kit_number="KIT-204")
    with pytest.raises(Forbidden):  # entrusted, but neither trained nor under a protocol
        hand_over_kit(actor=counter.assistant, patient_id=counter.patient.pk, facts=facts)
    assert hand_over_kit(actor=counter.doctor, patient_id=counter.patient.pk, facts=facts).kit_number == "KIT-204"


def test_a_line_is_taken_back_once_with_a_reason(counter: Counter) -> None:
    row = record_result(actor=counter.doctor, patient_id=counter.patient.pk, facts=entry("hiv"))
    asked: dict[str, Any] = {"actor": counter.assistant, "patient_id": counter.patient.pk, "entry_id": row.pk}
    with pytest.raises(Invalid):
        take_back(**asked, reason="")
    assert take_back(**asked, reason="Autre patient", version=1).status == "entered-in-error"
    with pytest.raises(Conflict):
        take_back(**asked, reason="Autre patient")


def test_three_people(counter: Counter) -> None:
    with pytest.raises(Forbidden):
        record_result(actor=actor_of(counter.team.secretary), patient_id=counter.patient.pk, facts=entry("hiv"))
    with pytest.raises(NotFound):
        record_result(actor=actor_of(make_team("Ailleurs").doctor), patient_id=counter.patient.pk, facts=entry("hiv"))
