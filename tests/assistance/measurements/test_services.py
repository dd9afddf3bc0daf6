"""Measures are taken under a delegation with the right device, judged, corrected with history, told to the doctor."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from brasdroit.assistance.measurements import selectors
from brasdroit.assistance.measurements.models import MeasurementAlert, Observation
from brasdroit.assistance.measurements.services import (
    LimitRequest,
    acknowledge_measures,
    confirm_measure,
    end_limit,
    enter_in_error,
    record_measures,
    set_limit,
)
from brasdroit.assistance.measurements.types import Level, ObservationStatus
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.missions.models import Delegation
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.models import Coverage, Patient
from tests.factories.assistance import Room, make_room, put
from tests.factories.practice import actor_of, entrust, make_device, make_team, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def record(room: Room, *readings: Any) -> list[Observation]:
    return record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=readings)


def alerts() -> list[MeasurementAlert]:
    return list(MeasurementAlert.everyone.order_by("raised_at", "id"))


def test_six_vital_signs_in_one_go_at_a_constant_cost(room: Room, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(11):  # with the two statements of the savepoint
        made = record(room, *room.six())
    assert [(row.status, row.level) for row in made] == [("preliminary", "ok")] * 6
    assert Observation.everyone.get(code="bmi").value == Decimal("27.2")
    assert AuditEntry.objects.filter(action="measurement.recorded").count() == 1


def test_what_is_stored_says_with_what_by_whom_and_under_which_delegation(room: Room) -> None:
    (row,) = record(room, room.reading("blood_pressure", "128/76", body_site="right", position="sitting"))
    assert (row.value, row.diastolic) == (Decimal(128), Decimal(76))
    assert (row.unit, row.device_label) == ("mm[Hg]", "Tensiomètre Omron M7")
    assert (row.method, row.entered_by_name, row.delegation_id is None) == ("automatic", "Sarah Benali", False)


def test_the_same_post_twice_is_one_measure(room: Room) -> None:
    reading = room.reading("pulse", "74", id=new_id())
    first, second = (record(room, reading)[0] for _ in range(2))
    assert (first.pk, Observation.everyone.count()) == (second.pk, 1)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("blood_pressure", "9999/80"),
        ("weight", "-5"),
        ("temperature", "370"),
        ("temperature", "98.6"),
        ("spo2", "500"),
        ("height", "1 760"),
        ("pulse", "NaN"),
        ("blood_pressure", "80/120"),
        ("weight", "7" * 5000),
        ("pulse", "7\x004"),
    ],
)
def test_absurd_values_are_refused_and_nothing_of_the_batch_is_kept(room: Room, code: str, text: str) -> None:
    good = room.reading("spo2" if code != "spo2" else "pulse", "97")
    with pytest.raises(Invalid) as refused:
        record(room, good, room.reading(code, text))
    assert list(refused.value.fields) == [code]
    assert Observation.everyone.count() == 0


def test_without_the_delegation_the_sentence_tells_what_to_do() -> None:
    room = make_room(missions=("CONS-03", "CONS-04"))
    with pytest.raises(Forbidden) as refused:
        record(room, room.reading("weight", "84,2"))
    assert refused.value.message == (
        "Le Dr Martin ne vous a pas confié la prise de constantes. Demandez-lui de l’ajouter dans Missions confiées."
    )
    assert Observation.everyone.count() == 0


def test_each_measure_asks_for_its_own_mission() -> None:
    room = make_room(missions=("CONS-02",))
    assert len(record(room, room.reading("weight", "84,2"))) == 1
    with pytest.raises(Forbidden):
        record(room, room.reading("spo2", "97"))


def test_a_device_that_is_not_automatic_or_not_named_is_refused(room: Room) -> None:
    unnamed = make_device(room.team.practice, room.team.doctor, kind="scale", brand="Autre")
    with pytest.raises(Forbidden) as refused:
        record(room, room.reading("weight", "84,2", device_id=unnamed.pk))
    assert refused.value.code == "device_not_named"
    with pytest.raises(Forbidden) as refused:
        record(room, room.reading("weight", "84,2", device_id=None))
    assert refused.value.message == "Choisissez l’appareil utilisé."


def test_a_device_declared_manual_is_left_to_the_doctor(room: Room) -> None:
    manual = make_device(room.team.practice, room.team.doctor, kind="scale", brand="Balance", fully_automatic=False)
    entrust_again(room, str(manual.pk))
    with pytest.raises(Forbidden) as refused:
        record(room, room.reading("weight", "84,2", device_id=manual.pk))
    assert refused.value.code == "device_not_automatic"
    assert (
        record_measures(
            actor=room.doctor,
            encounter_id=room.encounter.pk,
            readings=[room.reading("weight", "84,2", device_id=manual.pk)],
        )[0].method
        == "clinician"
    )


def entrust_again(room: Room, device_id: str) -> None:
    with writing(room.team.tenant_id):
        Delegation.objects.filter(mission="CONS-02").delete()
    entrust(room.team.doctor, room.team.assistant, "CONS-02", device_ids=[device_id])


def test_a_thermometer_weighs_nobody(room: Room) -> None:
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("weight", "84,2", device_id=room.devices["thermometer"].pk))
    assert refused.value.fields["weight"] == ["Poids\u202f: cet appareil ne convient pas. Choisissez-en un autre."]


def test_what_is_the_doctors_is_refused_to_an_assistant(room: Room) -> None:
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("respiratory_rate", "16"))
    assert list(refused.value.fields) == ["respiratory_rate"]


def test_a_child_is_outside_the_automatic_device() -> None:
    room = make_room(born=timezone.localdate() - timedelta(days=9 * 365))
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("blood_pressure", "98/60"))
    assert "revient au médecin" in refused.value.message


def test_a_maternity_cover_in_force_takes_the_pressure_to_the_doctor(room: Room) -> None:
    today = timezone.localdate()
    with writing(room.team.tenant_id):
        Patient.objects.filter(pk=room.encounter.patient_id).update(sex="F")
        cover = Coverage.objects.create(
            patient_id=room.encounter.patient_id, kind="MATERNITY", valid_from=today - timedelta(days=60)
        )
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("blood_pressure", "128/76"))
    assert "(grossesse)" in refused.value.message
    with writing(room.team.tenant_id):
        Coverage.objects.filter(pk=cover.pk).update(valid_to=today - timedelta(days=1))
    (row,) = record(room, room.reading("blood_pressure", "128/76"))
    assert (row.level, row.judgement_code) == ("ok", "scope_undetermined")


def test_the_patient_must_be_here(room: Room) -> None:
    put(room.encounter, EncounterStatus.BOOKED, room.team.tenant_id)
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("pulse", "74"))
    assert refused.value.code == "not_here"


def test_a_value_beyond_a_limit_calls_the_doctor(room: Room) -> None:
    (row,) = record(room, room.reading("blood_pressure", "168/96"))
    (alert,) = alerts()
    assert (row.level, alert.observation_id, alert.doctor_id) == (Level.ALERT, row.pk, room.team.doctor.pk)
    assert alert.text == "Au-dessus du seuil proposé (140/90, à vérifier). Alerte envoyée au médecin."
    assert sorted(LiveEvent.objects.values_list("topic", flat=True).distinct()) == ["alerts", "preparation"]
    with tenant_scope(room.team.tenant_id):
        assert selectors.waiting_encounters(room.doctor) == [room.encounter.pk]
        assert selectors.waiting_encounters(room.assistant) == []


def test_no_clinical_word_in_the_journal(room: Room) -> None:
    record(room, room.reading("blood_pressure", "168/96"))
    (line,) = AuditEntry.objects.filter(action="measurement.recorded")
    assert line.details == {"count": 1}


def test_the_doctors_own_limit_replaces_the_proposed_one(room: Room) -> None:
    for measure, limit in (("systolic", 170), ("diastolic", 100)):
        set_limit(actor=room.doctor, request=LimitRequest(measure, "high", Decimal(limit)))
    assert record(room, room.reading("blood_pressure", "168/96"))[0].level == Level.OK
    (row,) = record(room, room.reading("blood_pressure", "172/96"))
    assert row.judgement == "Au-dessus du seuil du Dr Martin (170/100). Alerte envoyée au médecin."


def test_a_limit_is_changed_and_given_up_with_its_history(room: Room) -> None:
    first = set_limit(actor=room.doctor, request=LimitRequest("pulse", "high", Decimal(110)))
    second = set_limit(actor=room.doctor, request=LimitRequest("pulse", "high", Decimal(120)))
    end_limit(actor=room.doctor, limit_id=second.pk)
    with tenant_scope(room.team.tenant_id):
        assert selectors.limits_of(room.team.doctor.pk) == []
        assert {row.pk for row in selectors.limits_of(room.team.doctor.pk, ended=True)} == {first.pk, second.pk}


@pytest.mark.parametrize(("limit", "end", "field"), [(9999, None, "limit"), (120, 12, "to_month")])
def test_an_absurd_limit_names_the_field(room: Room, limit: int, end: int | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_limit(actor=room.doctor, request=LimitRequest("pulse", "high", Decimal(limit), to_month=end))
    assert list(refused.value.fields) == [field]


def test_only_a_doctor_sets_limits_and_acknowledges(room: Room) -> None:
    with pytest.raises(Forbidden):
        set_limit(actor=room.assistant, request=LimitRequest("pulse", "high", Decimal(110)))
    with pytest.raises(Forbidden):
        acknowledge_measures(actor=room.assistant, encounter_id=room.encounter.pk)


def test_a_doubtful_value_waits_and_is_confirmed(room: Room) -> None:
    room.past("weight", "84.1", days=180)
    (row,) = record(room, room.reading("weight", "48,2"))
    assert (row.status, row.level) == (ObservationStatus.REGISTERED, Level.DOUBTFUL)
    assert alerts() == []
    kept = confirm_measure(actor=room.assistant, observation_id=row.pk)
    assert (kept.status, kept.judgement_code) == (ObservationStatus.PRELIMINARY, "weight_loss")
    assert [alert.code for alert in alerts()] == ["weight_loss"]
    assert confirm_measure(actor=room.assistant, observation_id=row.pk).pk == row.pk
    assert len(alerts()) == 1


def test_a_second_measure_near_the_first_settles_the_doubt(room: Room) -> None:
    room.past("temperature", "36.5")
    (first,) = record(room, room.reading("temperature", "39,6"))
    (second,) = record(room, room.reading("temperature", "39,5", replaces=first.pk))
    assert (first.level, second.status, second.level) == (Level.DOUBTFUL, ObservationStatus.PRELIMINARY, Level.ALERT)
    first.refresh_from_db()
    assert (first.status, second.supersedes_id) == (ObservationStatus.IN_ERROR, first.pk)


def test_a_typing_mistake_is_corrected_with_its_history_and_its_alert_withdrawn(room: Room) -> None:
    (wrong,) = record(room, room.reading("pulse", "174"))
    (right,) = record(room, room.reading("pulse", "74", replaces=wrong.pk))
    wrong.refresh_from_db()
    assert (wrong.status, right.status, right.sequence) == ("entered-in-error", "preliminary", 1)
    assert [alert.withdrawn_at is not None for alert in alerts()] == [True]
    with tenant_scope(room.team.tenant_id):
        assert [row.pk for row in selectors.observation_history(room.doctor, room.encounter.pk)] == [wrong.pk, right.pk]
        assert selectors.waiting_encounters(room.doctor) == []


def test_two_people_correcting_the_second_is_told(room: Room) -> None:
    (wrong,) = record(room, room.reading("pulse", "84"))
    record(room, room.reading("pulse", "74", replaces=wrong.pk))
    with pytest.raises(Conflict):
        record(room, room.reading("pulse", "75", replaces=wrong.pk))
    with pytest.raises(Conflict) as told:
        enter_in_error(actor=room.assistant, observation_id=wrong.pk)
    assert told.value.message == "Sarah Benali a corrigé cette mesure entre-temps (74). Relisez-la, puis corrigez."


def test_what_the_doctor_has_seen_is_corrected_with_a_reason_and_comes_back_to_him(room: Room) -> None:
    (row,) = record(room, room.reading("pulse", "74"))
    acknowledge_measures(actor=room.doctor, encounter_id=room.encounter.pk)
    with pytest.raises(Invalid) as asked:
        record(room, room.reading("pulse", "76", replaces=row.pk))
    assert list(asked.value.fields) == ["reason"]
    (amended,) = record(room, room.reading("pulse", "76", replaces=row.pk, reason="Erreur de frappe"))
    assert (amended.status, amended.reviewed_at) == (ObservationStatus.AMENDED, None)
    assert acknowledge_measures(actor=room.doctor, encounter_id=room.encounter.pk) == 1


def test_a_wrong_measure_is_corrected_and_another_taken_back_after_the_visit(room: Room) -> None:
    wrong, other = record(room, room.reading("weight", "48,2"), room.reading("pulse", "74"))
    acknowledge_measures(actor=room.doctor, encounter_id=room.encounter.pk)
    put(room.encounter, EncounterStatus.FINISHED, room.team.tenant_id)
    right = room.reading("weight", "84,2", replaces=wrong.pk, reason="Chiffres inversés")
    (amended,) = record_measures(actor=room.doctor, encounter_id=room.encounter.pk, readings=[right])
    enter_in_error(actor=room.assistant, observation_id=other.pk, reason="Mesure d’un autre patient")
    for row in (wrong, other):
        row.refresh_from_db()
    assert (amended.status, wrong.status, other.status) == ("amended", "entered-in-error", "entered-in-error")
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("spo2", "97"))
    assert refused.value.code == "not_here"


def test_an_empty_sheet_is_told_so(room: Room) -> None:
    with pytest.raises(Invalid) as refused:
        record(room)
    assert refused.value.code == "nothing_measured"


def test_the_doctor_acknowledges_measures_and_alerts(room: Room) -> None:
    (row,) = record(room, room.reading("blood_pressure", "168/96"))
    acknowledge_measures(actor=room.doctor, encounter_id=room.encounter.pk)
    row.refresh_from_db()
    (alert,) = alerts()
    assert (row.status, row.reviewed_by_id) == (ObservationStatus.FINAL, room.team.doctor.pk)
    assert alert.acknowledged_by_id == room.team.doctor.pk


def test_two_arms_that_differ_are_told_once(room: Room) -> None:
    record(room, room.reading("blood_pressure", "122/70", body_site="right"))
    record(room, room.reading("blood_pressure", "136/72", body_site="left"))
    record(room, room.reading("blood_pressure", "137/72", body_site="left"))
    assert [alert.code for alert in alerts()] == ["arm_difference"]


def test_the_index_follows_the_weight(room: Room) -> None:
    (weight, _) = record(room, room.reading("weight", "84,2"), room.reading("height", "176"))
    record(room, room.reading("weight", "80", replaces=weight.pk))
    with tenant_scope(room.team.tenant_id):
        rows = Observation.objects.filter(code="bmi").order_by("created_at")
        assert [(row.value, row.status) for row in rows] == [
            (Decimal("27.2"), "entered-in-error"),
            (Decimal("25.8"), "preliminary"),
        ]
    enter_in_error(actor=room.assistant, observation_id=Observation.everyone.get(value=80).pk)
    assert not Observation.everyone.filter(code="bmi", status="preliminary").exists()


def test_a_stranger_finds_no_measure(room: Room) -> None:
    (row,) = record(room, room.reading("pulse", "74"))
    stranger = actor_of(make_team("Autre cabinet").doctor)
    for act in (
        lambda: record_measures(actor=stranger, encounter_id=room.encounter.pk, readings=[]),
        lambda: confirm_measure(actor=stranger, observation_id=row.pk),
        lambda: enter_in_error(actor=stranger, observation_id=row.pk),
        lambda: acknowledge_measures(actor=stranger, encounter_id=room.encounter.pk),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_secretary_takes_no_measure(room: Room) -> None:
    with pytest.raises(Forbidden):
        record_measures(actor=actor_of(room.team.secretary), encounter_id=room.encounter.pk, readings=[])


def test_the_future_and_two_of_a_kind_are_refused(room: Room) -> None:
    with pytest.raises(Invalid):
        record(room, room.reading("pulse", "74", taken_at=timezone.now() + timedelta(hours=1)))
    with pytest.raises(Invalid) as refused:
        record(room, room.reading("pulse", "74"), room.reading("pulse", "75"))
    assert refused.value.code == "measure_twice"


def test_the_series_hold_results_only_oldest_first(room: Room) -> None:
    room.past("weight", "84.1", days=180)
    record(room, room.reading("weight", "83,5"), room.reading("pulse", "74"))
    with tenant_scope(room.team.tenant_id):
        found = selectors.patient_series(room.doctor, room.encounter.patient, timezone.localdate())
    assert [(one.code, [row.value for row in one.points]) for one in found] == [
        ("pulse", [Decimal(74)]),
        ("weight", [Decimal("84.1"), Decimal("83.5")]),
    ]
