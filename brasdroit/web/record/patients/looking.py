"""Whom somebody is looked for by, kept in the session: a birth date and letters of a name never stand in an address."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect

from brasdroit.web.http import ActorRequest

SESSION_SEARCHES = "searches"
ADDRESS_PART = "recherche"
KEPT = 10
LONGEST = 40


def look_and_return(request: ActorRequest, page: str) -> HttpResponse:
    """Keep what was posted (`naissance`, `lettres`), and go to the page that answers it; the oldest searches are dropped."""
    token = secrets.token_urlsafe(9)
    asked = [request.POST.get(name, "")[:LONGEST] for name in ("naissance", "lettres")]
    kept = [*request.session.get(SESSION_SEARCHES, {}).items()][1 - KEPT :]
    request.session[SESSION_SEARCHES] = {**dict(kept), token: asked}
    return redirect(f"{page}?{ADDRESS_PART}={token}")


def looked_for(request: ActorRequest) -> dict[str, str] | None:
    """The birth date and the letters that the address refers to, as typed; None when it refers to nothing kept."""
    asked = request.session.get(SESSION_SEARCHES, {}).get(request.GET.get(ADDRESS_PART, ""))
    return dict(zip(("birth_date", "letters"), asked, strict=True)) if asked else None
