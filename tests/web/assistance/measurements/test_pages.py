"""Curves, a doctor's limits, and the band that calls him without a clinical word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brasdroit.assistance.measurements.models import DoctorThreshold
from brasdroit.assistance.measurements.services import record_measures
from tests.factories.assistance import Room, make_room
from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def curves(room: Room) -> str:
    return reverse("patient_measures", args=[room.encounter.patient_id])


def test_the_curves_have_a_table_that_says_the_same(room: Room) -> None:
    room.past("blood_pressure", "142", days=180, diastolic="84")
    room.past("blood_pressure", "138", days=90, diastolic="82")
    page = signed_in(room.team.doctor).get(curves(room)).content.decode()
    assert ("142/84\u00a0mmHg" in page, "138/82\u00a0mmHg" in page) == (True, True)


def test_a_child_is_drawn_on_the_reference_lines() -> None:
    room = make_room(born=timezone.localdate() - timedelta(days=730))
    for days, value in ((365, "9.8"), (10, "12.2")):
        room.past("weight", value, days=days)
    page = signed_in(room.team.doctor).get(curves(room)).content.decode()
    assert (page.count("\\u22123 DS"), "OMS" in page) == (1, True)


def test_nothing_measured_says_what_comes_here(room: Room) -> None:
    assert "Aucune mesure" in signed_in(room.team.doctor).get(curves(room)).content.decode()


def test_three_people_at_the_curves(room: Room) -> None:
    assert signed_in(room.team.assistant).get(curves(room)).status_code == 200
    assert signed_in(room.team.secretary).get(curves(room)).status_code == 403
    assert signed_in(make_team("Autre cabinet").doctor).get(curves(room)).status_code == 404


def test_the_band_calls_the_doctor_only_and_names_nothing(room: Room) -> None:
    address = reverse("measurement_alerts")
    record_measures(
        actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("blood_pressure", "168/96")]
    )
    band = signed_in(room.team.doctor).get(address).content.decode()
    assert "Une mesure de votre prochain patient demande votre attention." in band
    assert ("PETIT" in band, "168" in band, "tension" in band.lower()) == (False, False, False)
    assert signed_in(room.team.assistant).get(address).content.strip() == b""


def test_a_doctor_sets_and_gives_up_a_limit(room: Room) -> None:
    client, address = signed_in(room.team.doctor), reverse("measurement_limits")
    typed = {"measure": "systolic", "side": "high", "limit": "160", "from_year": "18"}
    assert client.post(address, {**typed, "limit": "beaucoup"}).status_code == 422
    assert client.post(address, {**typed, "limit": "9999"}).status_code == 422
    assert client.post(address, {**typed, "from_year": "-3"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    row = DoctorThreshold.everyone.get()
    assert (int(row.limit), row.from_month) == (160, 216)
    client.post(reverse("measurement_limit_end", args=[row.pk]))
    row.refresh_from_db()
    assert (row.ended_on, client.get(address).status_code) == (timezone.localdate(), 200)
    assert signed_in(room.team.assistant).get(address).status_code == 403
