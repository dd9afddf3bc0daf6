"""How many statements a request ran, told in a header; only while `brasdroit bench` measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Queries"
CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE")  # the borders of transactions are no queries


class CountingMiddleware:
    """Counts the statements of each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = _Count()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[HEADER] = str(count.value)
        return response


class _Count:
    def __init__(self) -> None:
        self.value = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
        self.value += not sql.startswith(CONTROL)
        return execute(sql, params, many, context)
