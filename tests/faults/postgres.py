"""A PostgreSQL that may be hurt: durable, with a standby if asked, in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

USER = "postgres"  # PostgreSQL refuses to be run by root
OPTIONS = "-c max_connections=60 -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"


def programs() -> Path:
    """The folder of the newest server of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parents[1].name))
    return found[-1].parent if found else Path(shutil.which("initdb") or "").parent


def available() -> bool:
    """Whether this machine has a PostgreSQL server."""
    return (programs() / "initdb").exists()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server on one port; `fsync` and `synchronous_commit` as in production."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="brasdroit-faults-pg-"))
        self.data, self.port = self.home / "data", free_port()
        if os.geteuid() == 0:
            shutil.chown(self.home, USER)

    @property
    def url(self) -> str:
        """What DATABASE_URL says."""
        return f"postgresql://brasdroit@127.0.0.1:{self.port}/brasdroit"

    def create(self, extra: str = "") -> None:
        """A new cluster, started, with an empty database and a role that is no superuser."""
        self.do("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        self.start(extra)
        self.sql("CREATE ROLE brasdroit LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
        self.sql("CREATE DATABASE brasdroit OWNER brasdroit")

    def start(self, extra: str = "") -> None:
        """Start and wait until it answers."""
        self.control("start", "-o", f"{OPTIONS} -c port={self.port} {extra}", "-l", self.home / "log")

    def stop(self, mode: str) -> None:
        """Stop: fast tells the clients, immediate is a crash."""
        self.control("stop", "-m", mode)

    def kill(self) -> None:
        """kill -9 of the postmaster and of all its children, and the folder is left as it lies."""
        root = int((self.data / "postmaster.pid").read_text().split()[0])
        family = [root, *map(int, Path(f"/proc/{root}/task/{root}/children").read_text().split())]
        for each in family:
            os.kill(each, signal.SIGKILL)

    def standby(self) -> Server:
        """A synchronous standby of this server, started: a commit is acknowledged once it is on both."""
        other = Server()
        self.do(
            "pg_basebackup",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            USER,
            "-D",
            other.data,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        )
        other.start()
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")
        return other

    def promote(self, port: int) -> None:
        """Make this standby the primary and give it the address of the old one."""
        self.control("promote")
        self.stop("fast")
        self.port = port
        self.start()

    def sql(self, statement: str) -> str:
        """Run one statement as the superuser; answers what it prints."""
        return self.do(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", "postgres", "-Atqc", statement
        )

    def control(self, *words: str | Path) -> None:
        """pg_ctl, waiting; the server it leaves behind must not hold our output."""
        subprocess.run(
            self._as_server("pg_ctl", "-D", self.data, "-w", *words), check=True, cwd="/",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def do(self, program: str, *words: str | Path) -> str:
        """One program of PostgreSQL; answers what it prints."""
        done = subprocess.run(self._as_server(program, *words), check=True, cwd="/", capture_output=True, text=True)
        return done.stdout.strip()

    def remove(self) -> None:
        """Stop it if it runs, and forget it."""
        if (self.data / "postmaster.pid").exists():
            subprocess.run(
                self._as_server("pg_ctl", "-D", self.data, "-m", "immediate", "stop"), check=False, cwd="/",
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        shutil.rmtree(self.home, ignore_errors=True)

    @staticmethod
    def _as_server(program: str, *words: str | Path) -> list[str]:
        command = [str(programs() / program), *map(str, words)]
        return ["runuser", "-u", USER, "--", *command] if os.geteuid() == 0 else command
