"""The drill, on both databases: save while people write, lose everything, restore elsewhere, prove it is the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from brasdroit.foundation.backup.making import make
from brasdroit.foundation.backup.sources import sqlite
from brasdroit.foundation.files import vault
from brasdroit.foundation.guard import writes_allowed
from brasdroit.foundation.keys.codes import draw_code, shown_code
from brasdroit.foundation.keys.kept import backup_ring
from brasdroit.reception.agenda.services import book
from tests.factories.agenda import MONDAY, Desk, booking, local, make_desk, make_patient
from tests.factories.documents import make_document

PROGRAM = Path(sys.executable).parent / "brasdroit"
Rows = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(scope="module", autouse=True)
def _emptied_afterwards() -> Iterator[None]:
    """The test framework empties the tables once the test is over."""
    with writes_allowed():
        yield


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR, settings.FILES_KEY = tmp_path / "data", tmp_path / "keys", ""
    settings.DATA_DIR.mkdir()


class Writer(threading.Thread):
    """A front desk that books without a pause while the backup is made; `overlap` waits for one more booking."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(daemon=True)
        self.desk, self.patient, self.actor = desk, make_patient(desk.tenant_id), desk.actor()
        self.stopping = threading.Event()
        self.written = threading.Semaphore(0)

    def run(self) -> None:
        try:
            for rank in range(500):
                if self.stopping.is_set():
                    return
                week, slot = divmod(rank, 12)
                day = MONDAY + timedelta(days=1 + 7 * week)  # no public holiday is a Tuesday that year
                start = local(9 + slot // 4, 15 * (slot % 4), day)
                book(actor=self.actor, booking=booking(self.desk, self.patient, start))
                self.written.release()
        finally:
            connection.close()

    def overlap(self) -> None:
        """Somebody books now."""
        assert self.written.acquire(timeout=60)


@contextmanager
def fresh_database() -> Iterator[tuple[dict[str, str], Callable[[Path], Rows]]]:
    """Where to restore: the environment of the program, and how to read what it restored in a folder."""
    if connection.vendor == "sqlite":
        yield (
            {"DATABASE_URL": ""},
            lambda folder: lambda statement: _sqlite_rows(folder / "brasdroit.sqlite3", statement),
        )
        return
    known = connection.settings_dict
    account = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    server, name = f"postgresql://{account}@{known['HOST']}:{known['PORT']}", f"drill_{os.getpid()}"
    with psycopg.connect(f"{server}/{known['NAME']}", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield (
                {"DATABASE_URL": f"{server}/{name}"},
                lambda _: lambda statement: _postgres_rows(f"{server}/{name}", statement),
            )
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _sqlite_rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite._connected(path)) as database:
        return database.execute(statement).fetchall()


def _postgres_rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as database:
        database.execute("SELECT set_config('app.tenant', '*', true)")
        return database.execute(statement.encode()).fetchall()


def program(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program, as a person would."""
    named = [str(PROGRAM), *map(str, words)]
    return subprocess.run(
        named,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def number(rows: Iterable[tuple[object, ...]]) -> int:
    return next(int(str(row[0])) for row in rows)


@pytest.mark.django_db(transaction=True)
def test_a_lost_installation_comes_back(settings, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sqlite, "STEP_PAGES", 50)  # so that people write between two steps of the copy
    desk = make_desk()
    document = make_document(desk.actor("doctor"))
    writer = Writer(desk)
    writer.start()
    writer.overlap()
    told: list[str] = []

    def tell(what: str, _done: int, _total: int) -> None:
        if what in ("Base", "Chiffrement") and told.count(what) < 3:
            writer.overlap()
        told.append(what)

    saved = make(tmp_path / "une.sauvegarde", tell=tell)
    writer.stopping.set()
    writer.join(60)
    clear = b"".join(vault.read(document.file_id))

    code = shown_code(backup_ring()[0].text)
    with fresh_database() as (env, reading):
        new = tmp_path / "nouveau"
        stranger = env | {"BRASDROIT_KEYS_DIR": str(tmp_path / "ailleurs")}
        refused = program("restore", tmp_path / "une.sauvegarde", "--data-dir", new, **stranger)
        other = program(
            "restore", tmp_path / "une.sauvegarde", "--data-dir", new, "--recovery-code", draw_code(), **stranger
        )
        assert [(each.returncode, each.stdout, len(each.stderr.splitlines())) for each in (refused, other)] == [
            (2, "", 1)
        ] * 2
        assert new.exists() is False

        wrong_keys = program(
            "restore", tmp_path / "une.sauvegarde", "--data-dir", new, "--recovery-code", code,
            **stranger, BRASDROIT_FILES_KEY="une autre",
        )  # fmt: skip
        assert (wrong_keys.returncode, "BRASDROIT_FILES_KEY" in wrong_keys.stderr, new.exists()) == (2, True, False)

        done = program(
            "restore", tmp_path / "une.sauvegarde", "--data-dir", new, "--recovery-code", code, "--json", **stranger
        )
        assert (done.returncode, done.stderr) == (0, "")
        answer, rows = json.loads(done.stdout), reading(new)

        assert (answer["patients"], answer["documents"], answer["files"], answer["files_missing"]) == (
            1, 1, saved.counts.files, 0,
        )  # fmt: skip
        assert answer["audit_entries"] == saved.counts.rows["audit_entries"]
        booked = number(rows("SELECT COUNT(*) FROM reception_appointment"))
        traced = number(rows("SELECT COUNT(*) FROM foundation_auditentry WHERE action = 'appointment.booked'"))
        planned = number(rows("SELECT COUNT(*) FROM record_encounter"))
        assert (booked, traced) == (planned, planned)  # of one moment, in the middle of the bookings
        assert number(rows("SELECT COUNT(*) FROM django_session")) == 0
        again = program("restore", tmp_path / "une.sauvegarde", "--data-dir", new, **env)
        assert (again.returncode, number(rows("SELECT COUNT(*) FROM reception_appointment"))) == (2, booked)

    settings.DATA_DIR = new
    assert b"".join(vault.read(document.file_id)) == clear
    assert [secret.text for secret in backup_ring()] == [code.replace("-", "")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("damage", ["cut", "changed", "followed"])
def test_a_damaged_archive_leaves_the_folder_empty(tmp_path: Path, damage: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the archive itself is the same on both databases")
    vault.store([os.urandom(1_500_000)])
    path, new = tmp_path / "une.sauvegarde", tmp_path / "nouveau"
    make(path)
    whole = path.read_bytes()
    spoilt = {"cut": whole[:-400_000], "changed": whole[:-9] + b"\0" + whole[-8:], "followed": whole + b"\0"}
    path.write_bytes(spoilt[damage])
    new.mkdir()
    done = program(
        "restore", path, "--data-dir", new, "--json", DATABASE_URL="", BRASDROIT_KEYS_DIR=str(tmp_path / "keys")
    )
    assert (done.returncode, done.stdout, list(new.iterdir())) == (2, "", [])
    assert (
        done.stderr == "Cette sauvegarde est abîmée ou incomplète\u202f: prenez-en une autre, rien n’a été restauré.\n"
    )
