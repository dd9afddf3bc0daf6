"""A group's installation, tried for real: two web services and two workers on PostgreSQL and Redis, as deploy/ describes it.

.venv/bin/python scripts/group_check.py — needs PostgreSQL 15 and redis-server (or valkey-server) on this machine; everything is
temporary. Shows that the processes' role cannot pass the practices' border, that a change made through one service reaches the
page that the other serves, also after the process that follows for all was killed, and that no job is done twice.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from console import ROOT, SetupError, say
from postgres import temporary_server

sys.path.insert(0, str(ROOT))
PROGRAM = [sys.executable, "-m", "brasdroit.cli"]
SECRET = "groupe"  # noqa: S105  (of a server that lives a minute)
PASSWORD = "quatre-mots-de-passe-longs"  # noqa: S105  (the same)
EMAIL = "claire.martin@example.org"
JOBS = 300
QUIET_S = 8  # longer than the layer's own readings: a page to which nothing is told stays connected


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours, ended at the end."""
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


@contextmanager
def broker() -> Iterator[str]:
    """Redis or Valkey for the time of the run; gives its REDIS_URL."""
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise SetupError("Ni valkey-server ni redis-server sur cette machine\u202f: rien n’est essayé.")
    port = free_port()
    with running([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]):
        yield f"redis://127.0.0.1:{port}/0"


def prepare(url: str) -> tuple[str, str]:
    """What the administrator does (deploy/prepare.sql); gives the addresses of the owner and of the application."""
    port = str(urlsplit(url).port)
    address = ["-h", "127.0.0.1", "-p", port, "-U", "postgres", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
    subprocess.run(["psql", *address, "-c", "DROP DATABASE brasdroit"], check=True)
    words = [
        "-v",
        f"owner_password={SECRET}",
        "-v",
        f"app_password={SECRET}",
        "-f",
        str(ROOT / "deploy" / "prepare.sql"),
    ]
    for _ in range(2):  # twice is once
        subprocess.run(["psql", *address, *words], check=True, stdout=subprocess.DEVNULL)
    return tuple(f"postgresql://brasdroit_{role}:{SECRET}@127.0.0.1:{port}/brasdroit" for role in ("owner", "app"))  # type: ignore[return-value]


def open_practice() -> Any:
    """A practice and its manager; gives his actor."""
    import django

    django.setup()
    from brasdroit.foundation.accounts.selectors import actor_of_membership
    from brasdroit.foundation.actors import system_actor
    from brasdroit.foundation.identifiers import new_id
    from brasdroit.practice.members import services
    from brasdroit.practice.members.types import PersonFacts, Role
    from brasdroit.practice.organisation.types import OrganizationFacts

    person = PersonFacts(given_name="Claire", family_name="Martin", email=EMAIL)
    facts = OrganizationFacts(name="Cabinet des Tilleuls", department="72")
    actor = system_actor(new_id())
    member = services.open_practice(actor=actor, facts=facts, person=person, password=PASSWORD, role=Role.MANAGER)
    return actor_of_membership(member.membership_id)


def answers(port: int) -> None:
    """Wait for a service."""
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SetupError("Un service ne répond pas.")


def border() -> dict[str, object]:
    """What the application's role may do to a table: read none of it without a practice, and change no policy."""
    from django.db import connection
    from django.db.utils import ProgrammingError

    from brasdroit.foundation.tenancy.policies import open_tables

    refused = 0
    with connection.cursor() as cursor:
        for order in ("DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"):
            try:
                cursor.execute(f"ALTER TABLE practice_member {order}")
            except ProgrammingError:
                refused += 1
        cursor.execute("SELECT count(*) FROM practice_member")
        seen = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_policy")
        policies = cursor.fetchone()[0]
    return {
        "rows seen without a practice": seen,
        "orders refused": refused,
        "policies": policies,
        "tables left open": open_tables(),
    }


class Listener:
    """The open page of one service."""

    def __init__(self, port: int) -> None:
        from websockets.sync.client import connect

        from brasdroit.cli.bench.client import Session

        self.session = Session(port, EMAIL, PASSWORD)
        cookie = self.session.headers(posting=False)["Cookie"]
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://127.0.0.1:{port}/live/", additional_headers={"Cookie": cookie}, origin=f"http://127.0.0.1:{port}"
            )
        )
        assert self.next()["topic"] == "hello"

    def next(self) -> dict[str, Any]:
        """The next word, within ten seconds."""
        said: dict[str, Any] = json.loads(self._socket.recv(timeout=10))
        return said

    def waits_for(self, topic: str) -> float:
        """The seconds until this topic is told."""
        begin = time.perf_counter()
        while self.next()["topic"] != topic:
            pass
        return round(time.perf_counter() - begin, 2)

    def close(self) -> None:
        """Leave."""
        self._open.close()


def act(session: Any) -> None:
    """A change made through a service's page: a task."""
    from brasdroit.cli.bench.client import Request
    from brasdroit.foundation.identifiers import new_id

    line = session.open()
    line.send(Request("/a-faire/nouvelle/", (("id", str(new_id())), ("title", "Rappeler le laboratoire"))))
    line.close()


def heard(first: int, second: int, web: subprocess.Popen[bytes]) -> dict[str, object]:
    """Seconds from an act through the first service to the word on the second one's page, before and after the first is killed.

    The first page's process follows the outbox for all.
    """
    from brasdroit.cli.bench.client import Session

    elsewhere = Listener(first)
    page, actor = Listener(second), Session(first, EMAIL, PASSWORD)
    time.sleep(QUIET_S)
    act(actor)
    before = page.waits_for("tasks")
    leader = leading()
    for child in children(web.pid):
        os.kill(child, signal.SIGKILL)
    act(page.session)
    after = page.waits_for("tasks")
    elsewhere.close()
    page.close()
    answers(first)
    return {
        "heard after s": before,
        "heard after the leader was killed, s": after,
        "another leads": leading() != leader,
    }


def leading() -> str:
    """The process that follows the outbox for all."""
    from redis import Redis

    return str(Redis.from_url(os.environ["REDIS_URL"]).get("brasdroit:live:leader"))


def children(pid: int) -> list[int]:
    """The processes that a supervisor started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def jobs(tenant_id: str) -> dict[str, object]:
    """Many jobs for two workers: how many were done, how many twice, by how many workers."""
    from django_tasks_db.models import DBTaskResult

    from brasdroit.record.documents.services.previews import draw_preview

    for _ in range(JOBS):
        draw_preview.enqueue(tenant_id, tenant_id)
    while DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"]).exists():
        time.sleep(0.2)
    done = list(DBTaskResult.objects.filter(status="SUCCESSFUL").values_list("worker_ids", flat=True))
    return {
        "jobs": len(done), "done twice": sum(len(each) != 1 for each in done), "workers": len({one for each in done for one in each}),
    }  # fmt: skip


def service(stack: ExitStack, *words: str) -> subprocess.Popen[bytes]:
    """One of the group's services."""
    return stack.enter_context(running([*PROGRAM, "serve", *words]))


def main() -> int:
    """Run everything; prints the figures, exits 1 when one of them is wrong."""
    with ExitStack() as stack:
        state = stack.enter_context(tempfile.TemporaryDirectory(prefix="brasdroit-group-"))
        redis_url = stack.enter_context(broker())
        owner, application = prepare(stack.enter_context(temporary_server()))
        os.environ.update(BRASDROIT_DATA_DIR=state, REDIS_URL=redis_url, DJANGO_SETTINGS_MODULE="config.settings")
        subprocess.run([*PROGRAM, "migrate"], check=True, cwd=ROOT, env=os.environ | {"DATABASE_URL": owner})
        os.environ["DATABASE_URL"] = application
        actor = open_practice()
        ports = free_port(), free_port()
        webs = [service(stack, "--port", str(port), "--processes", "1", "--workers", "0") for port in ports]
        for port in ports:
            answers(port)
        found: dict[str, object] = border()
        found |= heard(ports[0], ports[1], webs[0])
        service(stack, "--processes", "0", "--workers", "2")
        found |= jobs(str(actor.tenant_id))
        found["web services alive"] = sum(web.poll() is None for web in webs)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    good = {
        "tables left open": [],
        "another leads": True,
        "rows seen without a practice": 0,
        "orders refused": 2,
        "jobs": JOBS,
        "done twice": 0,
        "workers": 2,
        "web services alive": 2,
    }
    return 0 if all(found[name] == value for name, value in good.items()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        say(str(error))
        sys.exit(2)
