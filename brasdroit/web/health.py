"""The address that tells whether the service works (INTERFACES.md)."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from brasdroit import __version__
from brasdroit.web.middleware.actor import public_page

LEAST_ROOM = 100_000_000  # bytes: a day of documents; below it, somebody must make room


@public_page
def healthz(request: HttpRequest) -> JsonResponse:
    """200 ``ok`` when the database answers and the disk has room, 503 ``degraded`` with the reasons otherwise."""
    body: dict[str, object] = {"status": "ok", "version": __version__, "database": connection.vendor}
    reasons = [*_database(), *_disk(shutil.disk_usage(settings.DATA_DIR).free)]
    if reasons:
        return JsonResponse(body | {"status": "degraded", "reasons": reasons}, status=503)
    return JsonResponse(body)


def _database() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return ["la base de données ne répond pas"]
    return []


def _disk(free: int) -> list[str]:
    return [] if free >= LEAST_ROOM else [f"il ne reste que {free // 1_000_000} Mo sur le disque"]
