"""Writing the journal: acts in the transaction of the act, reads in batches behind the page."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import Error, connections, transaction

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.tenancy.context import platform_scope

FLUSH_SECONDS = 0.5
logger = logging.getLogger(__name__)


def entry(
    actor: Actor,
    action: str,
    *,
    subject: Any = None,
    about_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """An unsaved line: ``subject`` is a model instance or None; ``about_id`` the person concerned."""
    return AuditEntry(
        tenant_id=actor.tenant_id,
        actor_id=actor.membership_id,
        actor_role=actor.role,
        actor_name=actor.display_name,
        workstation=actor.workstation,
        action=action,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        about_id=about_id,
        details=dict(details or {}),
    )


class ReadJournal:
    """Reads wait here at most half a second, then are written together.

    A page being read must not wait for a write; a process that is killed loses at most this half second of reads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[AuditEntry] = []
        self._timer: threading.Timer | None = None

    def add(self, line: AuditEntry) -> None:
        """Queue a line and make sure a flush is due."""
        with self._lock:
            self._waiting.append(line)
            self._arm()

    def _arm(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(FLUSH_SECONDS, self._flush_in_thread)
            self._timer.daemon = True
            self._timer.start()

    def _flush_in_thread(self) -> None:
        try:
            self.flush()
        finally:
            connections.close_all()  # the thread ends here, and its connection with it

    def flush(self) -> int:
        """Write what waits; answers how many lines were written: none when the database refuses, they are tried again."""
        with self._lock:
            lines, self._waiting, self._timer = self._waiting, [], None
        if not lines:
            return 0
        try:
            with platform_scope(), transaction.atomic():
                AuditEntry.objects.bulk_create(lines, batch_size=500)
        except Error as error:  # its name only: the database quotes the line it refuses
            logger.error("%d reads wait for the database: %s", len(lines), type(error).__name__)  # noqa: TRY400
            self._put_back(lines)
            return 0
        return len(lines)

    def _put_back(self, lines: list[AuditEntry]) -> None:
        with self._lock:
            self._waiting = [*lines, *self._waiting]
            self._arm()


reads = ReadJournal()
atexit.register(reads.flush)


def record_read(
    actor: Actor,
    action: str,
    *,
    subject: Any = None,
    about_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Trace that somebody saw a record (``patient.read``); written in a batch behind the page."""
    reads.add(entry(actor, action, subject=subject, about_id=about_id, details=details))
