"""What goes on behind the pages: the worker, its jobs, the backups."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from brasdroit.foundation.backup.models import BackupPlan
from brasdroit.foundation.backup.selectors import how_fresh
from brasdroit.foundation.backup.services.making import destination_folder
from brasdroit.foundation.checkup.types import Check, fault, fine, warning
from brasdroit.foundation.jobs.alive import EVERY_S, silent_for

LATE = timedelta(minutes=5)
LATELY = timedelta(days=1)


def worker() -> Check:
    """The background work goes on."""
    silence = silent_for()
    if silence is None or silence > 4 * EVERY_S:
        return warning(
            "worker",
            "Le travail de fond est arrêté",
            "Lancez le service\u202f: ./run, ou «\u202fsystemctl start\u202f» de son unité.",
        )
    return fine("worker", "Le travail de fond tourne")


def jobs() -> Check:
    """No job waits for long, none failed lately."""
    now = timezone.now()
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - LATE).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - LATELY).count()
    if late:
        return fault("jobs", f"Travaux en attente depuis plus de cinq minutes\u202f: {late}", "Relancez le service.")
    if failed:
        return warning(
            "jobs", f"Travaux en échec depuis hier\u202f: {failed}", "Lisez le journal du service, puis redemandez-les."
        )
    return fine("jobs", "Aucun travail en retard")


def backups() -> Check:
    """A recent backup exists."""
    found = how_fresh(timezone.localtime())
    if not found.alarming:
        return fine("backups", found.explanation)
    return fault(
        "backups",
        found.explanation.split("\u202f: ")[0] + ".",
        "Lancez «\u202fbrasdroit backup FICHIER\u202f», ou la page Sauvegardes.",
    )


def backup_place() -> Check:
    """The backups lie on another disk than the data."""
    plan = BackupPlan.objects.filter(pk=1).first()
    if plan and not plan.active:
        return warning(
            "backup_place", "Aucune sauvegarde n’est programmée", "Programmez-les depuis la page Sauvegardes."
        )
    folder = destination_folder()
    if not folder.is_dir():
        return fault(
            "backup_place",
            f"Le dossier de sauvegarde {folder} est introuvable",
            "Branchez le disque, ou choisissez un autre dossier.",
        )
    if folder.stat().st_dev == Path(settings.DATA_DIR).stat().st_dev:
        return warning(
            "backup_place", "Les sauvegardes sont sur le même disque que les données",
            "Choisissez un dossier sur un autre disque ou sur un autre ordinateur.",
        )  # fmt: skip
    return fine("backup_place", f"Sauvegardes dans {folder}")
