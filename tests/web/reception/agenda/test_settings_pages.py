"""The pages that set the agenda up: hours, reserves, types, calendars to subscribe to."""

from __future__ import annotations

import html
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import AppointmentType, ScheduleException
from brasdroit.reception.agenda.selectors import opening_list
from brasdroit.reception.agenda.services import ReserveFacts, add_reserve, create_feed
from tests.factories.agenda import Desk, local, make_appointment, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_hours_are_organised_and_the_appointments_hit_are_listed(desk: Desk) -> None:
    doctor = signed_in(desk.doctor)
    make_appointment(desk, local(9))
    sent = {
        "form": "exception", "id": new_id(), "kind": "absence", "practitioner": desk.doctor.pk, "first_day": "04/03/2030",
        "last_day": "05/03/2030", "reason": "Formation",
    }  # fmt: skip
    assert doctor.post(reverse("agenda_hours"), {**sent, "last_day": "03/03/2030"}).status_code == 422
    assert doctor.post(reverse("agenda_hours"), sent)["Location"] == reverse("agenda_hours")
    page = text(doctor.get(reverse("agenda_hours")))
    assert ("Formation" in page, "Rendez-vous à déplacer" in page) == (True, True)
    with tenant_scope(desk.tenant_id):
        exception = ScheduleException.objects.get()
    doctor.post(reverse("agenda_end", args=["exception", exception.pk]))
    assert "Formation" not in text(doctor.get(reverse("agenda_hours")))
    assert doctor.post(reverse("agenda_end", args=["inconnu", exception.pk])).status_code == 404


def test_an_opening_is_changed_on_screen_and_what_it_no_longer_covers_is_listed(desk: Desk) -> None:
    doctor, soon = signed_in(desk.doctor), timezone.localdate() + timedelta(days=14)
    monday = soon - timedelta(days=soon.weekday())
    make_appointment(desk, local(9, day=monday))
    [opening] = [each for each in opening_list(desk.actor()) if each.weekday == 0]
    address = reverse("agenda_opening", args=[opening.pk])
    start = doctor.get(address).context["form"].initial
    sent = {
        "id": new_id(), "practitioner": desk.doctor.pk, "weekday": "0", "start": "14:00", "end": "18:00",
        "valid_from": "hier", "every_weeks": "1", "room": "",
    }  # fmt: skip
    assert (start["start"], doctor.post(address, sent).status_code) == (opening.start, 422)
    doctor.post(address, {**sent, "valid_from": numeric_date(max(monday, opening.valid_from))})
    answer = doctor.get(reverse("agenda_hours"))
    assert [card.start for card in answer.context["hit"]] == [local(9, day=monday)]
    assert doctor.get(address.replace(str(opening.pk), str(new_id()))).status_code == 404


def test_any_day_of_an_emergency_reserve_is_released_and_kept_again(desk: Desk) -> None:
    doctor, today = signed_in(desk.doctor), timezone.localdate() + timedelta(days=1)
    facts = ReserveFacts(new_id(), desk.doctor.pk, (today.weekday(),), time(11), time(12), time(8))
    reserve = add_reserve(actor=desk.actor("doctor"), facts=facts)
    address, far = reverse("agenda_reserve", args=[reserve.pk]), today + timedelta(days=70)
    for wrong in (today - timedelta(days=8), today + timedelta(days=1)):
        assert doctor.post(address, {"day": numeric_date(wrong)}).status_code == 422
    doctor.post(address, {"day": numeric_date(far)})
    page = doctor.get(address)
    assert {each.day: each.released for each in page.context["days"]}[far] is True
    assert page.content.decode().count("Libéré<") == 1
    doctor.post(address, {"day": numeric_date(far), "garder": "1"})
    assert far not in {each.day for each in doctor.get(address).context["days"]}


def test_types_are_changed_by_those_who_may(desk: Desk) -> None:
    doctor = signed_in(desk.doctor)
    sent = {
        "name": "Vaccination", "minutes": "10", "preparation_minutes": "0", "place": "practice", "roles": ["doctor"],
        "colour": "info", "shape": "syringe", "documents": "Carnet de vaccination\nCarte Vitale",
    }  # fmt: skip
    assert doctor.post(reverse("appointment_type_new"), {**sent, "minutes": "900"}).status_code == 422
    doctor.post(reverse("appointment_type_new"), sent)
    with tenant_scope(desk.tenant_id):
        made = AppointmentType.objects.get(name="Vaccination")
    assert made.documents == ["Carnet de vaccination", "Carte Vitale"]
    assert "Vaccination" in text(doctor.get(reverse("appointment_type", args=[made.pk])))
    doctor.post(reverse("appointment_type_retire", args=[made.pk]))
    assert "Vaccination" not in text(doctor.get(reverse("appointment_types")))
    assert signed_in(desk.team.assistant).get(reverse("appointment_type_new")).status_code == 403


def test_a_calendar_is_read_by_its_secret_alone(desk: Desk) -> None:
    make_appointment(desk, local(9))
    given = create_feed(actor=desk.actor("doctor"), practitioner_id=desk.doctor.pk)
    answer = Client().get(reverse("agenda_feed", args=[given.token]))
    assert (answer.status_code, b"BEGIN:VCALENDAR" in answer.content, b"MARTIN" in answer.content) == (200, True, False)
    doctor = signed_in(desk.doctor)
    doctor.post(reverse("agenda_feed_revoke", args=[given.feed.pk]))
    assert Client().get(reverse("agenda_feed", args=[given.token])).status_code == 404
    assert (
        doctor.post(reverse("agenda_feeds"), {"practitioner": desk.doctor.pk, "label": "Téléphone"}).status_code == 200
    )
    assert signed_in(desk.team.secretary).get(reverse("agenda_feeds")).status_code == 403
