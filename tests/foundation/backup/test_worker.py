"""The worker and the command line make real backups, and note them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.backup.models import BackupRun
from brasdroit.foundation.backup.reading import check_through
from brasdroit.foundation.backup.retention import file_name, own_backups
from brasdroit.foundation.backup.services import PlanFacts, back_up_now, change_plan, queue_backup, run_backup
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.keys.kept import backup_ring
from brasdroit.foundation.tenancy.context import platform_scope
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR, settings.FILES_KEY = tmp_path / "data", tmp_path / "keys", ""
    settings.DATA_DIR.mkdir()


@pytest.fixture
def team() -> Team:
    return make_team()


def lines() -> list[str]:
    with platform_scope():
        return list(
            AuditEntry.objects.filter(action__startswith="backup.").order_by("id").values_list("action", flat=True)
        )


def test_the_worker_makes_it_and_keeps_what_the_plan_says(tmp_path: Path, team: Team) -> None:
    folder = tmp_path / "disque"
    folder.mkdir()
    actor = actor_of(team.manager)
    change_plan(actor=actor, facts=PlanFacts(True, str(folder), time(12, 45), 2, 0, 0), version=0)
    for gap in (1, 2, 3):
        (folder / file_name(timezone.localtime() - timedelta(days=gap))).write_text("ancienne")
    run = queue_backup(actor=actor)
    run_backup.func(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.problem, run.counts["patients"]) == ("done", "", 0)
    assert check_through(Path(run.path), backup_ring()).counts["audit_entries"] == 2
    assert (len(own_backups(folder)), Path(run.path).parent, lines()[-1]) == (2, folder, "backup.made")


def test_the_command_line_is_noted_too(team: Team, tmp_path: Path) -> None:
    del team
    back_up_now(tmp_path / "une.sauvegarde")
    assert (BackupRun.objects.get().asked_by, lines()) == ("Ligne de commande", ["backup.made"])
