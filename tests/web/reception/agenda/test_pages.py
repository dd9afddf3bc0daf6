"""The pages of the agenda, as the owner, a colleague without right and a stranger see them."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.agenda.models import Appointment, WaitingListEntry
from brasdroit.reception.agenda.services import (
    WaitingFacts,
    add_waiting,
    propose_slot,
)
from brasdroit.record.patients.models import Accommodation
from tests.factories.agenda import MONDAY, Desk, local, make_appointment, make_desk, make_patient
from tests.factories.patients import draft, load
from tests.factories.practice import writing

pytestmark = pytest.mark.django_db
DAY = {"jour": MONDAY.isoformat()}
JSON = {"Accept": "application/json"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


@pytest.fixture
def client(desk: Desk) -> Client:
    return signed_in(desk.team.secretary)


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def posted(desk: Desk, person: Any, **fields: Any) -> dict[str, Any]:
    """What the booking form sends."""
    slot = f"{desk.doctor.pk}|{local(9).isoformat()}|"
    return {"id": new_id(), "patient": person.pk, "type": desk.kind.pk, "slot": slot} | fields


@pytest.mark.parametrize("view", ["jour", "semaine", "liste"])
def test_the_list_is_there_in_every_view_at_a_constant_cost(desk: Desk, client: Client, view: str) -> None:
    counts = []
    for rank in range(3):
        made = make_appointment(desk, local(9, 15 * rank))
        client.get(reverse("agenda"), {**DAY, "vue": view})
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("agenda"), {**DAY, "vue": view})
        counts.append(len(queries))
        assert reverse("appointment", args=[made.pk]) in text(page)
    assert counts[0] == counts[2]


@pytest.mark.parametrize("wrong", ["", "hier", "2030-13-45", "9999-12-31"])
def test_an_unreadable_day_is_today(client: Client, wrong: str) -> None:
    assert client.get(reverse("agenda"), {"jour": wrong, "vue": "inconnue"}).status_code == 200


def test_the_grid_gets_appointments_free_and_closed_time(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    answer = client.get(reverse("agenda_events"), DAY).json()
    (card,) = answer["cards"]
    free = client.get(reverse("agenda_free"), DAY).json()["free"]
    assert ([each["extendedProps"]["kind"] for each in answer["background"]], len(free)) == (["closed", "closed"], 11)
    assert (card["start"], card["end"], card["movable"]) == ("2030-03-04T09:00", "2030-03-04T09:15", True)
    assert (card["person"], card["room"]) == (str(desk.doctor.pk), str(desk.team.practice.room.pk))
    assert answer["open"].replace(answer["any"], card["id"]) == reverse("appointment", args=[made.pk])


def test_a_manager_sees_nothing_to_book_or_move(desk: Desk) -> None:
    make_appointment(desk, local(9))
    manager = signed_in(desk.team.manager)
    answer = manager.get(reverse("agenda_events"), DAY).json()
    assert [each["movable"] for each in answer["cards"]] == [False]
    assert manager.get(reverse("agenda_free"), DAY).json() == {"free": []}
    assert manager.get(reverse("appointment_new")).status_code == 403


def test_a_stranger_finds_nothing(desk: Desk) -> None:
    made = make_appointment(desk, local(9))
    stranger = signed_in(make_desk("Cabinet des Ormes").team.secretary)
    names = ("appointment", "appointment_move", "appointment_cancel", "appointment_confirmation", "appointment_pdf")
    assert [stranger.get(reverse(name, args=[made.pk])).status_code for name in names] == [404] * 5
    posts = ("appointment_undo_move", "appointment_restore", "appointment_no_show")
    assert [stranger.post(reverse(name, args=[made.pk])).status_code for name in posts] == [404] * 3
    assert stranger.get(reverse("agenda_events"), DAY).json()["cards"] == []


def test_nobody_signed_in_is_shown_the_way_in(desk: Desk) -> None:
    answer = Client().get(reverse("agenda"))
    assert (answer.status_code, answer["Location"].startswith("/comptes/login/")) == (302, True)


def test_booking_from_proposal_to_confirmation(desk: Desk, client: Client) -> None:
    patient = make_patient(desk.tenant_id)
    page = text(
        client.get(
            reverse("appointment_new"),
            {"patient": str(patient.pk), "debut": local(9).isoformat(), "avec": str(desk.doctor.pk)},
        )
    )
    assert page.index("lun. 04/03, 9:00") < page.index("lun. 04/03, 9:15")
    asked = posted(desk, patient, reason="Renouvellement")
    answers = [client.post(reverse("appointment_new"), asked) for _ in range(2)]
    with tenant_scope(desk.tenant_id):
        made = Appointment.objects.get()
    assert [each["Location"] for each in answers] == [reverse("appointment_confirmation", args=[made.pk])] * 2
    shown = text(client.get(answers[0]["Location"]))
    assert "Apportez vos ordonnances." in shown
    assert "À apporter\u202f: Carte Vitale." in shown


def test_a_taken_slot_keeps_what_was_typed_and_says_what_is_free(desk: Desk, client: Client) -> None:
    make_appointment(desk, local(9))
    patient = make_patient(desk.tenant_id)
    answer = client.post(reverse("appointment_new"), posted(desk, patient, reason="Renouvellement"))
    page = text(answer)
    assert answer.status_code == 409
    assert "Ce créneau est déjà pris." in page
    assert 'value="Renouvellement"' in page
    assert str(patient.pk) in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slot": ""}, "Choisissez une place parmi celles proposées."),
        ({"slot": "rien|demain"}, "Cette place n’est pas lisible"),
        ({"patient": ""}, "Choisissez un patient dans la liste, ou créez sa fiche."),
        ({"patient": "pas-un-identifiant"}, "Choisissez un patient dans la liste, ou créez sa fiche."),
        ({"reason": "a" * 10_000}, "au plus 300 caractères"),
        ({"reason": "motif\x01caché"}, "Ce texte contient des caractères invisibles"),
        ({"type": str(new_id())}, "Ce type de rendez-vous n’est pas de ceux que vous pouvez donner."),
    ],
    ids=["no slot", "unreadable slot", "no patient", "not a patient", "long", "control", "foreign type"],
)
def test_bad_input_is_refused_beside_the_field(
    desk: Desk, client: Client, fields: dict[str, str], sentence: str
) -> None:
    answer = client.post(reverse("appointment_new"), posted(desk, make_patient(desk.tenant_id), **fields))
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_series_is_booked_told_and_given_up(desk: Desk, client: Client) -> None:
    asked = posted(desk, make_patient(desk.tenant_id), repeat="1-weeks")
    assert "Dites combien de rendez-vous" in text(client.post(reverse("appointment_new"), asked))
    page = text(client.post(reverse("appointment_new"), {**asked, "count": "8"}, follow=True))
    assert ("8 rendez-vous pris." in page, "22/04/2030 (jour férié" in page) == (True, True)
    with tenant_scope(desk.tenant_id):
        first = Appointment.objects.earliest("start")
    client.post(reverse("appointment_cancel", args=[first.pk]), {"by": "patient", "reason": "Guérison", "whole": "on"})
    with tenant_scope(desk.tenant_id):
        assert set(Appointment.objects.values_list("status", flat=True)) == {"cancelled"}


def test_searching_posts_no_booking_and_puts_no_token_in_the_address(desk: Desk, client: Client) -> None:
    patient = make_patient(desk.tenant_id)
    answer = client.post(reverse("appointment_new"), posted(desk, patient, quand="un mardi à 10 h", chercher="1"))
    assert (answer.status_code, "mardi" in text(answer)) == (200, True)
    with tenant_scope(desk.tenant_id):
        assert Appointment.objects.count() == 0


def test_the_needs_of_the_patient_are_shown_while_booking(desk: Desk, client: Client) -> None:
    patient = make_patient(desk.tenant_id)
    with writing(desk.tenant_id):
        Accommodation.objects.create(patient=patient, kind="reduced_mobility")
    assert "Mobilité réduite" in text(client.get(reverse("appointment_new"), {"patient": str(patient.pk)}))


def test_a_drag_moves_and_is_undone(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    address = reverse("appointment_move", args=[made.pk])
    moved = client.post(address, {"start": "2030-03-04T10:00", "minutes": "30", "version": "1"}, headers=JSON)
    assert (moved.status_code, moved.json()["text"].endswith(", lundi 4 mars 2030 à 10:00.")) == (200, True)
    stale = client.post(address, {"start": "2030-03-04T11:00", "minutes": "30", "version": "1"}, headers=JSON)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert client.post(moved.json()["undo"]).status_code == 204
    with tenant_scope(desk.tenant_id):
        back = Appointment.objects.get()
    assert (back.start, back.end) == (local(9), local(9, 15))


def test_a_drop_on_a_held_place_leads_to_the_free_ones(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    make_appointment(desk, local(10))
    said = client.post(
        reverse("appointment_move", args=[made.pk]), {"start": "2030-03-04T10:00", "version": "1"}, headers=JSON
    ).json()
    assert said["message"].startswith("Ce créneau est déjà pris.")
    assert said["message"].endswith("Prochaines places\u202f:")
    page = client.get(said["places"][0]["href"])
    assert page.context["choices"][0].label == said["places"][0]["label"]


@pytest.mark.parametrize("phrase", ["hier", "31/02", "blabla"])
def test_what_cannot_be_a_day_gets_no_place(desk: Desk, client: Client, phrase: str) -> None:
    page = client.get(reverse("appointment_new"), {"quand": phrase})
    assert (page.context["choices"], "Aucune place n’est proposée" in text(page)) == ([], True)


def test_a_move_by_the_page_proposes_slots(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    address = reverse("appointment_move", args=[made.pk])
    assert "data-digits" in text(client.get(address, {"quand": "jeudi"}))
    answer = client.post(address, {"slot": f"{desk.doctor.pk}|{local(9, 30).isoformat()}|", "version": "1"})
    assert answer["Location"] == reverse("appointment", args=[made.pk])
    assert client.post(address, {"slot": "rien"}, headers=JSON).status_code == 422


def test_cancelling_asks_why_and_can_be_taken_back(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    address = reverse("appointment_cancel", args=[made.pk])
    assert client.post(address, {"by": "patient", "reason": ""}).status_code == 422
    client.post(address, {"by": "patient", "reason": "Empêchement"})
    with tenant_scope(desk.tenant_id):
        assert Appointment.objects.get().status == "cancelled"
    assert "Rétablir" in text(client.get(reverse("appointment", args=[made.pk])))
    client.post(reverse("appointment_restore", args=[made.pk]))
    with tenant_scope(desk.tenant_id):
        assert Appointment.objects.get().status == "booked"


def test_the_confirmation_exists_as_paper_and_calendar(desk: Desk, client: Client) -> None:
    made = make_appointment(desk, local(9))
    paper = client.get(reverse("appointment_pdf", args=[made.pk]))
    calendar = client.get(reverse("appointment_ics", args=[made.pk]))
    assert (paper.content[:5], paper["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert b"DTSTART;TZID=Europe/Paris:20300304T090000" in calendar.content


def test_somebody_waits_is_placed_and_leaves_the_list(desk: Desk, client: Client) -> None:
    patient = make_patient(desk.tenant_id)
    sent = {
        "id": new_id(),
        "patient": str(patient.pk),
        "type": desk.kind.pk,
        "weekdays": ["0"],
        "note": "Peut venir vite",
    }
    assert client.post(reverse("waiting_new"), sent)["Location"] == reverse("waiting_list")
    with tenant_scope(desk.tenant_id):
        entry = WaitingListEntry.objects.get()
    assert "Peut venir vite" in text(client.get(reverse("waiting_list")))
    place = reverse("waiting_place", args=[entry.pk])
    assert "data-digits" in text(client.get(place))
    client.post(place, {"slot": f"{desk.doctor.pk}|{local(9).isoformat()}|"})
    assert "Peut venir vite" not in text(client.get(reverse("waiting_list")))


def test_the_answers_to_a_free_slot_are_noted_one_after_the_other(desk: Desk, client: Client) -> None:
    people = [make_patient(desk.tenant_id) for _ in range(2)]
    first, second = (
        add_waiting(actor=desk.actor(), facts=WaitingFacts(new_id(), each.pk, desk.kind.pk)) for each in people
    )
    asked = {"avec": desk.doctor.pk, "debut": local(9).isoformat(), "fin": local(9, 15).isoformat()}
    address = f"{reverse('waiting_slot')}?{urlencode(asked)}"
    client.post(address, {"entry": first.pk, "answer": "propose"})
    assert client.post(reverse("waiting_decline", args=[first.pk]))["Location"].split("?")[0] == reverse("waiting_slot")
    client.post(address, {"entry": first.pk, "answer": "reconsider"})
    assert [line.id for line, _ in client.get(address).context["found"].to_call] == [first.pk, second.pk]
    assert client.post(address, {"entry": first.pk, "answer": "reconsider"}).status_code == 409
    client.post(address, {"entry": first.pk, "answer": "decline"})
    shown = client.get(address).context["found"]
    assert [[line.id for line in part] for part in (shown.thinking, shown.refused)] == [[], [first.pk]]
    taken = client.post(address, {"entry": second.pk, "answer": "accept"})
    assert taken["Location"].endswith("/confirmation/")
    late = client.post(address, {"entry": first.pk, "answer": "accept"})
    assert (late.status_code, late.context["found"].taken) == (409, True)
    for broken in ("", "avec=x&debut=hier&fin=demain", address.split("?")[1].replace("fin=", "sans=")):
        assert client.get(f"{reverse('waiting_slot')}?{broken}")["Location"] == reverse("waiting_list")


def test_only_who_was_proposed_a_place_may_refuse_it(desk: Desk, client: Client) -> None:
    entry = add_waiting(actor=desk.actor(), facts=WaitingFacts(new_id(), make_patient(desk.tenant_id).pk, desk.kind.pk))
    shown = [client.get(reverse("waiting_list")).content.decode().count("Refuse la place")]
    propose_slot(actor=desk.actor(), entry_id=entry.pk, practitioner_id=desk.doctor.pk, start=local(9))
    shown.append(client.get(reverse("waiting_list")).content.decode().count("Refuse la place"))
    assert shown == [0, 1]


def test_refusing_and_withdrawing(desk: Desk, client: Client) -> None:
    patient = make_patient(desk.tenant_id)
    entry = add_waiting(actor=desk.actor(), facts=WaitingFacts(new_id(), patient.pk, desk.kind.pk))
    client.post(reverse("waiting_decline", args=[entry.pk]))
    client.post(reverse("waiting_withdraw", args=[entry.pk]))
    with tenant_scope(desk.tenant_id):
        assert list(WaitingListEntry.objects.values_list("refusals", "status")) == [(1, "withdrawn")]


def test_the_finder_answers_a_phrase_as_a_fragment(desk: Desk, client: Client) -> None:
    page = text(client.get(reverse("agenda_slots"), {"quand": "un mardi fleuri", "type": str(desk.kind.pk)}))
    assert ("Compris\u202f: mardi." in page, "Pas compris\u202f: fleuri." in page, "<html" in page) == (
        True,
        True,
        False,
    )


def test_the_combobox_finds_patients(desk: Desk, client: Client) -> None:
    known = load(desk.tenant_id, draft())[0].pk
    page = text(client.get(reverse("agenda_patients"), {"q": "lefevre"}))
    assert (f'data-value="{known}"' in page, page.count('role="option"')) == (True, 1)
    assert 'role="option"' not in text(client.get(reverse("agenda_patients"), {"q": ""}))
