"""The rail as a fragment: its counts follow what happens elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from brasdroit.web.navigation import rail


def places(request: HttpRequest) -> HttpResponse:
    """`/lieux/?at=/agenda/`: the places of the actor, as seen from a page."""
    at = request.GET.get("at", "/")
    path = at if url_has_allowed_host_and_scheme(at, None) else "/"
    sections = rail(request.actor, path)  # type: ignore[attr-defined]
    return render(request, "shell/places.html", {"house": {"sections": sections}})
