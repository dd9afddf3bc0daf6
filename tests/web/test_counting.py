"""The number of statements is told only by the middleware of the measurements."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse

from brasdroit.web.middleware.counting import HEADER, CountingMiddleware


@pytest.mark.django_db
def test_every_statement_counts(rf):
    def page(request):
        for _ in range(3):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return HttpResponse()

    assert CountingMiddleware(page)(rf.get("/"))[HEADER] == "3"


def test_an_ordinary_server_tells_nothing(settings):
    assert not any("counting" in name for name in settings.MIDDLEWARE)
