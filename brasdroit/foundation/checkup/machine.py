"""The machine: Python, disk, rights, clock, static files, addresses."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone

from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.checkup.types import Check, fault, fine, warning
from brasdroit.foundation.clock.formats import numeric_datetime
from brasdroit.foundation.keys.kept import BACKUP_KEY, FILES_KEY
from brasdroit.foundation.tenancy.context import platform_scope

OLDEST_PYTHON = (3, 11)
LOW, VERY_LOW = 2_000_000_000, 300_000_000


def python() -> Check:
    """The interpreter's version."""
    found = f"Python {sys.version.split()[0]}"
    if sys.version_info < OLDEST_PYTHON:
        return fault("python", found, "Installez Python 3.11 ou plus récent, puis relancez ./run.")
    return fine("python", found)


def disk() -> Check:
    """Free space where the data lies: what a day may write, and a copy of the database during a backup."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    found = f"{free / 1e9:.1f} Go libres pour les données".replace(".", ",")
    if free < VERY_LOW:
        return fault(
            "disk", found, "Libérez de la place tout de suite\u202f: bientôt plus rien ne pourra être enregistré."
        )
    if free < LOW:
        return warning(
            "disk",
            found,
            "Libérez de la place\u202f: il en faut 2 Go au moins, et autant que la base pour la sauvegarder.",
        )
    return fine("disk", found)


def data_rights() -> Check:
    """The data directory is its owner's alone (0700)."""
    mode = stat.S_IMODE(Path(settings.DATA_DIR).stat().st_mode)
    found = f"Dossier des données\u202f: droits {mode:04o}"
    if mode & 0o077:
        return warning(
            "data_rights", found, f"D’autres comptes de cet ordinateur y entrent\u202f: chmod 700 {settings.DATA_DIR}"
        )
    return fine("data_rights", found)


def key_rights() -> Check:
    """Each key is its owner's alone (0600)."""
    wide = [path.name for path in _keys() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if wide:
        paths = " ".join(str(Path(settings.DATA_DIR) / name) for name in wide)
        return fault("key_rights", f"D’autres comptes peuvent lire {', '.join(wide)}", f"chmod 600 {paths}")
    return fine("key_rights", "Clés lisibles par leur seul propriétaire")


def _keys() -> Iterator[Path]:
    for name in (FILES_KEY, BACKUP_KEY, "secret.key"):
        path = Path(settings.DATA_DIR) / name
        if path.exists():
            yield path


@platform_scope()
def clock() -> Check:
    """The time zone, and a clock that did not go back behind the journal."""
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return fault(
            "clock",
            f"Fuseau horaire inconnu\u202f: {settings.TIME_ZONE}",
            "Corrigez BRASDROIT_TIME_ZONE, par exemple Europe/Paris.",
        )
    now = timezone.now()
    newest = AuditEntry.objects.order_by("-id").values_list("at", flat=True).first()
    found = f"{numeric_datetime(timezone.localtime(now))}, fuseau {settings.TIME_ZONE}"
    if newest and (newest - now).total_seconds() > 120:
        return fault(
            "clock",
            f"{found}\u202f: l’horloge retarde sur le journal",
            "Réglez l’horloge de l’ordinateur sur l’heure d’Internet.",
        )
    return fine("clock", found)


def static_files() -> Check:
    """The style sheets and programs of the pages were collected."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return fine("static_files", "Fichiers des pages en place")
    return fault("static_files", "Les fichiers des pages manquent", "Relancez ./run --setup-only, qui les prépare.")


def addresses() -> Check:
    """Names the program answers to, and whether the way to them is encrypted."""
    names = [str(name) for name in settings.ALLOWED_HOSTS]
    outside = [
        name for name in names if "." in name and not name.endswith(".local") and not name.replace(".", "").isdigit()
    ]
    if settings.DEBUG:
        return fault(
            "addresses",
            "Le mode de mise au point est actif",
            "Retirez BRASDROIT_DEBUG, qui montre l’intérieur du programme.",
        )
    if "*" in names:
        return warning(
            "addresses", "Le programme répond à n’importe quel nom", "Nommez les siens dans BRASDROIT_ALLOWED_HOSTS."
        )
    if outside and not settings.HTTPS:
        return fault(
            "addresses",
            f"{', '.join(outside)} sans chiffrement",
            "Placez un serveur HTTPS devant, et mettez BRASDROIT_HTTPS=1.",
        )
    return fine(
        "addresses", "Adresses\u202f: " + (", ".join(outside) if outside else "cet ordinateur et le réseau du cabinet")
    )


def owner() -> Check:
    """Whoever looks is whoever serves: what root touches, the service can no longer read."""
    owned = Path(settings.DATA_DIR).stat().st_uid
    if owned != os.geteuid():
        advice = "Lancez brasdroit avec le compte qui possède les données, sinon des fichiers lui échapperont."
        return warning("owner", "Les données appartiennent à un autre compte que le vôtre", advice)
    return fine("owner", "Les données appartiennent au compte qui regarde")
