"""What a person decides about the backups. Only where one practice is alone on the installation: else it is its operator's."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.backup.models import BackupPlan, BackupRun
from brasdroit.foundation.backup.permissions import MANAGE
from brasdroit.foundation.backup.selectors import shared_installation
from brasdroit.foundation.backup.services.making import OWN_FOLDER, TOPIC, run_backup
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid
from brasdroit.foundation.keys.codes import shown_code
from brasdroit.foundation.keys.kept import backup_ring
from brasdroit.foundation.service import service, touch, trace


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan as typed: an absolute folder (empty: the data directory's own), a local hour, how many are kept."""

    active: bool
    folder: str
    at: time
    daily: int
    weekly: int
    monthly: int


@service(MANAGE)
def change_plan(*, actor: Actor, facts: PlanFacts, version: int | None) -> BackupPlan:
    """Plan the backups. Raises Invalid (field "folder"), Conflict "stale", Forbidden on a shared installation."""
    refuse_shared()
    plan = BackupPlan.objects.select_for_update().filter(pk=1).first()
    if (plan.version if plan else 0) != (version or 0):
        raise Conflict(
            "Une autre personne a modifié ces réglages entre-temps. Relisez-les, puis enregistrez.", code="stale"
        )
    plan = plan or BackupPlan(version=0)
    if not plan.active or not plan.version:
        plan.since = timezone.now()
    plan.active, plan.folder, plan.at = facts.active, _checked_folder(facts.folder), facts.at
    plan.daily, plan.weekly, plan.monthly = facts.daily, facts.weekly, facts.monthly
    plan.version += 1
    plan.save()
    trace("backup.planned", details={"active": facts.active, "at": f"{facts.at:%H:%M}"})
    touch(TOPIC)
    return plan


@service(MANAGE)
def queue_backup(*, actor: Actor) -> BackupRun:
    """Ask the worker for a backup now; asking twice makes one. Raises Forbidden on a shared installation."""
    refuse_shared()
    waiting = BackupRun.objects.filter(status__in=["queued", "running"]).first()
    if waiting:
        return waiting
    run = BackupRun.objects.create(status="queued", asked_by=actor.display_name)
    trace("backup.queued", subject=run)
    touch(TOPIC)
    run_backup.enqueue(str(run.pk))
    return run


@service(MANAGE)
def show_code(*, actor: Actor) -> str:
    """The recovery code, in groups, for the paper kept outside; showing it is traced. Raises Forbidden when shared."""
    refuse_shared()
    trace("backup.code_shown")
    return shown_code(backup_ring()[0].text)


def refuse_shared() -> None:
    """Raise Forbidden where several practices share the installation."""
    if shared_installation():
        raise Forbidden(
            "Plusieurs cabinets partagent cette installation\u202f: demandez à son exploitant, qui s’occupe des sauvegardes.",
            code="shared_installation",
        )


def _checked_folder(typed: str) -> str:
    if not typed.strip():
        return ""
    folder = Path(typed.strip())
    data = Path(settings.DATA_DIR)
    if not folder.is_absolute():
        raise _wrong("Écrivez le chemin complet du dossier, depuis la racine.")
    folder = folder.resolve()
    if not folder.is_dir():
        raise _wrong(
            "Ce dossier n’existe pas sur l’ordinateur qui sert Brasdroit\u202f: branchez le disque, ou créez-le."
        )
    if folder.is_relative_to(data) and folder != data / OWN_FOLDER:
        raise _wrong(
            "Ce dossier est celui des données de Brasdroit\u202f: choisissez-en un autre, sur un autre disque."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _wrong(
            "Brasdroit ne peut pas écrire dans ce dossier\u202f: donnez-lui-en le droit, ou choisissez-en un autre."
        )
    return str(folder)


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, code="folder", fields={"folder": [sentence]})
