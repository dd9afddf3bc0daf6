"""Planning, asking, making, forgetting: what people and the worker do with backups."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.backup.retention import file_name, prune
from brasdroit.foundation.backup.rules import Retention
from brasdroit.foundation.backup.selectors import backup_state, backup_warning
from brasdroit.foundation.backup.services import (
    PlanFacts,
    change_plan,
    queue_backup,
    run_backup,
    show_code,
    tick,
)
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.keys.codes import read_code
from brasdroit.foundation.keys.kept import backup_ring, renew_backup_code
from brasdroit.foundation.tenancy.context import platform_scope
from brasdroit.foundation.tenancy.models import Tenant
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
FACTS = PlanFacts(active=True, folder="", at=time(12, 45), daily=2, weekly=0, monthly=0)


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


def installed(days_ago: int) -> None:
    with writes_allowed():
        Tenant.objects.update(created_at=timezone.now() - timedelta(days=days_ago))


def today_at(hour: int, minute: int = 0) -> datetime:
    return timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)


def test_the_plan_is_written_once_and_traced(team: Team) -> None:
    change_plan(actor=actor_of(team.manager), facts=FACTS, version=0)
    with pytest.raises(Conflict) as refused:
        change_plan(actor=actor_of(team.doctor), facts=FACTS, version=0)
    assert (refused.value.code, BackupPlan.objects.get().daily, lines()) == ("stale", 2, ["backup.planned"])


@pytest.mark.parametrize("who", ["assistant", "secretary"])
def test_others_neither_plan_nor_ask_nor_see_the_code(team: Team, who: str) -> None:
    actor = actor_of(getattr(team, who))
    for act in (lambda: change_plan(actor=actor, facts=FACTS, version=0), lambda: queue_backup(actor=actor),
                lambda: show_code(actor=actor), lambda: backup_state(actor, timezone.localtime())):  # fmt: skip
        with pytest.raises(Forbidden):
            act()
    assert backup_warning(actor) == ""


def test_a_shared_installation_is_its_operator_s(team: Team) -> None:
    make_team("Cabinet du Port")
    actor = actor_of(team.manager)
    for act in (lambda: change_plan(actor=actor, facts=FACTS, version=0), lambda: queue_backup(actor=actor),
                lambda: show_code(actor=actor)):  # fmt: skip
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "shared_installation"
    assert backup_state(actor, timezone.localtime()).shared is True


@pytest.mark.parametrize("folder", ["sauvegardes", "/nulle-part", "{data}", "{data}/files"])
def test_a_folder_that_will_not_do(team: Team, settings, folder: str) -> None:
    (settings.DATA_DIR / "files").mkdir()
    facts = PlanFacts(True, folder.format(data=settings.DATA_DIR), time(9), 7, 4, 12)
    with pytest.raises(Invalid) as refused:
        change_plan(actor=actor_of(team.manager), facts=facts, version=0)
    assert list(refused.value.fields) == ["folder"]


def test_the_code_is_the_one_that_opens_them(team: Team) -> None:
    assert read_code(show_code(actor=actor_of(team.manager))) == backup_ring()[0].text
    assert lines() == ["backup.code_shown"]


def test_asking_twice_makes_one(team: Team) -> None:
    actor = actor_of(team.manager)
    first, second = queue_backup(actor=actor), queue_backup(actor=actor)
    assert (first.pk, BackupRun.objects.count()) == (second.pk, 1)


def test_what_goes_wrong_is_told(team: Team, tmp_path: Path) -> None:
    folder = tmp_path / "disque"
    folder.mkdir()
    change_plan(actor=actor_of(team.manager), facts=PlanFacts(True, str(folder), time(9), 7, 4, 12), version=0)
    run = queue_backup(actor=actor_of(team.manager))
    folder.rmdir()
    run_backup.func(str(run.pk))
    run.refresh_from_db()
    assert (run.status, run.problem.startswith(f"Le dossier {folder} n’existe pas")) == ("failed", True)
    assert (lines()[-1], list(tmp_path.glob("**/*.part"))) == ("backup.failed", [])


def test_planned_backups_are_asked_once_at_their_time(team: Team) -> None:
    del team
    installed(days_ago=10)
    assert (tick(today_at(13)), tick(today_at(13, 1)), BackupRun.objects.count()) == (True, False, 1)
    BackupRun.objects.update(status="done", created_at=today_at(13))
    assert (tick(today_at(18)), tick(today_at(13) + timedelta(days=1))) == (False, True)


def test_nothing_is_planned_for_a_new_practice_a_demonstration_or_against_the_plan(team: Team, settings) -> None:
    assert tick(timezone.now() - timedelta(minutes=1)) is False
    installed(days_ago=10)
    settings.DEMO = True
    assert tick(today_at(13)) is False
    settings.DEMO = False
    change_plan(actor=actor_of(team.manager), facts=PlanFacts(False, "", time(1), 7, 4, 12), version=0)
    assert tick(today_at(13)) is False


def test_a_killed_worker_is_told_as_interrupted(team: Team) -> None:
    run = queue_backup(actor=actor_of(team.manager))
    BackupRun.objects.update(status="running", alive_at=timezone.now() - timedelta(minutes=11))
    tick()
    run.refresh_from_db()
    assert (run.status, run.problem) == ("failed", "La sauvegarde a été interrompue\u202f: relancez-la.")


def test_heads_are_warned_when_nothing_recent_is_saved(team: Team) -> None:
    doctor = actor_of(team.doctor)
    assert backup_warning(doctor) == ""
    installed(days_ago=10)
    assert backup_warning(doctor) == "Aucune sauvegarde n’a encore été faite\u202f: lancez-en une maintenant."
    BackupRun.objects.create(status="done")
    assert backup_warning(doctor) == ""


def test_only_own_backups_are_forgotten(tmp_path: Path) -> None:
    others = [tmp_path / "brasdroit-2026-11-01-124500-00000000.sauvegarde", tmp_path / "photos.zip"]
    for path in others:
        path.write_text("à d’autres")
    now = timezone.localtime()
    old = tmp_path / file_name(now - timedelta(days=9))
    old.write_text("ancienne")
    renew_backup_code()  # those of the former code are still ours
    new = tmp_path / file_name(now)
    new.write_text("nouvelle")
    assert prune(tmp_path, Retention(1, 0, 0)) == [old]
    assert sorted(tmp_path.glob("*.*")) == sorted([*others, new])
