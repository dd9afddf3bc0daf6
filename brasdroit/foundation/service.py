"""The one way to write: an author, a right, a transaction, a trace (DESIGN §2.1, §2.2)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.log import entry
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.bulk import insert_objects
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.events import Event, handlers_of
from brasdroit.foundation.guard import business_writes, mission_gate, open_gate, writes_allowed
from brasdroit.foundation.live.outbox import announce
from brasdroit.foundation.permissions import Permission, require
from brasdroit.foundation.refusals import refusal_of
from brasdroit.foundation.tenancy.context import tenant_scope

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class ServiceCall:
    """What one running service has gathered: its journal lines, its events, the topics it changed."""

    name: str
    actor: Actor
    mission: str | None
    lines: list[AuditEntry] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)
    traced: int = 0


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """What a service declared: read by the tests that hold every service to the law."""

    name: str
    permission: Permission
    mission: str | None


_running: ContextVar[ServiceCall | None] = ContextVar("service_call", default=None)
registry: dict[str, ServiceSpec] = {}


def running() -> ServiceCall:
    """The service call in progress; raises ProgrammingError outside one."""
    call = _running.get()
    if call is None:
        raise ProgrammingError("no service is running")
    return call


def service(right: Permission, *, mission: str | None = None) -> Callable[[F], F]:
    """Make a function the lawful way to write.

    The function is keyword-only with ``actor`` first. The decorator checks the right, opens the tenant's scope and
    one transaction, keeps the business tables closed until ``delegation_checked()`` when it names a ``mission``
    (code of the catalogue) and the actor is bound by delegations, writes the journal lines and the live topics of
    the call in the same transaction, and hands the events to their handlers.
    Raises Forbidden without the right; Conflict or NotFound (`refusal_of`) when a constraint of the database refuses
    the write; ProgrammingError when the function wrote without a trace.
    """

    def decorate(function: F) -> F:
        name = f"{function.__module__.removeprefix('brasdroit.')}.{function.__name__}"
        registry[name] = ServiceSpec(name, right, mission)

        @functools.wraps(function)
        def call(*, actor: Actor, **arguments: Any) -> Any:
            require(actor, right)
            return _answered(ServiceCall(name, actor, mission), function, arguments)

        return call  # type: ignore[return-value]

    return decorate


def _answered(call: ServiceCall, function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    # Only once the outermost transaction is undone can the database be asked whose row stood in the way.
    try:
        return _run(call, function, arguments)
    except IntegrityError as error:
        if _running.get():
            raise
        raise refusal_of(error, call.actor.tenant_id) from error


def _run(call: ServiceCall, function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    outer, before = _running.get(), business_writes()
    with ExitStack() as stack:
        stack.enter_context(tenant_scope(call.actor.tenant_id))
        stack.enter_context(transaction.atomic())
        token = _running.set(call)
        stack.callback(_running.reset, token)
        stack.enter_context(writes_allowed(journal=False))
        if call.mission and bound_by_delegations(call.actor):
            stack.enter_context(mission_gate(call.mission))
        result = function(actor=call.actor, **arguments)
        _hand_over(call)
        _write_trace(call, wrote=business_writes() != before)
    if outer:
        outer.traced += call.traced
    return result


def _write_trace(call: ServiceCall, *, wrote: bool) -> None:
    call.traced += len(call.lines)
    if wrote and not call.traced:
        raise ProgrammingError(f"{call.name} wrote without a line in the journal")
    if call.lines:
        insert_objects(call.lines)
    announce(call.actor.tenant_id, call.topics)


def _hand_over(call: ServiceCall) -> None:
    for event in call.events:
        for handler in handlers_of(event):
            handler(call.actor.as_system(), event)


DELEGATED_ROLES: set[str] = set()


def bound_by_delegations(actor: Actor) -> bool:
    """Whether the role acts only under a doctor's delegation; ``practice.members`` names those roles."""
    return actor.role in DELEGATED_ROLES


def delegation_checked() -> None:
    """Called by ``practice.missions`` once the delegation in force was found."""
    open_gate()


def trace(
    action: str, *, subject: Any = None, about_id: UUID | None = None, details: Mapping[str, Any] | None = None
) -> None:
    """Add a line to the journal of the running service: stable ``action`` code, object, person concerned."""
    call = running()
    call.lines.append(entry(call.actor, action, subject=subject, about_id=about_id, details=details))


def publish(event: Event) -> None:
    """Tell the wired handlers, at the end of the service and in its transaction, what happened."""
    running().events.append(event)


def touch(*topics: str) -> None:
    """Name the live topics that this service changed (``waiting_room``, ``agenda:2026-11-23``)."""
    running().topics.update(topics)
