"""Creating a patient: after the search, once, and never a duplicate without a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient, PatientIdentityEvent
from brasdroit.record.patients.selectors.creation import search_before_creation
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.record.patients.services.bulk import LoadedPatient, bulk_create_patients
from brasdroit.record.patients.services.creation import create_patient
from brasdroit.record.patients.types import IdentityStatus, InsIdentifier
from tests.factories.patients import MATRICULE, REAL_OID, TEST_OID, TODAY, create, draft, load, search_token
from tests.factories.practice import Team, actor_of, entrust, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def assistant(team: Team) -> Actor:
    entrust(team.doctor, team.assistant, "ADM-03")
    return actor_of(team.assistant)


def test_a_patient_is_written_as_the_rules_say_found_and_traced(assistant: Actor) -> None:
    made = create(assistant, draft(birth_name="Lefèvre", phone="06 39 98 12 34", email="Marie@Example.org"))
    patient = made.patient
    written = (
        patient.birth_name,
        patient.first_birth_given_name,
        patient.phone,
        patient.email,
        patient.identity_status,
    )
    assert written == ("LEFEVRE", "MARIE", "+262639981234", "marie@example.org", "PROV")
    assert [hit.id for hit in search_patients(assistant, "marie lefevre", TODAY).hits] == [patient.pk]
    with tenant_scope(assistant.tenant_id):
        assert [(e.kind, e.status_after, e.channel) for e in PatientIdentityEvent.objects.all()] == [
            ("created", "PROV", "SM")
        ]
    assert AuditEntry.objects.get(action="patient.created").about_id == patient.pk


def test_the_same_form_twice_makes_one_patient(assistant: Actor) -> None:
    key = new_id()
    answers = [create(assistant, patient_id=key).created for _ in range(2)]
    assert answers == [True, False]
    with tenant_scope(assistant.tenant_id):
        assert Patient.objects.count() == 1


def test_nothing_is_created_without_the_search(assistant: Actor, team: Team) -> None:
    wanted = draft()
    token = search_token(assistant, wanted)
    other_day = search_token(assistant, draft(birth_date=date(1962, 3, 14)))
    other_name = search_before_creation(assistant, wanted.birth_date, "DUR").token
    of_another = search_token(actor_of(team.secretary), wanted)
    for bad in ("", "x", token + "x", other_day, other_name, of_another):
        with pytest.raises(Invalid) as refused:
            create_patient(actor=assistant, patient_id=new_id(), draft=wanted, search_token=bad)
        assert refused.value.code == "search_first"


@pytest.mark.parametrize("letters", ["", "LEFE", "  ", "12345", "LE FEVRE"])
def test_one_to_three_letters_are_asked_for(assistant: Actor, letters: str) -> None:
    with pytest.raises(Invalid):
        search_before_creation(assistant, date(1961, 3, 14), letters)


def test_the_search_shows_the_day_and_the_dates_nearly_the_same(assistant: Actor) -> None:
    load(
        assistant.tenant_id,
        draft(birth_date=date(1961, 3, 4)),
        draft(birth_date=date(1961, 4, 3)),
        draft(birth_date=date(1971, 3, 4)),
        draft(birth_name="Durand", first_birth_given_name="Chloé", birth_date=date(1961, 3, 4)),
        draft(birth_date=date(1950, 3, 4)),
    )
    found = search_before_creation(assistant, date(1961, 3, 4), "lef")
    assert [hit.birth_date for hit in found.same_day] == [date(1961, 3, 4)]
    assert sorted(hit.birth_date for hit in found.near) == [date(1961, 4, 3), date(1971, 3, 4)]


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"birth_name": "Lefebvre"},
        {"first_birth_given_name": "Mari"},
        {"birth_date": date(1961, 3, 15)},
        {"birth_name": "Durand", "used_name": "Lefèvre"},
    ],
)
def test_a_probable_duplicate_needs_a_reason(assistant: Actor, known: dict[str, Any]) -> None:
    load(assistant.tenant_id, draft(**known))
    with pytest.raises(Conflict) as refused:
        create(assistant)
    assert (refused.value.code, len(refused.value.alternatives)) == ("probable_duplicate", 1)
    assert create(assistant, distinct_reason="Jumelle, pièce d’identité vue").created


def test_a_homonym_is_told_and_not_refused(assistant: Actor) -> None:
    load(assistant.tenant_id, draft(birth_date=date(1990, 7, 21), birth_place="69123"))
    made = create(assistant, draft(birth_place="75056"))
    assert [each.name for each in made.homonyms] == ["LEFEVRE MARIE"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_name", ""),
        ("birth_name", "Lef3vre"),
        ("birth_name", "L" * 101),
        ("birth_name", "x" * 10_000_000),
        ("birth_name", "LEF\x07EVRE"),
        ("first_birth_given_name", "MARIE--LOU"),
        ("birth_given_names", "ANNE MARIE"),
        ("birth_date", date(2030, 1, 1)),
        ("birth_date", date(1800, 1, 1)),
        ("birth_date", None),
        ("sex", "X"),
        ("birth_place", "7505"),
        ("birth_place", "<scri"),
        ("phone", "12"),
        ("email", "marie@"),
        ("city", "Le\x00Mans"),
        ("note", "a" * 501),
        ("address_line", "a" * 10_000_000),
        ("treating_doctor_id", new_id()),
    ],
)
def test_one_sentence_beside_the_field(assistant: Actor, field: str, value: object) -> None:
    token = search_token(assistant, draft())
    with pytest.raises(Invalid) as refused:
        create_patient(actor=assistant, patient_id=new_id(), draft=draft(**{field: value}), search_token=token)
    assert list(refused.value.fields) == [field]
    assert [len(lines) for lines in refused.value.fields.values()] == [1]


def test_who_may_create(team: Team) -> None:
    with pytest.raises(Forbidden):
        create(actor_of(team.assistant))
    with pytest.raises(Forbidden):
        create(actor_of(team.manager))
    assert create(actor_of(team.secretary)).created


def test_creation_costs_at_most_ten_statements(team: Team) -> None:
    actor = actor_of(team.doctor)
    load(team.tenant_id, *[draft(birth_name=f"LEFE{letter}RE", first_birth_given_name="Zoé") for letter in "ABCDEF"])
    wanted = draft(birth_name="Kowalczyk", first_birth_given_name="Stanislawa")
    token = search_token(actor, wanted)
    with CaptureQueriesContext(connection) as seen:
        create_patient(actor=actor, patient_id=new_id(), draft=wanted, search_token=token)
    spoken = [
        query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(spoken) == (10 if connection.vendor == "postgresql" else 9)  # there one waits for one's turn


def test_a_load_refuses_row_by_row(team: Team, settings: Any) -> None:
    settings.DEMO = True
    ins = InsIdentifier(MATRICULE, TEST_OID)
    rows = [
        LoadedPatient(draft(), IdentityStatus.QUALIFIED, ins),
        LoadedPatient(draft(birth_name="Durand"), IdentityStatus.QUALIFIED, ins),
        LoadedPatient(draft(birth_name="")),
        LoadedPatient(draft(birth_name="Petit"), IdentityStatus.PROVISIONAL, ins),
        LoadedPatient(draft(birth_name="Roux"), IdentityStatus.RETRIEVED, InsIdentifier(MATRICULE, REAL_OID)),
        LoadedPatient(draft(birth_name="Blanc")),
    ]
    report = bulk_create_patients(actor=actor_of(team.doctor), rows=rows, on=TODAY)
    assert (len(report.created), sorted(report.refused)) == (2, [1, 2, 3, 4])
    with tenant_scope(team.tenant_id):
        names = Patient.objects.order_by("birth_name").values_list("birth_name", "ins_matricule")
        assert list(names) == [("BLANC", ""), ("LEFEVRE", MATRICULE)]
