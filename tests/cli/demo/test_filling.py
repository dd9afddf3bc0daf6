"""The whole demonstration, small."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from brasdroit.cli.demo.filling import fill
from brasdroit.foundation.accounts.models import User
from brasdroit.foundation.audit.chain import seal, verify
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.foundation.tenancy.models import Tenant
from brasdroit.practice.missions.models import Delegation
from brasdroit.record.documents.models import Document
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.patients.models import Patient
from brasdroit.record.tasks.models import Task

pytestmark = pytest.mark.django_db


def test_the_practice_is_alive(tmp_path, settings):
    settings.DEMO = True
    made = fill(100, timezone.now(), tmp_path / "demo", lambda *_: None)
    marker, today = json.loads((tmp_path / "demo").read_text(encoding="utf-8")), timezone.localdate()
    with tenant_scope(Tenant.objects.get().pk):
        statuses = set(Encounter.objects.filter(day=today).values_list("status", flat=True))
        past = Encounter.objects.filter(day__lt=today, status="finished").count()
        givers = list(Delegation.objects.values_list("doctor__short_name", flat=True))
        assert (Patient.objects.count(), past) == (made.patients, made.visits)
        assert {"with_doctor", "waiting"} - statuses == set()
        assert Task.objects.filter(due_on__lt=today, closed_at=None).exists()
    assert givers.count("Dr Martin") > givers.count("Dr Nguyen")
    accounts = [User.objects.get(email=person["email"]) for person in marker["people"]]
    assert [each.check_password(marker["password"]) for each in accounts] == [True] * 5
    while seal():
        pass
    found = verify()
    assert (found.intact, found.unsealed) == (True, 0)


@pytest.mark.parametrize("count", [1, 60])
def test_a_small_practice_is_alive_too(tmp_path, settings, count):
    settings.DEMO = True
    made = fill(count, timezone.now(), tmp_path / "demo", lambda *_: None)
    with tenant_scope(Tenant.objects.get().pk):
        waiting = Document.objects.filter(patient=None).count()
        assert (Patient.objects.count(), Document.objects.count(), waiting) == (count, 9, 3)
    assert made.patients == count


def test_nothing_is_left_of_a_filling_that_fails(tmp_path, settings):
    settings.DEMO = True
    with pytest.raises(OSError, match="nulle-part"):
        fill(100, timezone.now(), tmp_path / "nulle-part" / "demo", lambda *_: None)
    assert not Tenant.objects.exists()
