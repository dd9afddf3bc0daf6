"""A page being read writes nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from brasdroit.foundation.guard import read_only


class ReadOnlyRequestMiddleware:
    """Runs GET and HEAD requests with the business tables closed, even to services."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            with read_only():
                return self.get_response(request)
        return self.get_response(request)
