"""The whole round: one check that cannot be made never hides the others."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection

from brasdroit.foundation.checkup import border, data, machine, work
from brasdroit.foundation.checkup.types import Check, fault

logger = logging.getLogger(__name__)

ALONE: tuple[Callable[[], Check], ...] = (
    machine.python, machine.disk, machine.data_rights, machine.owner, machine.key_rights, machine.addresses,
    machine.static_files,
)  # fmt: skip
WITH_DATABASE: tuple[Callable[[], Check], ...] = (
    data.database, data.migrations, border.practices_apart, data.durability, data.journal, data.documents, data.keys, machine.clock, work.worker,
    work.jobs, work.backups, work.backup_place,
)  # fmt: skip


def every_check() -> list[Check]:
    """All of them, in order; those that need the database stop with the first one when it does not answer."""
    done = [_made(check) for check in ALONE]
    if _no_file():
        return [
            *done,
            fault("database", "Aucune base dans ce dossier", "Lancez ./run, ou «\u202fbrasdroit restore\u202f»."),
        ]
    first, *others = WITH_DATABASE
    answered = _made(first)
    return [*done, answered, *(map(_made, others) if answered.status != "fault" else [])]


def _made(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except DatabaseError as error:
        logger.info("check %s: %s", check.__name__, type(error).__name__)
        return fault(
            check.__name__,
            "La base de données ne répond pas à cette question",
            "Lancez «\u202fbrasdroit migrate\u202f»\u202f; sinon, voyez le service de la base.",
        )
    except OSError as error:
        return fault(
            check.__name__,
            f"Le disque a répondu\u202f: {error.strerror}",
            "Vérifiez le disque et les droits du dossier des données.",
        )


def _no_file() -> bool:
    """Connecting to a SQLite file that is not there would make an empty one."""
    return connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists()
