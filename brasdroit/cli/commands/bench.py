"""``brasdroit bench``: measure the workspace over HTTP, as a client would (INTERFACES.md, docs/operations/performance.md)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "bench", "mesure les temps de réponse d’un cabinet de la taille voulue"
NEEDS_DJANGO = False  # the data directory and the database of the measurements are set first
LARGEST = 5_000_000


def add(parser: argparse.ArgumentParser) -> None:
    """Size, database, rounds."""
    parser.add_argument("--patients", type=int, required=True, help="taille du cabinet mesuré")
    parser.add_argument("--database", help="adresse d’un serveur PostgreSQL (défaut\u202f: SQLite)")
    parser.add_argument("--rounds", type=int, default=3, help="tours de mesure, le meilleur est gardé (3)")
    parser.add_argument("--only", action="append", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """Build the practice once, measure, tell. Raises UnusableInput on an impossible size or an unreachable database."""
    if not 200 <= options.patients <= LARGEST:
        raise UnusableInput(f"--patients va de 200 à {LARGEST}.")
    directory = _directory(options)
    fresh = not (directory / "bench.json").exists()
    if fresh:  # a building that was interrupted starts again
        _forget(directory)
    _start(directory, _database(options, fresh=fresh))
    from brasdroit.cli.bench.running import run_all

    found = run_all(options.patients, directory, rounds=max(1, options.rounds), only=options.only, tell=Bar().tell)
    if options.json:
        return found
    _show(found)
    return None


def _directory(options: argparse.Namespace) -> Path:
    root = Path(options.data_dir or os.environ.get("BRASDROIT_DATA_DIR") or "data").resolve()
    kind = "postgresql" if options.database else "sqlite"
    directory = root / "bench" / f"{kind}-{options.patients}"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def _forget(directory: Path) -> None:
    for part in directory.glob("brasdroit.sqlite3*"):
        part.unlink()


def _database(options: argparse.Namespace, *, fresh: bool) -> str:
    """The address of the practice's own database on the server, made again when `fresh`."""
    if not options.database:
        return ""
    import psycopg
    from psycopg import sql

    name = f"brasdroit_bench_{options.patients}"
    try:
        with psycopg.connect(options.database, autocommit=True) as server:
            if fresh:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        raise UnusableInput(
            f"La base de données ne répond pas ou refuse\u202f: {str(error).splitlines()[0]}"
        ) from error
    address = urlsplit(str(options.database))
    return urlunsplit((address.scheme, address.netloc, f"/{name}", address.query, ""))


def _start(directory: Path, database: str) -> None:
    """Set Django up on the practice of the measurements, for this process and for the server it starts."""
    flags = {
        "BRASDROIT_DEMO": "1",
        "BRASDROIT_BENCH": "1",
        "BRASDROIT_DATA_DIR": str(directory),
        "DATABASE_URL": database,
    }
    os.environ.update(flags)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from brasdroit.cli.commands.migrate import run as migrate

    migrate(argparse.Namespace())


def _show(found: dict[str, Any]) -> None:
    say(f"{found['patients']} patients, {found['database']}, chargés en {found['load_s']} s")
    for name, each in found["operations"].items():
        times = f"{each['median_ms']:>8.2f} ms {each['p95_ms']:>8.2f} ms {each['rps_c8']:>7.0f}/s"
        say(f"{name:<20}{times} {each['queries']:>3} requêtes {each['errors']} erreurs")
    say(f"Course : {found['booking_race']}")
    say(f"Mémoire au repos\u202f: {found['idle_rss_mb']} Mo")
