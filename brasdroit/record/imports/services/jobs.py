"""Running an import behind the page."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone
from django_tasks import task

from brasdroit.foundation.accounts.selectors import actor_of_membership
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.imports.models import ImportRun
from brasdroit.record.imports.permissions import IMPORT
from brasdroit.record.imports.services.batches import TOPIC
from brasdroit.record.imports.services.runs import execute, locked_run, mark_run, opened_file
from brasdroit.record.imports.types import RunStatus

STOPPED = (
    "L’import s’est arrêté avant la fin. Les lignes déjà passées sont gardées\u202f: recommencez, aucun patient ne sera créé "
    "deux fois."
)


@service(IMPORT)
def queue_run(*, actor: Actor, run_id: UUID) -> ImportRun:
    """Ask the worker to run the import; asking twice runs it once."""
    run = locked_run(run_id)
    if run.status in {RunStatus.QUEUED, RunStatus.RUNNING}:
        return run
    run.status = RunStatus.QUEUED
    run.save(update_fields=["status", "updated_at"])
    trace("import.queued", subject=run)
    touch(TOPIC)
    run_import.enqueue(str(run.pk), str(actor.membership_id))
    return run


@task()
def run_import(run_id: str, membership_id: str) -> None:
    """The worker's part: decrypt the file beside, import it, say what went wrong in one sentence."""
    actor = actor_of_membership(membership_id)
    if actor is None:
        return
    with tenant_scope(actor.tenant_id):
        run = ImportRun.objects.get(pk=run_id)
        try:
            _import_file(actor, run)
        except DomainError as error:
            mark_run(actor=actor, run_id=run.pk, status=RunStatus.FAILED, problem=error.message)
        except Exception:
            _say_stopped(actor, run)
            raise


def _say_stopped(actor: Actor, run: ImportRun) -> None:
    # What stopped the import may forbid this too (a full disk): the page then finds out by itself that nothing moves.
    with suppress(DatabaseError):
        mark_run(actor=actor, run_id=run.pk, status=RunStatus.FAILED, problem=STOPPED)


def _import_file(actor: Actor, run: ImportRun) -> None:
    with opened_file(run) as path:
        for _ in execute(actor=actor, run=run, path=path, on=timezone.localdate()):
            pass
