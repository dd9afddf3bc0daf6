"""The indicators: the page, its filters, its file."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brasdroit.practice.members.types import Role
from brasdroit.record.encounters.types import EncounterStatus
from tests.factories.practice import Team, make_member, make_team
from tests.factories.reception import make_steps, make_visit, today_at

pytestmark = pytest.mark.django_db
S = EncounterStatus


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def seen_at_nine(team: Team, **fields: Any) -> None:
    steps = ((S.ARRIVED, today_at(9)), (S.WITH_DOCTOR, today_at(9, 12)), (S.FINISHED, today_at(9, 30)))
    make_steps(make_visit(team, **fields), *steps)


def test_a_manager_reads_the_times(team: Team) -> None:
    seen_at_nine(team)
    page = signed_in(team.manager).get(reverse("indicators"), {"par": "doctor"}).content.decode()
    assert page.count("Attente médiane\u202f: Dr Claire Martin 12 min.") == 1


def test_a_period_that_ends_before_it_begins_is_told_beside_its_field(team: Team) -> None:
    answer = signed_in(team.doctor).get(reverse("indicators"), {"du": "10/11/2026", "au": "01/11/2026"})
    assert (answer.status_code, answer.content.decode().count("La fin précède le début.")) == (422, 1)


def test_nothing_measured_says_what_comes_here(team: Team) -> None:
    page = signed_in(team.assistant).get(reverse("indicators")).content.decode()
    assert page.count("Aucune visite sur cette période") == 1


def test_the_file_holds_the_same_figures_and_runs_no_formula(team: Team) -> None:
    doctor = make_member(team.practice, Role.DOCTOR, "Martin", "Claire", display_name="=HYPERLINK(1)", short_name="x")
    seen_at_nine(team, doctor=doctor)
    answer = signed_in(team.manager).get(reverse("indicators_csv"), {"par": "doctor"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1].split(";")[:4] == ["'=HYPERLINK(1)", "1", "12", "12"]
    assert lines[-1].split(";")[0] == "Toute la période"
