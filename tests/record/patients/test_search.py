"""The search finds whom it should, and nobody of another practice."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import PATIENT_INDEX, Patient, PatientSearchEntry
from brasdroit.record.patients.selectors.search import search_patients
from tests.factories.patients import TODAY, draft, load
from tests.factories.practice import make_practice, writing

pytestmark = pytest.mark.django_db

PEOPLE = {
    "lefevre": draft(birth_name="Lefèvre", first_birth_given_name="Élodie", birth_given_names="Élodie Anne"),
    "martin": draft(
        birth_name="Martin", first_birth_given_name="Marie", birth_date=date(1985, 7, 2), phone="0639981234"
    ),
    "le_fevre": draft(
        birth_name="Le Fèvre", first_birth_given_name="Jean-Pierre", sex="M", birth_date=date(1950, 1, 9)
    ),
    "durand": draft(
        birth_name="Petit", used_name="Durand", first_birth_given_name="Chloé", birth_date=date(1990, 12, 31)
    ),
    "ali": draft(birth_name="Ali", first_birth_given_name="Omar", sex="M", email="omar@example.org"),
}


@pytest.fixture
def actor() -> Actor:
    practice = make_practice()
    load(practice.tenant.pk, *PEOPLE.values())
    return system_actor(practice.tenant.pk)


def found(actor: Actor, text: str, *, near: bool = False) -> set[str]:
    by_name = {each.birth_name.upper().replace("È", "E"): key for key, each in PEOPLE.items()}
    return {by_name[hit.birth_name] for hit in search_patients(actor, text, TODAY, near=near).hits}


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("Lefèvre", {"lefevre", "le_fevre"}),
        ("lefevre", {"lefevre", "le_fevre"}),
        ("LEFEVRE", {"lefevre", "le_fevre"}),
        ("MARTIN", {"martin"}),
        ("Marie Martin", {"martin"}),
        ("Martin Marie", {"martin"}),
        ("Martn", {"martin"}),
        ("Matrin", {"martin"}),
        ("Elodie", {"lefevre"}),
        ("élo lef", {"lefevre"}),
        ("Anne Lefevre", {"lefevre"}),
        ("lefebvre", {"lefevre", "le_fevre"}),
        ("le fevre", {"lefevre", "le_fevre"}),
        ("jean pierre le fevre", {"le_fevre"}),
        ("jeanpierre", {"le_fevre"}),
        ("durand chloe", {"durand"}),
        ("petit", {"durand"}),
        ("14/03/1961", {"lefevre", "ali"}),
        ("14 mars 1961", {"lefevre", "ali"}),
        ("lefevre 14.3.61", {"lefevre"}),
        ("martin 1985", {"martin"}),
        ("martin juillet 1985", {"martin"}),
        ("martin 1986", set()),
        ("06 39 98 12 34", {"martin"}),
        ("+33 6 39 98 12 34", {"martin"}),
        ("063998", {"martin"}),
        ("omar@example.org", {"ali"}),
        ("al", {"ali"}),
        ("Alo", set()),
        ("xqzw", set()),
    ],
)
def test_whom_the_words_find(actor: Actor, typed: str, whom: set[str]) -> None:
    assert found(actor, typed) == whom


@pytest.mark.parametrize(
    "typed", ["", "   ", "?", "\x00", "'; DROP TABLE record_patient; --", '" OR 1', "(", "a" * 10_000]
)
def test_any_text_is_answered(actor: Actor, typed: str) -> None:
    assert found(actor, typed) == set()


def test_an_approximate_name_says_so(actor: Actor) -> None:
    hit = search_patients(actor, "martn", TODAY).hits[0]
    assert (hit.birth_name, hit.approximate) == ("MARTIN", True)


def test_nobody_of_another_practice_is_found(actor: Actor) -> None:
    stranger = system_actor(make_practice("Maison de santé du Port").tenant.pk)
    assert [found(stranger, text) for text in ("martin", "14/03/1961", "0639981234", "martn")] == [set()] * 4


def test_a_role_without_the_right_is_refused(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        search_patients(Actor(actor.tenant_id, "visitor", "Visiteur"), "martin", TODAY)


@pytest.mark.parametrize(("typed", "statements"), [("lefevre", 5), ("14/03/1961", 1), ("martn", 4), ("le fevre", 7)])
def test_the_search_costs_the_same_whatever_the_number(actor: Actor, typed: str, statements: int) -> None:
    load(actor.tenant_id, *[draft(birth_name="Lefèvre", birth_date=date(1970, 1, day)) for day in range(1, 9)])
    with CaptureQueriesContext(connection) as seen:
        search_patients(actor, typed, TODAY)
    assert len(seen) == statements


def test_the_index_follows_the_patient(actor: Actor) -> None:
    with writing(actor.tenant_id):
        martin = Patient.objects.get(birth_name="MARTIN")
        martin.birth_name = "BERNARD"
        martin.save()
        PATIENT_INDEX.replace(martin.pk, martin.terms)
    assert [len(search_patients(actor, text, TODAY).hits) for text in ("bernard", "martin")] == [1, 0]
    with writing(actor.tenant_id):
        martin.active = False
        martin.save()
        PATIENT_INDEX.replace(martin.pk, martin.terms)
    with tenant_scope(actor.tenant_id):
        assert PatientSearchEntry.objects.count() == len(PEOPLE) - 1
    assert search_patients(actor, "bernard", TODAY).hits == ()
