"""Filling an empty installation from an archive, then proving that it is the one that was saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from brasdroit.foundation.audit.chain import verify
from brasdroit.foundation.backup.contents import count_rows, missing_files
from brasdroit.foundation.backup.layout import newer
from brasdroit.foundation.backup.reading import Archive
from brasdroit.foundation.backup.records import Record
from brasdroit.foundation.backup.runs import clean_runs
from brasdroit.foundation.backup.sources import postgres, sqlite
from brasdroit.foundation.backup.types import About, BackupError, Counts
from brasdroit.foundation.backup.unpacking import DATABASE, keep_document
from brasdroit.foundation.files.vault import stored_files, unopenable
from brasdroit.foundation.tenancy.context import platform_scope

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore(
    archive: Archive, records: Iterator[Record], folder: Path, *, accept_broken_journal: bool = False
) -> Counts:
    """Fill the database of the settings, which lies in ``folder`` or is an empty PostgreSQL, and the vault in ``folder``.

    ``records`` are those that follow the keys. Raises BackupError: ``other_database``, ``newer``, ``not_empty``, ``broken``,
    ``broken_database``, ``counts``, ``keys``, ``journal``; the database is then left empty.
    """
    _check(archive.about)
    if connection.vendor == "sqlite":
        _fill(records, folder)
        return _proved(archive.about, accept_broken_journal=accept_broken_journal)
    if not postgres.is_empty():
        raise BackupError(
            "La base de DATABASE_URL contient déjà des tables\u202f: une restauration ne remplace rien, donnez une base vide.",
            code="not_empty",
        )
    try:
        _migrate(archive.about.migrations)
        _fill(records, folder)
        return _proved(archive.about, accept_broken_journal=accept_broken_journal)
    except BaseException:
        connections.close_all()
        postgres.drop_everything()
        raise


def _check(about: About) -> None:
    if about.database != connection.vendor:
        saved, here = ENGINES.get(about.database, about.database), ENGINES[connection.vendor]
        raise BackupError(
            f"Cette sauvegarde vient d’une base {saved}, cette installation utilise {here}\u202f: "
            + ("donnez DATABASE_URL." if about.database == "postgresql" else "relancez sans DATABASE_URL."),
            code="other_database",
        )
    known = set(MigrationLoader(None).disk_migrations)  # without a connection: it would begin an empty database
    ours = {app for app, _ in known}
    if any(pair not in known for pair in about.migrations if pair[0] in ours):
        raise newer()


def _fill(records: Iterator[Record], folder: Path) -> None:
    for record in records:
        if record.name == sqlite.NAME:
            sqlite.fill(record.chunks, folder / DATABASE)
        elif record.name == postgres.TABLES:
            if after := _tables(record, records):
                keep_document(folder, after)
        else:
            keep_document(folder, record)


def _tables(first: Record, records: Iterator[Record]) -> Record | None:
    try:
        return postgres.fill(chain([first], records))
    except psycopg.Error as error:
        raise BackupError(
            "La base PostgreSQL a refusé ces données\u202f: vérifiez que son propriétaire est l’utilisateur de DATABASE_URL.",
            code="database",
        ) from error


def _migrate(applied: Sequence[tuple[str, str]]) -> None:
    """Make the tables as they were when the archive was made, then those of applications without migrations."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    pairs = [pair for pair in applied if pair in executor.loader.disk_migrations]
    latest = [pair for pair in pairs if not set(graph.node_map[pair].children) & {graph.node_map[p] for p in pairs}]
    executor.migrate(latest)


def bring_up_to_date() -> None:
    """Apply what this version of the program adds."""
    with platform_scope():
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    call_command("createcachetable", verbosity=0)


@platform_scope()
def _proved(about: About, *, accept_broken_journal: bool) -> Counts:
    bring_up_to_date()
    counts = Counts(count_rows(_query), sum(1 for _ in stored_files()), missing_files(_query))
    if dict(counts.rows) != dict(about.counts) or counts.files_missing > about.files_missing:
        raise BackupError(
            "Ce qui a été restauré n’est pas ce qui avait été sauvegardé\u202f: rien n’est gardé, prenez une autre sauvegarde.",
            code="counts",
        )
    if unopenable():
        raise BackupError(
            "Les documents restaurés ne s’ouvrent pas avec BRASDROIT_FILES_KEY\u202f: retirez cette variable, leurs clés sont dans "
            "la sauvegarde.",
            code="keys",
        )
    if not verify().intact and not accept_broken_journal:
        raise BackupError(
            "Le journal de cette sauvegarde est rompu\u202f: prenez-en une plus ancienne, ou ajoutez --accept-broken-journal.",
            code="journal",
        )
    _begin_again()
    connections.close_all()
    return counts


def _query(statement: str) -> Iterable[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _begin_again() -> None:
    """Who had signed out since, or lost his rights, does not come back with the past; nor does the backup under way."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
    clean_runs(timezone.now())
