"""Domain errors become one French sentence, in a page, a fragment or a live message."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from brasdroit.foundation.errors import Conflict, DomainError, Forbidden, Invalid, NotFound

STATUS: dict[type[DomainError], int] = {Forbidden: 403, NotFound: 404, Conflict: 409, Invalid: 422}


class DomainErrorMiddleware:
    """Answers an uncaught domain error; views catch those they can show beside the field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The French answer to a domain error, None for anything else."""
        if not isinstance(error, DomainError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"code": error.code, "message": error.message}, status=status)
        if request.headers.get("HX-Request"):
            return _toast(error, status)
        return render(request, "errors/domain.html", {"error": error, "status": status}, status=status)


def _toast(error: DomainError, status: int) -> HttpResponse:
    # htmx swaps nothing: the page keeps what was typed, and shows the sentence.
    response = HttpResponse(status=status)
    response["HX-Reswap"] = "none"
    response["HX-Trigger"] = json.dumps({"notice": {"tone": "alert", "text": error.message, "code": error.code}})
    return response
