"""Domain errors become one French sentence, in a page, a fragment or a live message."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.urls import is_valid_path

from brasdroit.foundation.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from brasdroit.foundation.refusals import constraint_refused

logger = logging.getLogger(__name__)
_UNAVAILABLE = "Rien n’a été enregistré\u202f: la base de données ne répond pas, ou le disque est plein. Réessayez dans un instant."
_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Indisponible - Brasdroit</title>'
    f"<h1>Brasdroit ne peut pas répondre</h1><p>{_UNAVAILABLE}</p></html>"
)
DATABASE_AWAY = (OperationalError, InterfaceError)
STATUS: dict[type[DomainError], int] = {Forbidden: 403, NotFound: 404, Conflict: 409, Invalid: 422}


class DomainErrorMiddleware:
    """Answers an uncaught domain error; views catch those they can show beside the field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened = request.method == "GET" and "HX-Request" not in request.headers
        return _not_a_page(request) if opened and isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The French answer to a domain error or to a database that cannot serve, None for anything else."""
        if isinstance(error, DATABASE_AWAY):
            return unavailable(request, error)
        if isinstance(error, IntegrityError):
            error = constraint_refused(error)
        if not isinstance(error, DomainError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"code": error.code, "message": error.message}, status=status)
        if request.headers.get("HX-Request"):
            return _toast(error, status)
        return render(request, "errors/domain.html", {"error": error, "status": status}, status=status)


def unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Nothing was written: the transaction is gone. The page asks nothing of the database."""
    logger.error("the database cannot serve: %s", error.__class__.__name__)
    failure = DomainError(_UNAVAILABLE, code="unavailable")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": failure.code, "message": failure.message}, status=503)
    if request.headers.get("HX-Request"):
        return _toast(failure, 503)
    return HttpResponse(_PAGE, status=503)


def _not_a_page(request: HttpRequest) -> HttpResponse:
    """An address that only receives what a page sends, opened by hand or drawn again: the way back to that page."""
    parent = request.path.rstrip("/").rpartition("/")[0] + "/"
    while parent != "/" and not is_valid_path(parent):
        parent = parent.rstrip("/").rpartition("/")[0] + "/"
    error = DomainError("Cette adresse reçoit ce qu’un écran envoie et ne s’ouvre pas seule.", code="not_a_page")
    page = render(request, "errors/domain.html", {"error": error, "status": 405, "back": parent}, status=405)
    page._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  (Django's mark: the answer it replaces was)
    return page


def _toast(error: DomainError, status: int) -> HttpResponse:
    # htmx swaps nothing: the page keeps what was typed, and shows the sentence.
    response = HttpResponse(status=status)
    response["HX-Reswap"] = "none"
    response["HX-Trigger"] = json.dumps({"notice": {"tone": "alert", "text": error.message, "code": error.code}})
    return response
