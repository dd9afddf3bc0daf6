"""The calendar read by a practitioner's own devices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from brasdroit.foundation.errors import NotFound
from brasdroit.reception.agenda.selectors import feed_calendar
from brasdroit.web.middleware.actor import public_page


@public_page
@require_GET
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; a closed or unknown one answers the same."""
    try:
        body = feed_calendar(token)
    except NotFound:
        return HttpResponse(
            "Cette adresse n’existe pas ou a été fermée.", status=404, content_type="text/plain; charset=utf-8"
        )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    return response
