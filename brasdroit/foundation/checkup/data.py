"""The data: database, migrations, durability, journal, documents, keys."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from brasdroit.foundation.audit.chain import verify
from brasdroit.foundation.backup.contents import missing_files
from brasdroit.foundation.checkup.types import Check, fault, fine, warning
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.files.rotation import under_way
from brasdroit.foundation.files.vault import read, stored_files
from brasdroit.foundation.tenancy.context import platform_scope

OLDEST = {"sqlite": (3, 37), "postgresql": (15,)}
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SAMPLE = 20


def database() -> Check:
    """It answers, and is recent enough."""
    connection.ensure_connection()
    version = _version()
    found = f"{NAMES[connection.vendor]} {'.'.join(map(str, version))}"
    if version < OLDEST[connection.vendor]:
        wanted = ".".join(map(str, OLDEST[connection.vendor]))
        return fault("database", found, f"Passez à {NAMES[connection.vendor]} {wanted} ou plus récent.")
    return fine("database", found)


def _version() -> tuple[int, ...]:
    if connection.vendor == "sqlite":
        return tuple(connection.Database.sqlite_version_info)  # type: ignore[attr-defined]
    number = int(connection.pg_version)  # type: ignore[attr-defined]
    return number // 10000, number % 10000


def migrations() -> Check:
    """The tables are those of this program."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fault(
            "migrations",
            f"Mises à jour de la base en attente\u202f: {len(waiting)}",
            "Lancez «\u202fbrasdroit migrate\u202f».",
        )
    return fine("migrations", "Base à jour")


def durability() -> Check:
    """What is acknowledged is on the disk."""
    wanted = {
        "sqlite": {"journal_mode": "wal", "synchronous": "2"},
        "postgresql": dict.fromkeys(("fsync", "synchronous_commit"), "on"),
    }
    asked = wanted[connection.vendor]
    word = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
    with connection.cursor() as cursor:
        found = {name: str(cursor.execute(f"{word} {name}").fetchone()[0]) for name in asked}
    weak = [name for name, value in asked.items() if found[name] not in (value, "remote_apply", "remote_write")]
    if weak:
        shown = ", ".join(f"{name}={found[name]}" for name in weak)
        return fault(
            "durability",
            f"Une coupure de courant peut effacer le dernier acte\u202f: {shown}",
            "Remettez les réglages d’origine de la base.",
        )
    return fine("durability", "Ce qui est enregistré est sur le disque")


@platform_scope()
def journal() -> Check:
    """The chain of the journal is whole."""
    seen = verify()
    if not seen.intact:
        return fault(
            "journal", f"Le journal est rompu à {seen.first_broken}",
            "Quelqu’un a changé la base hors du programme\u202f: gardez une copie en l’état, comparez avec une sauvegarde.",
        )  # fmt: skip
    return fine("journal", f"{seen.entries} lignes, chaîne intacte")


@platform_scope()
def documents() -> Check:
    """Every document the database names is there, and the last ones can be read."""
    missing = missing_files(_rows)
    unreadable = [name for name in _sample() if not _reads(UUID(name))]
    advice = "Restaurez-les depuis une sauvegarde."
    if missing:
        return fault("documents", f"Documents introuvables sur le disque\u202f: {missing}", advice)
    if unreadable:
        return fault("documents", f"Documents illisibles parmi les {SAMPLE} derniers\u202f: {len(unreadable)}", advice)
    return fine("documents", "Documents présents et lisibles")


def keys() -> Check:
    """No renewal of keys stays half done."""
    if under_way():
        return warning(
            "keys",
            "Un renouvellement de la clé des documents n’est pas terminé",
            "Lancez «\u202fbrasdroit keys rotate\u202f».",
        )
    place = "l’environnement" if settings.FILES_KEY else "le dossier des données"
    return fine("keys", f"Clé des documents dans {place}")


def _rows(statement: str) -> Iterable[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _sample() -> list[str]:
    """The newest files: identifiers are ordered by time."""
    return sorted((path.name for path in stored_files()), reverse=True)[:SAMPLE]


def _reads(file_id: UUID) -> bool:
    try:
        for _ in read(file_id):
            pass
    except (DomainError, OSError):
        return False
    return True
