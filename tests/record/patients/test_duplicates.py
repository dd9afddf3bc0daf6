"""The whole practice is compared with itself; what a person decided stays decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brasdroit.foundation.errors import Forbidden, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.selectors.duplicates import latest_scan, pair_between, probable_count, probable_pairs
from brasdroit.record.patients.services import duplicates
from brasdroit.record.patients.services.duplicates import dismiss_pair, reopen_pair, scan_practice, start_scan
from brasdroit.record.patients.services.merge import merge_patients, undo_merge
from tests.factories.merging import fresh, known_patient
from tests.factories.practice import Team, actor_of, entrust, make_team, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


def people(team: Team) -> tuple[Patient, Patient, Patient]:
    """Twice the same Marie (a slip, a digit), and a Marie of another day."""
    first = known_patient(team.tenant_id, "LEFEVRE", phone="+33612345678")
    second = known_patient(team.tenant_id, "LEFEBVRE", birth_date=date(1961, 3, 15), phone="+33612345678")
    return first, second, known_patient(team.tenant_id, "LEFEVRE", birth_date=date(1988, 7, 22))


def scan(team: Team) -> None:
    started = start_scan(actor=actor_of(team.secretary))
    scan_practice.call(str(team.tenant_id), str(started.pk))


def shown(team: Team) -> list[set[Any]]:
    return [{row.pair.first_id, row.pair.second_id} for row in probable_pairs(actor_of(team.doctor))]


def test_the_scan_finds_the_pair_with_its_reasons(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "BATCH", 2)
    first, second, _ = people(team)
    scan(team)
    row = probable_pairs(actor_of(team.doctor))[0]
    seen = latest_scan(actor_of(team.doctor))
    assert shown(team) == [{first.pk, second.pk}]
    assert seen is not None
    assert (seen.status, seen.done, seen.total, seen.found) == ("done", 3, 3, 1)
    assert [reason.code for reason in row.agrees][:2] == ["family_sounds_same", "birth_date_one_digit"]
    assert row.differs == ()
    assert probable_count(actor_of(team.secretary)) == 1


def test_a_second_scan_adds_nothing_and_drops_what_no_longer_looks_alike(team: Team) -> None:
    _, second, _ = people(team)
    scan(team)
    scan(team)
    assert len(shown(team)) == 1
    with writing(team.tenant_id):
        Patient.objects.filter(pk=second.pk).update(
            birth_date=date(1940, 1, 1), first_birth_given_name="JEAN", phone=""
        )
    scan(team)
    assert shown(team) == []


def test_homonyms_carry_it_and_stay_decided(team: Team) -> None:
    first, second, _ = people(team)
    scan(team)
    actor = actor_of(team.secretary)
    pair = pair_between(actor, second.pk, first.pk)
    assert pair is not None
    dismiss_pair(actor=actor, pair_id=pair.pk, reason="Deux cousines")
    scan(team)
    with tenant_scope(team.tenant_id):
        marked = Patient.objects.filter(is_homonym=True).count()
    assert (shown(team), marked) == ([], 2)
    reopen_pair(actor=actor, pair_id=pair.pk)
    with tenant_scope(team.tenant_id):
        assert Patient.objects.filter(is_homonym=True).count() == 0
    assert shown(team) == [{first.pk, second.pk}]


def test_a_merge_leaves_the_list_and_its_undoing_comes_back(team: Team) -> None:
    first, second, _ = people(team)
    scan(team)
    actor = actor_of(team.doctor)
    done = merge_patients(actor=actor, merge_id=fresh(), survivor_id=first.pk, absorbed_id=second.pk, choices={})
    assert (shown(team), probable_count(actor)) == ([], 0)
    undo_merge(actor=actor, merge_id=done.pk)
    assert shown(team) == [{first.pk, second.pk}]


def test_one_search_at_a_time_and_a_failed_one_can_be_asked_again(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    people(team)
    actor = actor_of(team.secretary)
    started = start_scan(actor=actor)
    assert start_scan(actor=actor).pk == started.pk
    monkeypatch.setattr(duplicates, "_alike", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scan_practice.call(str(team.tenant_id), str(started.pk))
    seen = latest_scan(actor)
    assert seen is not None
    assert seen.status == "failed"
    assert start_scan(actor=actor).pk != started.pk


def test_an_assistant_decides_with_the_mission_and_a_stranger_never(team: Team) -> None:
    first, second, _ = people(team)
    scan(team)
    actor = actor_of(team.assistant)
    pair = pair_between(actor, first.pk, second.pk)
    assert pair is not None
    with pytest.raises(Forbidden):
        dismiss_pair(actor=actor, pair_id=pair.pk)
    entrust(team.doctor, team.assistant, "ADM-03")
    assert dismiss_pair(actor=actor, pair_id=pair.pk).state == "homonyms"
    stranger = make_team("Cabinet du Port")
    with pytest.raises(NotFound):
        dismiss_pair(actor=actor_of(stranger.doctor), pair_id=pair.pk)


def test_the_list_costs_one_statement(team: Team, django_assert_num_queries: Any) -> None:
    actor = actor_of(team.doctor)
    for _ in range(2):
        people(team)
        scan(team)
        with django_assert_num_queries(1):
            probable_pairs(actor)
