"""The assistant's screen and the doctor's sheet, as three people see them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from brasdroit.assistance.measurements.models import Observation
from brasdroit.assistance.measurements.services import record_measures
from brasdroit.assistance.preparation import services
from brasdroit.assistance.preparation.models import Preparation, QuestionnaireResponse
from brasdroit.assistance.preparation.services import Heading
from brasdroit.assistance.preparation.types import Item, ItemKind
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.tasks.models import Task
from tests.factories.assistance import SIX, Room, make_room, put
from tests.factories.practice import make_team

pytestmark = pytest.mark.django_db
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def room() -> Room:
    return make_room()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def at(name: str, room: Room, *more: Any) -> str:
    return reverse(name, args=[room.encounter.pk, *more])


def device(room: Room, code: str) -> str:
    return str(room.reading(code, "").device_id or "")


def test_two_inputs_are_read_as_one_pressure(room: Room) -> None:
    client = signed_in(room.team.assistant)
    typed = {"value": "168", "second": "96", "arm": "right", "device": device(room, "blood_pressure")}
    answer = client.post(at("preparation_measure", room, "blood_pressure"), typed, **HTMX)
    assert answer.status_code == 200
    assert answer.content.count(b'data-state="alert"') == 1
    (row,) = Observation.everyone.all()
    assert (row.value, row.diastolic, row.body_site) == (Decimal(168), Decimal(96), "right")


def test_a_pressure_pasted_whole_and_a_decimal_comma(room: Room) -> None:
    client = signed_in(room.team.assistant)
    for code, text in (("blood_pressure", "128/76"), ("weight", "84,2")):
        client.post(at("preparation_measure", room, code), {"value": text, "device": device(room, code)}, **HTMX)
    assert sorted(float(row.value) for row in Observation.everyone.all()) == [84.2, 128.0]


def test_a_refused_value_stays_in_its_field_with_the_sentence(room: Room) -> None:
    client = signed_in(room.team.assistant)
    typed = {"value": "9999", "second": "80", "device": device(room, "blood_pressure")}
    answer = client.post(at("preparation_measure", room, "blood_pressure"), typed, **HTMX).content.decode()
    assert ('data-state="refused"' in answer, 'value="9999"' in answer) == (True, True)
    assert Observation.everyone.count() == 0


def test_the_field_is_not_offered_without_the_delegation_and_the_page_says_why() -> None:
    room = make_room(missions=("CONS-04",))
    page = signed_in(room.team.assistant).get(at("preparation_sheet", room)).content.decode()
    assert 'id="v-weight"' not in page
    assert "Le Dr Martin ne vous a pas confié la prise de constantes." in page


def test_a_program_posts_the_six_at_once_within_ten_statements(room: Room) -> None:
    client = signed_in(room.team.assistant)
    typed: dict[str, Any] = {"code": list(SIX)}
    for code, text in SIX.items():
        typed |= {f"{code}.value": text, f"{code}.device": device(room, code)}
    client.get(at("preparation_preview", room))
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(at("preparation_measures", room), typed, HTTP_ACCEPT="application/json")
    assert (answer.status_code, len(answer.json()["observations"])) == (201, 6)
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 10


def test_a_doubtful_value_is_confirmed_and_a_wrong_one_taken_back(room: Room) -> None:
    room.past("weight", "84.1", days=60)
    client = signed_in(room.team.assistant)
    client.post(at("preparation_measure", room, "weight"), {"value": "48,2", "device": device(room, "weight")}, **HTMX)
    row = Observation.everyone.get(value="48.2")
    assert b'data-state="alert"' in client.post(at("preparation_confirm", room, "weight", row.pk), **HTMX).content
    client.post(at("preparation_withdraw", room, "weight", row.pk), **HTMX)
    row.refresh_from_db()
    assert row.status == "entered-in-error"


def test_the_second_reading_has_an_empty_field(room: Room) -> None:
    record_measures(
        actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("blood_pressure", "128/76")]
    )
    client = signed_in(room.team.assistant)
    line = client.get(at("preparation_line", room, "blood_pressure") + "?nouvelle=1").content.decode()
    assert ("2e mesure" in line, 'name="replaces"' in line) == (True, False)


@pytest.mark.parametrize("step", ["motif", "questions", "mesures", "antecedents", "remise", "inconnue"])
def test_every_step_shows(room: Room, step: str) -> None:
    ask(room)
    assert signed_in(room.team.assistant).get(f"{at('preparation_sheet', room)}?etape={step}").status_code == 200


def ask(room: Room) -> None:
    row = services.save_questionnaire(actor=room.doctor, heading=Heading("Suivi"))
    items = [
        Item("smokes", "Fumez-vous ?", ItemKind.YES_NO, "Tabac"),
        Item("n", "Combien ?", ItemKind.NUMBER, "Nombre"),
    ]
    services.save_items(actor=room.doctor, questionnaire_id=row.pk, items=items)
    services.publish_draft(actor=room.doctor, questionnaire_id=row.pk)


def test_questions_are_kept_and_corrected_beside_the_field(room: Room) -> None:
    ask(room)
    client = signed_in(room.team.assistant)
    answer = client.post(at("preparation_questions", room), {"q-smokes": "oui", "q-n": "beaucoup"}, **HTMX)
    assert '"n": "Un nombre est attendu' in answer["HX-Trigger"]
    assert QuestionnaireResponse.everyone.get().answers == {"smokes": True}
    plain = client.post(at("preparation_questions", room), {"q-smokes": "oui", "q-n": "beaucoup"})
    assert plain.status_code == 422


def test_words_lines_and_what_was_reviewed(room: Room) -> None:
    client = signed_in(room.team.assistant)
    client.post(at("preparation_reason", room), {"words": "Essoufflé"}, **HTMX)
    line = {"id": str(new_id()), "kind": "treatment", "text": "amlodipine"}
    for _ in range(2):
        part = client.post(at("preparation_add", room, "treatments"), line, **HTMX).content.decode()
    assert part.count("À valider par le médecin") == 1
    client.post(at("preparation_reviewed", room, "treatments"), {"done": "1"}, **HTMX)
    preparation = Preparation.everyone.get()
    assert (preparation.words, list(preparation.reviewed)) == ("Essoufflé", ["treatments"])


def test_ready_for_the_doctor(room: Room) -> None:
    client = signed_in(room.team.assistant)
    assert client.post(at("preparation_hand_over", room), {"message": "Pressé"})["Location"] == reverse("preparation")
    room.encounter.refresh_from_db()
    assert room.encounter.status == EncounterStatus.READY_FOR_DOCTOR


def test_devices_are_remembered(room: Room) -> None:
    client = signed_in(room.team.assistant)
    client.post(at("preparation_devices", room), {"device": [device(room, "weight"), str(new_id())]})
    assert client.session["devices"] == {"scale": device(room, "weight")}


def test_the_doctors_sheet_closes_with_tasks(room: Room) -> None:
    record_measures(
        actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("blood_pressure", "168/96")]
    )
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    client = signed_in(room.team.doctor)
    page = client.get(at("consultation", room)).content.decode()
    assert "Au-dessus du seuil proposé" in page
    client.post(at("consultation_comment", room), {"comment": "À revoir"})
    wrong = client.post(at("consultation_close", room), {"task-letter": "1", "task-letter-due": "31/02/2026"})
    assert wrong.status_code == 422
    typed = {
        "task-letter": "1",
        "task-letter-words": "Au cardiologue",
        "task-kit-words": "Colorectal",
        "free-0": "Peser",
    }
    assert client.post(at("consultation_close", room), typed)["Location"] == reverse("preparation")
    tasks = [(task.title, task.reason) for task in Task.everyone.order_by("created_at", "id")]
    assert tasks == [
        ("Préparer un courrier", "Au cardiologue"),
        ("Remettre un kit ou un document", "Colorectal"),
        ("Peser", ""),
    ]


def test_the_doctor_takes_asks_and_sees(room: Room) -> None:
    put(room.encounter, EncounterStatus.READY_FOR_DOCTOR, room.team.tenant_id)
    client = signed_in(room.team.doctor)
    client.post(at("consultation_take", room))
    client.post(at("consultation_acknowledge", room))
    assert client.post(at("consultation_ask", room), {"request": ""}).status_code == 422
    client.post(at("consultation_ask", room), {"request": "Reprendre à gauche"})
    page = signed_in(room.team.assistant).get(at("preparation_sheet", room)).content.decode()
    assert "Reprendre à gauche" in page


def test_vu_leaves_once_pressed_though_a_doubtful_value_still_waits_for_the_assistant(room: Room) -> None:
    room.past("weight", "84.1", days=60)
    put(room.encounter, EncounterStatus.READY_FOR_DOCTOR, room.team.tenant_id)
    both = [room.reading("weight", "48.2"), room.reading("pulse", "74")]
    record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=both)
    client = signed_in(room.team.doctor)
    before = client.get(at("consultation", room)).context["to_review"]
    client.post(at("consultation_acknowledge", room))
    assert (before, client.get(at("consultation", room)).context["to_review"]) == (1, 0)


@pytest.mark.parametrize("act", ["consultation_acknowledge", "consultation_close"])
def test_a_page_drawn_before_a_measure_does_not_acknowledge_it(room: Room, act: str) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    client = signed_in(room.team.doctor)
    drawn = client.get(at("consultation", room)).context["seen_until"]
    record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("pulse", "74")])
    late = client.post(at(act, room), {"seen_until": drawn})
    assert (late.status_code, "De nouveaux éléments sont arrivés" in late.content.decode()) == (409, True)
    assert late.content.decode().count(f'name="seen_until" value="{late.context["seen_until"]}"') == 2
    assert client.post(at(act, room), {"seen_until": late.context["seen_until"]}).status_code == 302
    assert Observation.everyone.get().status == "final"


def test_a_refused_closing_comes_back_as_it_was_typed(room: Room) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    typed = {
        "task-letter": "1", "task-letter-words": "Au cardiologue", "task-letter-due": "jamais",
        "free-0": "Photocopier", "free-0-words": "En couleurs", "owner": str(room.team.secretary.pk),
    }  # fmt: skip
    answer = signed_in(room.team.doctor).post(at("consultation_close", room), typed)
    lines = {line.name: (line.title, line.words, line.due) for line in answer.context["closing_lines"]}
    assert (answer.status_code, answer.context["owner"]) == (422, typed["owner"])
    assert lines["task-letter"] == ("1", "Au cardiologue", "jamais")
    assert lines["free-0"] == ("Photocopier", "En couleurs", "")
    assert lines["task-call"] == ("", "", "")
    assert answer.content.decode().count("checked") == 1
    said = "«\u202fjamais\u202f» n’est pas une date\u202f: écrivez par exemple 14/03/1961."
    assert [line.wrong for line in answer.context["closing_lines"] if line.wrong] == [said]
    assert answer.content.decode().count('aria-describedby="task-letter-wrong"') == 1


def test_the_closing_understands_the_days_it_shows(room: Room) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    typed = {"task-letter": "1", "task-letter-due": "demain", "task-call": "1", "task-call-due": "dans 2 jours"}
    assert signed_in(room.team.doctor).post(at("consultation_close", room), typed).status_code == 302
    due = Task.everyone.order_by("due_on").values_list("due_on", flat=True)
    assert [day and (day - timezone.localdate()).days for day in due] == [1, 2]


def test_the_address_of_a_closing_opened_by_hand_leads_back_to_the_sheet(room: Room) -> None:
    answer = signed_in(room.team.doctor).get(at("consultation_close", room))
    assert (answer.status_code, answer.context["back"]) == (405, at("consultation", room))
    assert answer.content.decode().count("Revenir") == 1


def test_what_is_said_of_allergies_stands_in_the_banner_at_once(room: Room) -> None:
    url = reverse("preparation_none", args=[room.encounter.pk, "history", "allergy"])
    answer = signed_in(room.team.assistant).post(url, **HTMX).content.decode()
    assert answer.count('id="patient-banner" aria-label="Patient" hx-swap-oob="true"') == 1
    assert "Allergies non renseignées" not in answer


@pytest.mark.parametrize("version", ["", "0", "²"])
def test_two_pages_drawn_before_the_first_words_do_not_overwrite_each_other(room: Room, version: str) -> None:
    client, doctor = signed_in(room.team.assistant), signed_in(room.team.doctor)
    answers = [
        client.post(at("preparation_reason", room), {"words": words, "version": version}, **HTMX).status_code
        for words in ("Essoufflé", "Toux")
    ]
    late = doctor.post(at("consultation_comment", room), {"comment": "À revoir", "version": version})
    assert (*answers, late.status_code) == (200, 409, 422)
    assert [(row.words, row.comment) for row in Preparation.everyone.all()] == [("Essoufflé", "")]


@pytest.mark.parametrize("moment", ["", "hier", "2026-13-45T10:00:00Z", "2026-01-01T10:00:00"])
def test_an_unreadable_moment_is_refused(room: Room, moment: str) -> None:
    client = signed_in(room.team.doctor)
    assert client.post(at("consultation_acknowledge", room), {"seen_until": moment}).status_code == 422


def test_the_sheet_costs_the_same_whatever_was_measured(room: Room) -> None:
    client, counts = signed_in(room.team.assistant), []
    client.get(at("preparation_sheet", room))
    for code in ("pulse", "weight", "height"):
        record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading(code, SIX[code])])
        with CaptureQueriesContext(connection) as seen:
            client.get(at("preparation_sheet", room))
        counts.append(len(seen))
    assert counts[0] == counts[2]
    assert counts[2] <= 24


@pytest.mark.parametrize("name", ["preparation_sheet", "preparation_preview", "consultation"])
def test_three_people(room: Room, name: str) -> None:
    expected = {"consultation": 403}.get(name, 200)
    assert signed_in(room.team.assistant).get(at(name, room)).status_code == expected
    assert signed_in(room.team.secretary).get(at(name, room)).status_code == 403
    assert signed_in(make_team("Autre cabinet").doctor).get(at(name, room)).status_code == 404


def test_the_list_of_the_day_and_its_empty_state(room: Room) -> None:
    assert b"PETIT" in signed_in(room.team.assistant).get(reverse("preparation")).content
    assert (
        "Personne n’attend de préparation"
        in signed_in(make_team("Autre").assistant).get(reverse("preparation")).content.decode()
    )


def test_a_questionnaire_is_written_and_published_on_screen(room: Room) -> None:
    client, key = signed_in(room.team.assistant), new_id()
    assert client.post(reverse("questionnaire_new"), {"id": str(key), "title": ""}).status_code == 422
    client.post(reverse("questionnaire_new"), {"id": str(key), "title": "Suivi", "measure": ["pulse", "inconnue"]})
    address = reverse("questionnaire", args=[key])
    client.post(address, {"count": "0", "action": "add"})
    one = {"0-text": "Fumez-vous ?", "0-short": "Tabac", "0-kind": "boolean", "count": "1"}
    assert client.post(address, {**one, "0-text": "", "action": "publish"}).status_code == 422
    two = {"1-text": "Combien ?", "1-kind": "decimal", "1-if-link": "tabac", "1-if-operator": "=", "1-if-value": "oui"}
    client.post(address, {**one, **two, "0-link": "tabac", "count": "2", "action": "publish"})
    page = client.get(address).content.decode()
    assert ("Version 1 publiée" in page, client.get(reverse("questionnaires")).status_code) == (True, 200)
    signed = signed_in(make_team("Autre cabinet").doctor)
    assert signed.get(address).status_code == 404
