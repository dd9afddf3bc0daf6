"""The pages for what went wrong outside the domain."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from brasdroit.foundation.errors import DomainError
from brasdroit.web.middleware.actor import public_page
from brasdroit.web.middleware.errors import DATABASE_AWAY, unavailable

_BEFORE_SIGN_IN = ("/comptes/", "/installation/", "/invitation/")


@public_page
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form outlived its session; whoever is not signed in any more signs in, and his page keeps what he typed."""
    signed_in = getattr(request, "actor", None) is not None
    if not signed_in and not request.path.startswith(_BEFORE_SIGN_IN) and "HX-Request" not in request.headers:
        return redirect(settings.LOGIN_URL)
    error = DomainError(
        "Cette page est restée ouverte trop longtemps. Rechargez-la, puis recommencez\u202f: rien n’a été enregistré.",
        code="csrf",
    )
    return render(request, "errors/domain.html", {"error": error, "status": 403}, status=403)


@public_page
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not yours."""
    error = DomainError("Cette page n’existe pas, ou ne fait pas partie de votre cabinet.", code="not_found")
    return render(request, "errors/domain.html", {"error": error, "status": 404}, status=404)


@public_page
def server_error(request: HttpRequest) -> HttpResponse:
    """The program failed, or the database before any view; nothing was written since every write is one transaction."""
    error = sys.exception()
    if isinstance(error, DATABASE_AWAY):
        return unavailable(request, error)
    return render(request, "errors/server.html", status=500)
