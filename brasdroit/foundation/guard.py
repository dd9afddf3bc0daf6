"""The write guard: business tables change inside a service, and never while a page is only read.

A wrapper on every database connection looks at each statement (DESIGN §2.1).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from brasdroit.foundation.errors import ProgrammingError

WRITE = re.compile(
    r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+["`]?(\w+)""", re.IGNORECASE
)

# The platform's own bookkeeping: the journal, the outbox and the notes of the backups are written by the platform itself, and the account row
# by the sign-in library (password, last sign-in); rights live in the membership, which only services write.
PLATFORM_TABLES = frozenset(
    {
        "foundation_auditentry",
        "foundation_auditchain",
        "foundation_backuprun",
        "foundation_liveevent",
        "foundation_user",
    }
)
JOURNAL_TABLE = "foundation_auditentry"
BUSINESS_APPS = frozenset(
    {
        "foundation",
        "practice",
        "record",
        "reception",
        "pathway",
        "safety",
        "assistance",
        "certification",
        "management",
    }
)

_depth: ContextVar[int] = ContextVar("writes_allowed", default=0)
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)
_writes: ContextVar[int] = ContextVar("business_writes", default=0)
_gate_closed: ContextVar[str] = ContextVar("gate_closed", default="")
_journal_open: ContextVar[bool] = ContextVar("journal_open", default=False)


@functools.cache
def business_tables() -> frozenset[str]:
    """Names of the tables only services may write."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(m._meta.db_table for m in models if m._meta.app_label in BUSINESS_APPS) - PLATFORM_TABLES


@contextmanager
def writes_allowed(*, journal: bool = True) -> Iterator[None]:
    """Open the business tables for the block; only the service decorator, the seal and migrations call this.

    ``journal``: lines of the journal already written may change too (their seal); never inside a service.
    """
    token, journal_token = _depth.set(_depth.get() + 1), _journal_open.set(journal)
    try:
        yield
    finally:
        _journal_open.reset(journal_token)
        _depth.reset(token)


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse every business write in the block, even inside a service: a page being read changes nothing."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


@contextmanager
def mission_gate(mission: str) -> Iterator[None]:
    """Keep the tables closed in the block until ``open_gate`` is called for the mission."""
    token = _gate_closed.set(mission)
    try:
        yield
    finally:
        _gate_closed.reset(token)


def open_gate() -> None:
    """The delegation in force was checked: the service may write."""
    _gate_closed.set("")


def business_writes() -> int:
    """How many business statements this context has run; the service decorator compares before and after."""
    return _writes.get()


def _refuse_unlawful(table: str) -> None:
    if _read_only.get():
        raise ProgrammingError(f"a page being read may not write {table}")
    if not _depth.get():
        raise ProgrammingError(f"write on {table} outside a service")
    if _gate_closed.get():
        raise ProgrammingError(f"write on {table} before the delegation of mission {_gate_closed.get()} was checked")


def _refuse_rewriting(sql: str) -> None:
    if not _journal_open.get() and not sql.lstrip()[:6].upper().startswith("INSERT"):
        raise ProgrammingError("the journal is append-only")


def _guarded(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    found = WRITE.match(sql)
    if found and found[1] in business_tables():
        _refuse_unlawful(found[1])
        _writes.set(_writes.get() + 1)
    elif found and found[1] == JOURNAL_TABLE:
        _refuse_rewriting(sql)
    return execute(sql, params, many, context)


def _guard_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _guarded not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guarded)


def install() -> None:
    """Guard every connection opened from now on."""
    connection_created.connect(_guard_connection, dispatch_uid="brasdroit.guard")
