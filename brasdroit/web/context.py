"""What every page's shell needs; lazy, so that a fragment pays for nothing of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.tenancy.selectors import tenant_name
from brasdroit.practice.members.types import role_label
from brasdroit.web.help.registry import slug_for
from brasdroit.web.middleware.actor import SESSION_IDLE
from brasdroit.web.navigation import rail
from brasdroit.web.ui.people import initials

THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark"})


def shell(request: HttpRequest) -> dict[str, Any]:
    """The actor, the demonstration flag, the chosen theme, the rail with who-am-I for a signed-in person, and the help."""
    actor: Actor | None = getattr(request, "actor", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "idle_minutes": request.session.get(SESSION_IDLE, 0) if actor else 0,
        "theme": theme if theme in THEMES else "auto",
        "house": SimpleLazyObject(lambda: _house(request, actor)) if actor else None,
        "help_url": SimpleLazyObject(lambda: _help_url(request)),
    }


def _help_url(request: HttpRequest) -> str:
    match = request.resolver_match
    slug = slug_for(match.url_name or "") if match else ""
    return reverse("help_page", args=[slug]) if slug else reverse("help")


def _house(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {
        "sections": rail(actor, request.path),
        "practice": tenant_name(actor.tenant_id),
        "initials": initials(actor.display_name),
        "role": role_label(actor.role),
    }
