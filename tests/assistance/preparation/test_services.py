"""A preparation goes from hand to hand, nothing collected is lost, and the closing gives the team its tasks."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from brasdroit.assistance.measurements.services import record_measures
from brasdroit.assistance.preparation import selectors, services
from brasdroit.assistance.preparation.models import QuestionnaireVersion
from brasdroit.assistance.preparation.rules import answers_from_json, answers_to_json, items_from_json, items_to_json
from brasdroit.assistance.preparation.services import Heading
from brasdroit.assistance.preparation.types import Answer, Condition, Item, ItemKind, NoAnswer, Operator, Option
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.services.clinical import add_clinical_item
from brasdroit.record.tasks.models import Task
from brasdroit.record.tasks.services import TaskRequest
from tests.factories.assistance import Room, make_room, put
from tests.factories.practice import actor_of, make_team
from tests.factories.reception import make_visit

pytestmark = pytest.mark.django_db
ITEMS = (
    Item("smokes", "Fumez-vous ?", ItemKind.YES_NO, "Tabac", required=True),
    Item(
        "cigarettes",
        "Combien par jour ?",
        ItemKind.NUMBER,
        "Cigarettes",
        unit="cig./j",
        minimum=Decimal(1),
        maximum=Decimal(120),
        shown_if=(Condition("smokes", Operator.EQUALS, value=True),),
    ),
    Item(
        "forgets",
        "Des oublis ?",
        ItemKind.CHOICE,
        "Oublis",
        options=(Option("never", "Jamais"), Option("often", "Souvent")),
    ),
    Item("fall", "Dernière chute ?", ItemKind.DATE, "Chute"),
    Item("words", "Autre chose ?", ItemKind.TEXT, "Autre"),
)


@pytest.fixture
def room() -> Room:
    return make_room()


def publish(room: Room, items: tuple[Item, ...] = ITEMS, **heading: Any) -> QuestionnaireVersion:
    row = services.save_questionnaire(actor=room.doctor, heading=Heading("Suivi", id=new_id(), **heading))
    services.save_items(actor=room.assistant, questionnaire_id=row.pk, items=items)
    return services.publish_draft(actor=room.doctor, questionnaire_id=row.pk)


def found(room: Room, encounter: Encounter | None = None) -> selectors.Situation:
    with tenant_scope(room.team.tenant_id):
        return selectors.situation(room.doctor, (encounter or room.encounter).pk, timezone.localdate())


def answer(room: Room, version: QuestionnaireVersion, encounter: Encounter | None = None, **answers: Any) -> None:
    services.save_answers(
        actor=room.assistant, encounter_id=(encounter or room.encounter).pk, version_id=version.pk, answers=answers
    )


def test_questions_and_answers_come_back_as_they_were_stored() -> None:
    assert items_from_json(items_to_json(ITEMS)) == ITEMS
    answers: dict[str, Answer] = {
        "smokes": True,
        "cigarettes": Decimal("8.5"),
        "forgets": ("often",),
        "fall": date(2026, 3, 1),
        "words": NoAnswer.DECLINED,
    }
    assert answers_from_json(ITEMS, answers_to_json(answers)) == answers


def test_a_published_version_never_changes(room: Room) -> None:
    first = publish(room)
    services.save_items(actor=room.doctor, questionnaire_id=first.questionnaire_id, items=ITEMS[:1])
    second = services.publish_draft(actor=room.doctor, questionnaire_id=first.questionnaire_id)
    first.refresh_from_db()
    assert (len(first.items), first.number, len(second.items), second.number) == (5, 1, 1, 2)
    with pytest.raises(Conflict):
        services.publish_draft(actor=room.doctor, questionnaire_id=first.questionnaire_id)


def test_an_incomplete_questionnaire_is_not_published(room: Room) -> None:
    row = services.save_questionnaire(actor=room.doctor, heading=Heading("Vide"))
    with pytest.raises(Invalid) as refused:
        services.publish_draft(actor=room.doctor, questionnaire_id=row.pk)
    assert refused.value.fields == {"items": ["Ajoutez au moins une question."]}


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "Suivi"])
def test_a_title_is_needed_short_and_its_own(room: Room, title: str) -> None:
    services.save_questionnaire(actor=room.doctor, heading=Heading("Suivi"))
    with pytest.raises(Invalid) as refused:
        services.save_questionnaire(actor=room.doctor, heading=Heading(title))
    assert list(refused.value.fields) == ["title"]


def test_the_appointment_type_has_its_own_questions(room: Room) -> None:
    publish(room)
    kind = new_id()
    visit = make_visit(room.team, room.encounter.patient, service_type=kind)
    own = services.save_questionnaire(actor=room.doctor, heading=Heading("Bilan", service_types=(str(kind),)))
    services.save_items(actor=room.doctor, questionnaire_id=own.pk, items=ITEMS[:1])
    services.publish_draft(actor=room.doctor, questionnaire_id=own.pk)
    assert [one.asked.questionnaire.title for one in (found(room), found(room, visit)) if one.asked] == [
        "Suivi",
        "Bilan",
    ]


def test_answers_are_kept_one_by_one_and_taken_back(room: Room) -> None:
    version = publish(room)
    answer(room, version, smokes=True)
    answer(room, version, cigarettes=Decimal(8))
    answer(room, version, words="Fatigué")
    answer(room, version, words=None)
    assert found(room).answers == {"smokes": True, "cigarettes": Decimal(8)}


def test_an_impossible_answer_is_refused_and_the_others_stay(room: Room) -> None:
    version = publish(room)
    answer(room, version, smokes=True)
    with pytest.raises(Invalid) as refused:
        answer(room, version, cigarettes=Decimal(999))
    assert list(refused.value.fields) == ["cigarettes"]
    assert found(room).answers == {"smokes": True}


def test_what_changed_since_the_last_time(room: Room) -> None:
    version = publish(room)
    before = make_visit(room.team, room.encounter.patient, day=timezone.localdate() - timedelta(days=90))
    answer(room, version, before, smokes=True, cigarettes=Decimal(15), forgets=("never",))
    answer(room, version, smokes=True, cigarettes=Decimal(8))
    assert found(room).differences == ("Cigarettes\u202f: 8\u00a0cig./j (était 15).",)


def test_the_words_of_the_patient_and_two_people_writing(room: Room) -> None:
    saved = services.save_words(actor=room.assistant, encounter_id=room.encounter.pk, words=" Essoufflé. ")
    assert saved.words == "Essoufflé."
    stale = saved.version
    services.save_words(actor=room.doctor, encounter_id=room.encounter.pk, words="Essoufflé depuis mai.", version=stale)
    with pytest.raises(Conflict):
        services.save_words(actor=room.assistant, encounter_id=room.encounter.pk, words="Autre", version=stale)
    with pytest.raises(Invalid):
        services.save_words(actor=room.assistant, encounter_id=room.encounter.pk, words="x" * 2001)


@pytest.mark.parametrize("act", ["save_words", "review_part", "set_aside"])
def test_collecting_needs_its_mission(act: str) -> None:
    room = make_room(missions=("CONS-02",))
    arguments = {
        "save_words": {"words": "Essoufflé"},
        "review_part": {"part": "history"},
        "set_aside": {"code": "weight", "reason": "refus"},
    }[act]
    with pytest.raises(Forbidden) as refused:
        getattr(services, act)(actor=room.assistant, encounter_id=room.encounter.pk, **arguments)
    assert refused.value.message.startswith("Le Dr Martin ne vous a pas confié le recueil")


def test_what_is_missing_is_told_and_what_is_set_aside_is_not(room: Room) -> None:
    assert found(room).completeness.missing == (
        "motif de la visite", "la tension", "le pouls", "le poids", "revue des antécédents",
        "revue du traitement", "revue du mode de vie",
    )  # fmt: skip
    record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=room.six())
    services.save_words(actor=room.assistant, encounter_id=room.encounter.pk, words="Contrôle")
    for part in selectors.PARTS:
        services.review_part(actor=room.assistant, encounter_id=room.encounter.pk, part=part)
    assert found(room).completeness.complete


def test_a_measure_set_aside_is_no_longer_expected(room: Room) -> None:
    services.set_aside(actor=room.assistant, encounter_id=room.encounter.pk, code="weight", reason="refus du patient")
    assert "le poids" not in found(room).completeness.missing
    services.set_aside(actor=room.assistant, encounter_id=room.encounter.pk, code="weight", reason="")
    assert "le poids" in found(room).completeness.missing


def test_the_patient_is_handed_over_and_taken_back(room: Room) -> None:
    ready = services.hand_over(actor=room.assistant, encounter_id=room.encounter.pk, message="Pressé")
    assert (ready.message, ready.prepared_by_name) == ("Pressé", "Sarah Benali")
    room.encounter.refresh_from_db()
    assert room.encounter.status == EncounterStatus.READY_FOR_DOCTOR
    services.take_back(actor=room.assistant, encounter_id=room.encounter.pk)
    room.encounter.refresh_from_db()
    assert room.encounter.status == EncounterStatus.WITH_ASSISTANT


def test_a_stale_screen_does_not_hand_over(room: Room) -> None:
    with pytest.raises(Conflict):
        services.hand_over(actor=room.assistant, encounter_id=room.encounter.pk, version=room.encounter.version + 5)


def test_beginning_says_who_prepares(room: Room) -> None:
    put(room.encounter, EncounterStatus.WAITING, room.team.tenant_id)
    services.begin_preparation(actor=room.assistant, encounter_id=room.encounter.pk)
    services.begin_preparation(actor=room.assistant, encounter_id=room.encounter.pk)
    room.encounter.refresh_from_db()
    assert (room.encounter.status, room.encounter.assistant_id) == ("with_assistant", room.team.assistant.pk)


def test_the_doctor_asks_for_more(room: Room) -> None:
    put(room.encounter, EncounterStatus.READY_FOR_DOCTOR, room.team.tenant_id)
    with pytest.raises(Invalid):
        services.ask_more(actor=room.doctor, encounter_id=room.encounter.pk, request=" ")
    asked = services.ask_more(actor=room.doctor, encounter_id=room.encounter.pk, request="Reprendre à gauche")
    room.encounter.refresh_from_db()
    assert (asked.request, room.encounter.status) == ("Reprendre à gauche", EncounterStatus.WITH_ASSISTANT)


def test_one_key_acknowledges_everything(room: Room) -> None:
    add_clinical_item(
        actor=room.assistant,
        patient_id=room.encounter.patient_id,
        item_id=new_id(),
        kind="treatment",
        text="amlodipine",
    )
    record_measures(
        actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("blood_pressure", "168/96")]
    )
    assert (len(found(room).open_alerts), sum(part.waiting for part in found(room).clinical)) == (1, 1)
    services.acknowledge(actor=room.doctor, encounter_id=room.encounter.pk)
    seen = found(room)
    assert (seen.open_alerts, sum(part.waiting for part in seen.clinical)) == ((), 0)
    assert [row.latest.status for row in seen.taken if row.latest] == ["final"]


@pytest.mark.parametrize("act", ["acknowledge", "close_consultation"])
@pytest.mark.parametrize("came", ["measure", "line"])
def test_what_came_after_the_page_is_not_acknowledged(room: Room, act: str, came: str) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=[room.reading("pulse", "74")])
    drawn = timezone.now()
    if came == "measure":
        readings = [room.reading("blood_pressure", "168/96")]
        record_measures(actor=room.assistant, encounter_id=room.encounter.pk, readings=readings)
    else:
        patient_id = room.encounter.patient_id
        add_clinical_item(
            actor=room.assistant, patient_id=patient_id, item_id=new_id(), kind="treatment", text="amlodipine"
        )
    with pytest.raises(Conflict) as refused:
        getattr(services, act)(actor=room.doctor, encounter_id=room.encounter.pk, seen_until=drawn)
    assert refused.value.code == "not_seen"
    assert {row.latest.status for row in found(room).taken if row.latest} == {"preliminary"}
    getattr(services, act)(actor=room.doctor, encounter_id=room.encounter.pk, seen_until=timezone.now())
    assert {row.latest.status for row in found(room).taken if row.latest} == {"final"}


def test_the_closing_gives_the_team_its_tasks(room: Room) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    requests = [TaskRequest("Préparer un courrier", owner_id=room.team.assistant.pk, due_on=timezone.localdate())]
    services.close_consultation(actor=room.doctor, encounter_id=room.encounter.pk, requests=requests)
    room.encounter.refresh_from_db()
    (task,) = Task.everyone.all()
    assert room.encounter.status == EncounterStatus.LEAVING
    assert (task.source, task.patient_id, task.encounter_id, task.owner_id) == (
        "closing", room.encounter.patient_id, room.encounter.pk, room.team.assistant.pk,
    )  # fmt: skip


def test_a_closing_with_a_wrong_task_closes_nothing(room: Room) -> None:
    put(room.encounter, EncounterStatus.WITH_DOCTOR, room.team.tenant_id)
    with pytest.raises(Invalid):
        services.close_consultation(
            actor=room.doctor, encounter_id=room.encounter.pk, requests=[TaskRequest("Courrier"), TaskRequest("")]
        )
    room.encounter.refresh_from_db()
    assert (room.encounter.status, Task.everyone.count()) == (EncounterStatus.WITH_DOCTOR, 0)


@pytest.mark.parametrize("act", ["take_patient", "acknowledge", "close_consultation"])
def test_the_consultation_is_the_doctors(room: Room, act: str) -> None:
    with pytest.raises(Forbidden):
        getattr(services, act)(actor=room.assistant, encounter_id=room.encounter.pk)


@pytest.mark.parametrize("act", ["begin_preparation", "take_patient", "acknowledge", "hand_over", "close_consultation"])
def test_a_stranger_finds_nothing(room: Room, act: str) -> None:
    stranger = actor_of(make_team("Autre cabinet").doctor)
    with pytest.raises(NotFound):
        getattr(services, act)(actor=stranger, encounter_id=room.encounter.pk)
