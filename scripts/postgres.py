"""A PostgreSQL of one's own for the time of a test run, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import debian
from console import SetupError, call

USER = "postgres"  # PostgreSQL refuses to be run by root
SETTINGS = {  # nothing here outlives the run: durability off, speed on
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}

# As deploy/prepare.sql does for a group: the patient search keeps its index under row-level security (ADR 0007).
LEAKPROOF = ("arraycontains(anyarray, anyarray)", "arrayoverlap(anyarray, anyarray)")


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server on a free loopback port; gives the DATABASE_URL of a role that is no superuser (row security applies)."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="brasdroit-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, USER)
    data, port = home / "data", _free_port()
    try:
        _as_server(
            [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]
        )
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in {**SETTINGS, "port": str(port)}.items())
        _as_server([programs / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start"])
        try:
            address = ["-h", "127.0.0.1", "-p", str(port), "-U", USER]
            role = "CREATE ROLE brasdroit LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS"
            for marked in LEAKPROOF:
                _as_server(
                    [programs / "psql", *address, "-q", "-d", "template1", "-c", f"ALTER FUNCTION {marked} LEAKPROOF"]
                )
            _as_server(
                [programs / "psql", *address, "-q", "-c", role, "-c", "CREATE DATABASE brasdroit OWNER brasdroit"]
            )
            yield f"postgresql://brasdroit@127.0.0.1:{port}/brasdroit"
        finally:
            _as_server([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    found = _find()
    if found is None:
        debian.install(["postgresql"], why="PostgreSQL pour les essais")
        found = _find()
    if found is None:
        raise SetupError("PostgreSQL est installé sans « initdb » : installez le paquet du serveur, puis relancez.")
    return found


def _find() -> Path | None:
    """The folder of the newest server on this machine, 15 or later."""
    on_path = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version, reverse=True)
    if versions and _version(versions[0]) >= 15:
        return versions[0].parent
    return Path(on_path).parent if on_path else None


def _version(initdb: Path) -> float:
    name = initdb.parents[1].name
    return float(name) if name.replace(".", "", 1).isdigit() else 0


def _as_server(command: list[str | Path]) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    # pg_ctl leaves the server behind it holding our pipe: its output goes to a file of its own
    if any(str(word).endswith("pg_ctl") for word in command):
        _quietly(command)
    else:
        call(command)


def _quietly(command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(word) for word in command], check=False, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if done.returncode:
        raise SetupError(f"PostgreSQL n’a pas obéi à « {command[-1]} » (code {done.returncode}).")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
