"""The whole demonstration, small."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from brasdroit.cli.demo.filling import fill
from brasdroit.foundation.accounts.models import User
from brasdroit.foundation.audit.chain import seal, verify
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.foundation.tenancy.models import Tenant
from brasdroit.practice.missions.models import Delegation
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.patients.models import Patient
from brasdroit.record.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(tmp_path, settings):
    settings.DEMO = True
    marker = tmp_path / "demo"
    made = fill(120, timezone.now(), marker, lambda *_: None)
    with tenant_scope(Tenant.objects.get().pk):
        yield made, json.loads(marker.read_text(encoding="utf-8"))


def test_the_practice_is_alive(filled):
    made, _ = filled
    today = timezone.localdate()
    statuses = set(Encounter.objects.filter(day=today).values_list("status", flat=True))
    assert Patient.objects.count() == made.patients
    assert Encounter.objects.filter(day__lt=today, status="finished").count() == made.visits
    assert {"with_doctor", "waiting"} - statuses == set()
    assert Task.objects.filter(due_on__lt=today, closed_at=None).exists()


def test_everybody_of_the_sign_in_page_can_sign_in(filled):
    _, marker = filled
    for person in marker["people"]:
        assert User.objects.get(email=person["email"]).check_password(marker["password"])


def test_one_doctor_entrusts_more_than_the_other(filled):
    given = Delegation.objects.values_list("doctor__short_name", flat=True)
    assert sum(name == "Dr Martin" for name in given) > sum(name == "Dr Nguyen" for name in given)


def test_the_journal_holds(filled):
    while seal():
        pass
    found = verify()
    assert (found.intact, found.unsealed) == (True, 0)


def test_nothing_is_left_of_a_filling_that_fails(tmp_path, settings):
    settings.DEMO = True
    with pytest.raises(OSError, match="demo"):
        fill(60, datetime.now(UTC) - timedelta(days=1), tmp_path / "nulle-part" / "demo", lambda *_: None)
    assert not Tenant.objects.exists()
