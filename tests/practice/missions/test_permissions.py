"""The check every service that names a mission goes through."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Forbidden, ProgrammingError
from brasdroit.foundation.permissions import ANY_ROLE, permission
from brasdroit.foundation.service import service, trace
from brasdroit.practice.missions.permissions import check, require_delegation
from brasdroit.practice.organisation.models import Site
from tests.factories.practice import (
    Team,
    actor_of,
    entrust,
    make_assistant,
    make_device,
    make_doctor,
    make_team,
    writing,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
RIGHT = permission("tests.missions", "essayer", ANY_ROLE)


@pytest.fixture
def team() -> Team:
    return make_team()


@service(RIGHT, mission="ADM-01")
def greet(*, actor: Actor, doctor_id: UUID | None, skip: bool = False) -> Site:
    if not skip:
        require_delegation(actor=actor, mission="ADM-01", doctor_id=doctor_id, on=TODAY)
    site = Site.objects.create(name="Annexe")
    trace("tests.greeted", subject=site)
    return site


def test_an_entrusted_mission_opens_the_tables(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    assert greet(actor=actor_of(team.assistant), doctor_id=team.doctor.pk).name == "Annexe"


def test_a_refusal_says_what_to_do(team: Team) -> None:
    with pytest.raises(Forbidden) as refused:
        greet(actor=actor_of(team.assistant), doctor_id=team.doctor.pk)
    assert refused.value.message == (
        "Le Dr Martin ne vous a pas confié l’accueil physique des patients. "
        "Demandez-lui de l’ajouter dans Missions confiées."
    )
    assert refused.value.code == "not_entrusted"


def test_without_the_check_the_tables_stay_closed(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    with pytest.raises(ProgrammingError, match="before the delegation of mission ADM-01 was checked"):
        greet(actor=actor_of(team.assistant), doctor_id=team.doctor.pk, skip=True)


@pytest.mark.parametrize("who", ["doctor", "secretary", "manager"])
def test_no_delegation_binds_the_others(team: Team, who: str) -> None:
    assert greet(actor=actor_of(getattr(team, who)), doctor_id=team.doctor.pk).name == "Annexe"


def test_any_doctor_will_do_when_none_is_named(team: Team) -> None:
    other = make_doctor(team.practice, "Nguyen")
    entrust(other, team.assistant, "ADM-01")
    answer = check(actor=actor_of(team.assistant), mission="ADM-01", on=TODAY)
    assert (answer.allowed, answer.explanation) == (True, "Mission confiée par le Dr Nguyen le 08/01/2024.")
    assert check(actor=actor_of(team.assistant), mission="ADM-01", doctor_id=team.doctor.pk, on=TODAY).allowed is False


def test_nobody_entrusted_it(team: Team) -> None:
    answer = check(actor=actor_of(team.assistant), mission="CONS-02", on=TODAY)
    assert answer.explanation == (
        "Aucun médecin ne vous a confié la prise de constantes. "
        "Demandez à un médecin de l’ajouter dans Missions confiées."
    )


def test_what_is_forbidden_stays_forbidden(team: Team) -> None:
    named = check(actor=actor_of(team.assistant), mission="sign", doctor_id=team.doctor.pk, on=TODAY)
    anyone = check(actor=actor_of(team.assistant), mission="sign", on=TODAY)
    assert (named.code, anyone.code) == ("forbidden", "forbidden")


def test_what_a_colleague_holds_is_not_yours(team: Team) -> None:
    entrust(team.doctor, make_assistant(team.practice, "Diallo"), "ADM-01")
    assert check(actor=actor_of(team.assistant), mission="ADM-01", doctor_id=team.doctor.pk, on=TODAY).allowed is False


@pytest.mark.parametrize(
    ("fields", "named", "code"),
    [
        ({}, True, "entrusted"),
        ({}, False, "device_not_named"),
        ({"in_service": False}, True, "device_out_of_service"),
    ],
)
def test_the_device_is_checked_in_the_same_query(team: Team, fields: dict[str, bool], named: bool, code: str) -> None:
    device = make_device(team.practice, team.doctor, **fields)
    entrust(team.doctor, team.assistant, "CONS-02", device_ids=[str(device.pk)] if named else [])
    actor = actor_of(team.assistant)
    assert connection.features.supports_json_field  # Django asks the database once
    with CaptureQueriesContext(connection) as queries:
        answer = check(actor=actor, mission="CONS-02", doctor_id=team.doctor.pk, device_id=device.pk, on=TODAY)
    assert (answer.code, len(queries)) == (code, 1)


def test_a_device_of_another_practice_is_unknown(team: Team) -> None:
    elsewhere = make_team("Cabinet du Port")
    device = make_device(elsewhere.practice, elsewhere.doctor)
    entrust(team.doctor, team.assistant, "CONS-02", device_ids=[str(device.pk)])
    answer = check(actor=actor_of(team.assistant), mission="CONS-02", device_id=device.pk, on=TODAY)
    assert answer.code == "device_missing"


def test_the_query_count_does_not_grow(team: Team) -> None:
    for name in ("Nguyen", "Roux", "Blanc"):
        entrust(make_doctor(team.practice, name), team.assistant, "ADM-01", "ADM-02")
    actor = actor_of(team.assistant)
    with CaptureQueriesContext(connection) as queries:
        check(actor=actor, mission="ADM-01", on=TODAY)
    assert len(queries) == 1


def test_the_end_of_the_contract_suspends(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    with writing(team.tenant_id):
        team.assistant.assistant_profile.contract_until = date(2026, 11, 22)
        team.assistant.assistant_profile.save()
    answer = check(actor=actor_of(team.assistant), mission="ADM-01", on=TODAY)
    assert answer.code == "contract_ended"
