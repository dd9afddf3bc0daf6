"""Where a page comes back to: an address that stands in another one names nobody."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest

SESSION_PLACE = "place"
NAMING = frozenset({"q"})
"""The parts of an address that hold what was typed to find somebody."""


def without_names(address: str) -> str:
    """The address without what was typed to find somebody."""
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if not NAMING & {name for name, _ in asked}:
        return address
    kept = urlencode([(name, value) for name, value in asked if name not in NAMING])
    return f"{parts.path}?{kept}" if kept else parts.path


def kept_place(request: HttpRequest, address: str) -> str:
    """The address as another may hold it; the session remembers what was typed, so that nothing is lost."""
    plain = without_names(address)
    if plain != address:
        request.session[SESSION_PLACE] = address
    return plain


def whole_place(request: HttpRequest, plain: str) -> str:
    """The address that `kept_place` made plain, with what was typed."""
    whole: str = request.session.get(SESSION_PLACE, "")
    return whole if whole and without_names(whole) == plain else plain
