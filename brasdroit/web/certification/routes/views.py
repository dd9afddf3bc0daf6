"""« Par où passer ? »: anybody asks, nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from brasdroit.web.certification.routes.forms import ProfileForm
from brasdroit.web.certification.routes.pages import DEADLINE_COLUMNS, Answer, answer
from brasdroit.web.middleware.actor import public_page


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and below it the ways; posted so that no birth date stands in an address."""
    form = ProfileForm(request.POST if request.method == "POST" else None)
    found: Answer | None = None
    if request.method == "POST" and form.is_valid():
        profile = form.profile(timezone.localdate())
        found = answer(profile, form.deadlines(profile), form.told())
    context = {"form": form, "found": found, "columns": DEADLINE_COLUMNS}
    return render(request, "certification/routes/page.html", context, status=422 if form.errors else 200)
