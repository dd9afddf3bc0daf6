"""The frameworks, for anybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.reference.certification import Framework, entry, framework, framework_codes, framework_on
from brasdroit.web.certification.routes.pages import public_source
from brasdroit.web.middleware.actor import public_page


@public_page
@require_GET
def page(request: HttpRequest, code: str = "") -> HttpResponse:
    """One version; today's when none is named."""
    today = timezone.localdate()
    if code and code not in framework_codes():
        raise Http404
    shown = framework(code, today) if code else framework_on(today)
    context = {
        "shown": shown,
        "state": _state(shown, today),
        "source": public_source(shown.source),
        "hours_source": public_source(shown.hours_source),
        "tabs": _tabs(shown),
        "adaptation_hours": entry(today)["adaptation_hours"].integer(),
    }
    return render(request, "certification/framework/page.html", context)


def _state(shown: Framework, today: date) -> str:
    start, end = numeric_date(shown.registered_on), numeric_date(shown.expires_on)
    if shown.registered(today):
        return f"Enregistré depuis le {start}, jusqu’au {end}."
    return f"Enregistré du {start} au {end}\u202f: qui a commencé sous cette version la garde."


def _tabs(shown: Framework) -> list[dict[str, Any]]:
    codes = reversed(framework_codes())
    return [
        {"label": code, "href": reverse("certification_framework", args=[code]), "current": code == shown.code}
        for code in codes
    ]
