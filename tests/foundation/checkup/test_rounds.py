"""The round of the installation: what holds is said to hold, what does not says what to do."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from brasdroit.cli.__main__ import main
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.backup.models import BackupRun
from brasdroit.foundation.checkup import data, machine, work
from brasdroit.foundation.checkup.rounds import every_check
from brasdroit.foundation.files import rotation, vault
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.jobs.alive import NAME, tell_alive
from brasdroit.foundation.keys.kept import backup_ring, files_ring
from brasdroit.foundation.tenancy.context import platform_scope
from brasdroit.foundation.tenancy.models import Tenant
from tests.factories.documents import make_document
from tests.factories.practice import actor_of, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR, settings.FILES_KEY = tmp_path / "data", tmp_path / "keys", ""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DATA_DIR.mkdir(mode=0o700)
    files_ring()
    backup_ring()


def test_every_check_answers_once() -> None:
    make_team()
    codes = [check.code for check in every_check()]
    assert (len(codes), len(set(codes))) == (19, 19)


def test_whoever_must_act_is_told_how() -> None:
    assert [check.code for check in every_check() if (check.status == "ok") == bool(check.advice)] == []


def test_rights_that_are_too_wide(settings) -> None:
    assert (machine.data_rights().status, machine.key_rights().status) == ("ok", "ok")
    settings.DATA_DIR.chmod(0o755)
    (settings.DATA_DIR / "files.key").chmod(0o644)
    assert (machine.data_rights().status, machine.key_rights().status) == ("warning", "fault")
    settings.DATA_DIR.chmod(0o700)


@pytest.mark.parametrize(
    ("hosts", "https", "debug", "status"),
    [
        (["localhost", "accueil.local", "192.168.1.10"], False, False, "ok"),
        (["cabinet.example.org"], True, False, "ok"),
        (["cabinet.example.org"], False, False, "fault"),
        (["*"], False, False, "warning"),
        (["localhost"], False, True, "fault"),
    ],
)
def test_addresses(settings, hosts: list[str], https: bool, debug: bool, status: str) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.DEBUG = hosts, https, debug
    assert machine.addresses().status == status


def test_a_clock_behind_the_journal(settings) -> None:
    assert machine.clock().status == "ok"
    team = make_team()
    with platform_scope():
        AuditEntry.objects.create(
            tenant_id=team.tenant_id, actor_role="system", actor_name="Brasdroit", action="x",
            at=timezone.now() + timedelta(hours=2),
        )  # fmt: skip
    assert machine.clock().status == "fault"
    settings.TIME_ZONE = "Europe/Nulle-Part"
    assert machine.clock().found == "Fuseau horaire inconnu\u202f: Europe/Nulle-Part"


def test_documents_missing_or_unreadable() -> None:
    document = make_document(actor_of(make_team().doctor))
    path = vault.vault_path(document.file_id)
    whole = path.read_bytes()
    assert data.documents().status == "ok"
    path.write_bytes(whole[:-1])
    assert data.documents().found == "Documents illisibles parmi les 20 derniers\u202f: 1"
    path.unlink()
    assert data.documents().found == "Documents introuvables sur le disque\u202f: 1"


def test_a_broken_journal() -> None:
    team = make_team()
    assert data.journal().status == "ok"
    with platform_scope():
        AuditEntry.objects.create(
            tenant_id=team.tenant_id, actor_role="system", actor_name="Brasdroit", action="x", position=7, digest="faux"
        )
    assert data.journal().status == "fault"


def test_a_renewal_half_done() -> None:
    rotation.begin()
    assert data.keys().status == "warning"


def test_the_worker_lives_or_not(settings) -> None:
    assert work.worker().status == "warning"
    tell_alive()
    assert work.worker().status == "ok"
    os.utime(settings.DATA_DIR / NAME, (0, 0))
    assert work.worker().status == "warning"


def test_old_backups_are_a_fault() -> None:
    team = make_team()
    with writes_allowed():
        Tenant.objects.filter(pk=team.tenant_id).update(created_at=timezone.now() - timedelta(days=30))
    assert work.backups().status == "fault"
    BackupRun.objects.create(status="done")
    assert work.backups().status == "ok"


def test_backups_beside_the_data() -> None:
    assert work.backup_place().found == "Les sauvegardes sont sur le même disque que les données"


def test_the_database_is_durable_and_up_to_date() -> None:
    assert (data.database().status, data.migrations().status) == ("ok", "ok")
    weak = {"sqlite": "synchronous=0", "postgresql": "fsync=off"}[connection.vendor]  # as the tests run, for speed
    assert data.durability().found.split("\u202f: ")[1].split(", ")[0] == weak


def test_the_command_ends_well_whatever_it_finds(capsys) -> None:
    make_team()
    assert main(["doctor", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["faults"] == sum(check["status"] == "fault" for check in answer["checks"])
    assert {tuple(check) for check in answer["checks"]} == {("code", "status", "found", "advice")}


def test_a_folder_that_is_not_there(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("BRASDROIT_DATA_DIR", "")
    assert main(["doctor", "--data-dir", str(tmp_path / "nulle-part")]) == 2
    assert (capsys.readouterr().err.count("\n"), (tmp_path / "nulle-part").exists()) == (1, False)
