from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.foundation.live.models import LiveEvent
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, EmergencyReserve
from brasdroit.reception.agenda.services import book
from brasdroit.reception.agenda.types import FreeSlot
from brasdroit.record.models import Encounter
from tests.factories.agenda import (
    MONDAY,
    Desk,
    allow_overbooking,
    booking,
    local,
    make_appointment,
    make_desk,
    make_patient,
)
from tests.factories.practice import entrust, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_a_booking_holds_the_time_and_creates_the_encounter(desk: Desk) -> None:
    patient = make_patient(desk.tenant_id)
    asked = booking(desk, patient, local(9), reason="  Renouvellement  d’ordonnance ", companion="Sa fille")
    made = book(actor=desk.actor(), booking=asked)
    with tenant_scope(desk.tenant_id):
        encounter = Encounter.objects.get(pk=made.encounter_id)
    assert (made.start, made.end, made.occupying) == (local(9), local(9, 15), True)
    assert made.booked_by_id == desk.team.secretary.membership_id
    assert (made.room_id, made.site_id) == (desk.team.practice.room.pk, desk.team.practice.site.pk)
    assert (encounter.status, encounter.day, encounter.reason) == ("booked", MONDAY, "Renouvellement d’ordonnance")
    assert (encounter.service_type, encounter.service_label) == (desk.kind.pk, "Consultation")


def test_it_is_traced_and_told_to_the_open_screens(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    actions = AuditEntry.objects.filter(tenant_id=desk.tenant_id, about_id=made.patient_id).values_list(
        "action", flat=True
    )
    topics = LiveEvent.objects.filter(tenant_id=desk.tenant_id).values_list("topic", flat=True)
    assert sorted(actions) == ["appointment.booked", "encounter.planned"]
    assert list(topics) == ["agenda:2030-03-04"]


def test_it_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    make_appointment(desk, local(9))
    patient = make_patient(desk.tenant_id)
    actor = desk.actor()
    counts = []
    for quarter in (15, 30, 45):
        with CaptureQueriesContext(connection) as queries:
            book(actor=actor, booking=booking(desk, patient, local(9, quarter)))
        counts.append(len(queries))
    postgresql_lock = 1 if connection.vendor == "postgresql" else 0
    assert counts == [9 + postgresql_lock] * 3


def test_the_same_request_twice_books_once(desk: Desk) -> None:
    asked = booking(desk, make_patient(desk.tenant_id), local(9))
    first = book(actor=desk.actor(), booking=asked)
    second = book(actor=desk.actor(), booking=asked)
    with tenant_scope(desk.tenant_id):
        assert (second.pk, Appointment.objects.count(), Encounter.objects.count()) == (first.pk, 1, 1)


def test_the_second_is_told_what_is_free_instead(desk: Desk) -> None:
    make_appointment(desk, local(9))
    with pytest.raises(Conflict) as refusal:
        make_appointment(desk, local(9))
    starts = [each.start for each in refusal.value.alternatives if isinstance(each, FreeSlot)]
    assert starts == [local(9, 15), local(9, 30), local(9, 45)]
    assert refusal.value.message == (
        "Ce créneau est déjà pris. Déjà occupé de 9:00 à 9:15. Prochaines places\u202f: "
        "lundi 4 mars à 9:15, lundi 4 mars à 9:30 ou lundi 4 mars à 9:45."
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": local(13)}, "outside_openings"),
        ({"start": local(9, day=date(2030, 3, 3))}, "closed"),
        ({"start": local(9, day=date(2030, 5, 1))}, "closed"),
        ({"start": local(9, day=date(2020, 3, 2))}, "past"),
        ({"start": local(9), "minutes": 3}, "too_short"),
    ],
    ids=["lunch", "sunday", "public holiday", "past", "three minutes"],
)
def test_what_cannot_be_booked_says_why(desk: Desk, fields: dict[str, Any], code: str) -> None:
    asked = replace(booking(desk, make_patient(desk.tenant_id), local(9)), **fields)
    with pytest.raises(Invalid) as refusal:
        book(actor=desk.actor(), booking=asked)
    assert (refusal.value.code, list(refusal.value.fields)) == (code, ["start"])


def test_foreign_and_unfit_people_are_refused(desk: Desk) -> None:
    stranger = make_patient(make_desk("Cabinet des Ormes").tenant_id)
    merged = make_patient(desk.tenant_id, active=False)
    dead = make_patient(desk.tenant_id, deceased_on=date(2025, 1, 1))
    for patient in (stranger, merged, dead):
        with pytest.raises(Invalid) as refusal:
            book(actor=desk.actor(), booking=booking(desk, patient, local(9)))
        assert list(refusal.value.fields) == ["patient"]


@pytest.mark.parametrize("name", ["practitioner_id", "type_id", "room_id"])
def test_foreign_identifiers_are_refused(desk: Desk, name: str) -> None:
    foreign: dict[str, Any] = {name: uuid4()}
    asked = replace(booking(desk, make_patient(desk.tenant_id), local(9)), **foreign)
    with pytest.raises(Invalid) as refusal:
        book(actor=desk.actor(), booking=asked)
    assert list(refusal.value.fields) == [name.removesuffix("_id")]


@pytest.mark.parametrize("reason", ["a" * 301, "motif\x00caché"], ids=["long", "control"])
def test_a_reason_that_cannot_be_kept_is_refused(desk: Desk, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_appointment(desk, local(9), reason=reason)
    assert list(refusal.value.fields) == ["reason"]


def test_an_assistant_books_for_the_doctor_who_entrusted_it(desk: Desk) -> None:
    patient = make_patient(desk.tenant_id)
    with pytest.raises(Forbidden):
        book(actor=desk.actor("assistant"), booking=booking(desk, patient, local(9)))
    entrust(desk.doctor, desk.team.assistant, "ADM-02")
    made = book(actor=desk.actor("assistant"), booking=booking(desk, patient, local(9)))
    assert made.booked_by_id == desk.team.assistant.membership_id


def test_a_manager_does_not_book(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        book(actor=desk.actor("manager"), booking=booking(desk, make_patient(desk.tenant_id), local(9)))


def test_a_type_is_booked_by_its_roles(desk: Desk) -> None:
    with writing(desk.tenant_id):
        desk.kind.roles = ["doctor"]
        desk.kind.save_edit(expected_version=None, fields=["roles"])
    with pytest.raises(Forbidden):
        make_appointment(desk, local(9))
    patient = make_patient(desk.tenant_id)
    assert book(actor=desk.actor("doctor"), booking=booking(desk, patient, local(9))).start == local(9)


def test_overbooking_is_the_doctors_to_allow_and_is_marked(desk: Desk) -> None:
    make_appointment(desk, local(9))
    with pytest.raises(Invalid) as refusal:
        make_appointment(desk, local(9), overbook=True)
    assert refusal.value.code == "overbooking_refused"
    allow_overbooking(desk.doctor, per_day=1)
    made = make_appointment(desk, local(9), overbook=True)
    line = AuditEntry.objects.get(subject_id=made.pk, action="appointment.booked")
    assert (made.overbooked, made.occupying, line.details) == (True, False, {"overbooked": True})
    with pytest.raises(Invalid) as refusal:
        make_appointment(desk, local(9), overbook=True)
    assert refusal.value.code == "overbooking_full"


def test_asking_to_overbook_a_free_time_is_a_plain_booking(desk: Desk) -> None:
    allow_overbooking(desk.doctor)
    made = make_appointment(desk, local(9), overbook=True)
    assert (made.overbooked, made.occupying) == (False, True)


def test_time_kept_for_emergencies_takes_urgent_requests_only(desk: Desk) -> None:
    with writing(desk.tenant_id):
        EmergencyReserve.objects.create(
            practitioner=desk.doctor, weekdays=[0], start=time(11), end=time(12), release_at=time(8)
        )
    with pytest.raises(Invalid) as refusal:
        make_appointment(desk, local(11))
    assert refusal.value.code == "reserved"
    assert make_appointment(desk, local(11), urgent=True).encounter.priority == "urgent"


def test_winter_and_summer_time_keep_nine_o_clock_at_nine(desk: Desk) -> None:
    before, after = (
        make_appointment(desk, local(9, day=date(2030, 3, 29))),
        make_appointment(desk, local(9, day=date(2030, 4, 1))),
    )
    assert (before.start.hour, after.start.hour) == (8, 7)
    assert (before.encounter.day, after.encounter.day) == (date(2030, 3, 29), date(2030, 4, 1))
