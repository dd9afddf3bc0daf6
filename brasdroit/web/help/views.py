"""Views of the guide."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brasdroit.web.help import guide
from brasdroit.web.http import ActorRequest

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}


@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """The situations, or the pages that speak of what is asked."""
    query = request.GET.get("q", "").strip()[:100]
    page = guide.page(guide.INDEX)
    return render(request, "help/index.html", {"page": page, "query": query, "found": guide.search(query)})


@require_GET
def show(request: ActorRequest, slug: str) -> HttpResponse:
    """One page; 404 for a name that is none."""
    page = guide.page(slug) if slug != guide.INDEX else None
    if page is None:
        raise Http404
    return render(request, "help/page.html", {"page": page})


@require_GET
def picture(request: ActorRequest, name: str) -> FileResponse:
    """A picture of the guide; 404 for a name that is none."""
    file = guide.image(name)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), content_type=TYPES[file.suffix])
