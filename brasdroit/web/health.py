"""The address that tells whether the service works (INTERFACES.md)."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from brasdroit import __version__
from brasdroit.web.middleware.actor import public_page


@public_page
def healthz(request: HttpRequest) -> JsonResponse:
    """200 ``ok`` when the database answers, 503 ``degraded`` with the reasons otherwise."""
    body: dict[str, object] = {"status": "ok", "version": __version__, "database": connection.vendor}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        body |= {"status": "degraded", "reasons": ["la base de données ne répond pas"]}
        return JsonResponse(body, status=503)
    return JsonResponse(body)
