"""One record held two persons: each row goes to whom it belongs, and back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents.selectors import documents_of
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.selectors.creation import search_before_creation
from brasdroit.record.patients.selectors.duplicates import splits, survivor_of
from brasdroit.record.patients.selectors.links import links
from brasdroit.record.patients.selectors.split import record_rows
from brasdroit.record.patients.services.inputs import PatientDraft
from brasdroit.record.patients.services.split import NewIdentity, report_collision, split_patient, undo_split
from tests.factories.agenda import Desk, make_desk
from tests.factories.merging import fill, fresh, known_patient, tables
from tests.factories.practice import actor_of, make_team, writing

pytestmark = pytest.mark.django_db
BORN = date(1964, 5, 2)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def mixed(desk: Desk) -> Patient:
    patient = known_patient(desk.tenant_id)
    fill(desk, patient, "un")
    return patient


def doubted(patient: Patient) -> None:
    with writing(patient.tenant.pk):
        Patient.objects.filter(pk=patient.pk).update(is_doubtful=True)


def rows_of(patient: Patient, *labels: str) -> dict[str, list[str]]:
    with tenant_scope(patient.tenant_id):
        return {
            link.key: [str(pk) for pk in link.rows(patient.pk).values_list("pk", flat=True)]
            for link in links()
            if link.model._meta.label in labels
        }


def held(patient_id: UUID, tenant_id: UUID) -> dict[str, int]:
    with tenant_scope(tenant_id):
        counts = {link.model.__name__: link.rows(patient_id).count() for link in links()}
    return {name: count for name, count in counts.items() if count}


def test_an_encounter_takes_with_it_what_belongs_to_it(desk: Desk, mixed: Patient) -> None:
    other = known_patient(desk.tenant_id, "DUPONT")
    split_patient(
        actor=desk.actor("doctor"), split_id=fresh(), source_id=mixed.pk, target=other.pk,
        rows=rows_of(mixed, "record.Encounter"), reason="Deux dates de naissance",
    )  # fmt: skip
    assert held(other.pk, desk.tenant_id) == {"Appointment": 1, "Encounter": 1, "Task": 1}
    with tenant_scope(desk.tenant_id):
        assert Patient.objects.get(pk=mixed.pk).is_doubtful


def test_a_split_taken_back_leaves_every_table_as_it_was(desk: Desk, mixed: Patient) -> None:
    other = known_patient(desk.tenant_id, "DUPONT")
    doubted(mixed)
    before, actor = tables(), desk.actor("doctor")
    chosen = rows_of(mixed, "record.Encounter", "record.Document", "record.ClinicalItem", "record.Coverage")
    done = split_patient(
        actor=actor, split_id=fresh(), source_id=mixed.pk, target=other.pk, rows=chosen, reason="Homonyme"
    )
    assert [each.title for each in documents_of(actor, other.pk)] == ["Compte rendu un"]
    undo_split(actor=actor, split_id=done.pk, reason="Erreur")
    assert tables() == before
    with pytest.raises(Conflict):
        undo_split(actor=actor, split_id=done.pk)
    assert [bool(each.undone_at) for each in splits(actor, other.pk)] == [True]


def identity(desk: Desk) -> NewIdentity:
    token = search_before_creation(desk.actor("doctor"), BORN, "dup").token
    return NewIdentity(fresh(), PatientDraft("Dupont", "Marie", BORN, "F"), token)


def test_the_second_identity_is_created_after_its_search_and_closed_again(desk: Desk, mixed: Patient) -> None:
    actor, new = desk.actor("doctor"), identity(desk)
    asked: dict[str, Any] = {
        "actor": actor, "split_id": fresh(), "source_id": mixed.pk, "target": new,
        "rows": rows_of(mixed, "record.Document"), "reason": "Deux dates de naissance",
    }  # fmt: skip
    done = split_patient(**asked)
    assert split_patient(**asked).pk == done.pk
    assert held(new.id, desk.tenant_id) == {"Document": 1}
    undo_split(actor=actor, split_id=done.pk)
    assert survivor_of(actor, new.id) == mixed.pk
    assert [each.title for each in documents_of(actor, mixed.pk)] == ["Compte rendu un"]


def test_a_record_used_since_is_not_closed(desk: Desk, mixed: Patient) -> None:
    actor, new = desk.actor("doctor"), identity(desk)
    done = split_patient(
        actor=actor,
        split_id=fresh(),
        source_id=mixed.pk,
        target=new,
        rows=rows_of(mixed, "record.Document"),
        reason="x",
    )
    with tenant_scope(desk.tenant_id):
        created = Patient.objects.get(pk=new.id)
    fill(desk, created, "depuis")
    with pytest.raises(Conflict) as refused:
        undo_split(actor=actor, split_id=done.pk)
    assert refused.value.code == "used_since"


def test_an_equal_line_on_the_other_record_is_told(desk: Desk, mixed: Patient) -> None:
    other = known_patient(desk.tenant_id, "DUPONT")
    fill(desk, other, "deux")
    before = tables()
    with pytest.raises(Conflict) as refused:
        split_patient(
            actor=desk.actor("doctor"), split_id=fresh(), source_id=mixed.pk, target=other.pk,
            rows=rows_of(mixed, "record.Accommodation"), reason="x",
        )  # fmt: skip
    assert (refused.value.code, tables()) == ("left_behind", before)


def test_a_collision_is_reported_with_its_reason_and_once(desk: Desk, mixed: Patient) -> None:
    actor = desk.actor("secretary")
    with pytest.raises(Invalid):
        report_collision(actor=actor, patient_id=mixed.pk, reason=" ")
    for _ in range(2):
        patient = report_collision(actor=actor, patient_id=mixed.pk, reason="Deux groupes sanguins")
    assert (patient.is_doubtful, patient.identity_status, patient.version) == (True, "PROV", mixed.version + 1)


def test_what_a_split_needs(desk: Desk, mixed: Patient) -> None:
    other, actor = known_patient(desk.tenant_id, "DUPONT"), desk.actor("doctor")
    rows, stranger = rows_of(mixed, "record.Document"), actor_of(make_team("Cabinet du Port").doctor)
    base: dict[str, Any] = {"split_id": fresh(), "source_id": mixed.pk, "target": other.pk, "rows": rows, "reason": "x"}
    for change, error in (
        ({"reason": ""}, Invalid),
        ({"rows": {}}, Invalid),
        ({"target": mixed.pk}, Invalid),
        ({"target": fresh()}, NotFound),
        ({"actor": stranger}, NotFound),
        ({"actor": desk.actor("secretary")}, Forbidden),
    ):
        with pytest.raises(error):
            split_patient(**{"actor": actor, **base, **change})


def test_rows_of_another_patient_do_not_move(desk: Desk, mixed: Patient) -> None:
    other, third = known_patient(desk.tenant_id, "DUPONT"), known_patient(desk.tenant_id, "DURAND")
    fill(desk, third, "trois")
    actor = desk.actor("doctor")
    split_patient(
        actor=actor,
        split_id=fresh(),
        source_id=mixed.pk,
        target=other.pk,
        rows=rows_of(third, "record.Document"),
        reason="x",
    )
    assert [each.title for each in documents_of(actor, third.pk)] == ["Compte rendu trois"]


def test_rows_are_shown_by_kind_without_those_that_follow(desk: Desk, mixed: Patient) -> None:
    groups = record_rows(desk.actor("doctor"), mixed.pk)
    assert [(group.title, [row.text for row in group.rows]) for group in groups] == [
        ("Consultations", ["Consultation"]),
        ("Documents", ["Compte rendu un"]),
        ("Informations médicales", ["Antécédents\u202f: Antécédent un"]),
        ("Absences déclarées", ["Aucun traitement"]),
        ("Tâches", ["Rappeler un"]),
        ("Entourage", ["Aidant\u202f: Proche un"]),
        ("Couverture", ["Assurance maladie obligatoire\u202f: un"]),
        ("Besoins particuliers", ["Autre langue\u202f: un"]),
        ("Accords", ["Alimentation de Mon espace santé"]),
        ("Anciens matricules", ["111111111111111"]),
    ]
    plain = record_rows(desk.actor("manager"), mixed.pk)
    assert {row.text for group in plain for row in group.rows} == {""}
    with tenant_scope(desk.tenant_id):
        assert groups[0].rows[0].value == f"record.Encounter.patient:{Encounter.objects.get().pk}"
