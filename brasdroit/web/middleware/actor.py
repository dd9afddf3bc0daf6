"""From the session to the actor: who, in which role, for which practice, at which workstation."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare

from brasdroit.foundation.accounts.selectors import installed, seats_of, signed_in
from brasdroit.foundation.accounts.session_store import SessionStore
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.web.middleware.places import kept_place

SESSION_MEMBERSHIP = "membership"
SESSION_LOCKED = "locked"
SESSION_WORKSTATION = "workstation"
SESSION_IDLE = "idle_minutes"
SESSION_SEEN = "seen_at"
SESSION_UNTIL = "until"
PUBLIC_ATTRIBUTE = "public_page"
# Of the sign-in library's pages, what a locked screen still allows.
WHILE_LOCKED = frozenset({"account_logout", "account_login"})
BACKGROUND_HEADER = "X-Background"
SEEN_EVERY_S = 30


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be seen without being signed in."""
    setattr(view, PUBLIC_ATTRIBUTE, True)
    return view


class ActorMiddleware:
    """Puts ``request.actor`` (or None) and opens the tenant's scope; turns strangers to the sign-in page.

    A session counts while its membership is active, its password unchanged, its day not over, its screen not left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        with tenant_scope(None):  # nothing is in force yet: who it is is asked of the platform, by name
            actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        if actor is not None:
            _watch_idleness(request)
        with tenant_scope(actor.tenant_id if actor else None):
            response = self.get_response(request)
        unknown_address = request.resolver_match is None
        return HttpResponseRedirect("/installation/") if unknown_address and not (actor or installed()) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """The refusal that stands between this person and this page, once Django has found it; None when there is none."""
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        public = getattr(view, PUBLIC_ATTRIBUTE, False)
        if actor is None:
            library = view.__module__.startswith("allauth.")
            return _refuse_stranger(request, public=public, library=library, name=name)
        if request.session.get(SESSION_LOCKED) and not public and name not in WHILE_LOCKED:
            return _redirect(request, "/verrou/")
        return None


def _actor(request: HttpRequest) -> Actor | None:
    session = request.session
    if session.get(SESSION_UNTIL, float("inf")) < time.time():
        logout(request)
    if SESSION_KEY not in session:
        return None
    found = _seated(session, session.get(SESSION_MEMBERSHIP) or _only_seat(request))
    if found is None:
        return None
    request._cached_user = found[1]  # type: ignore[attr-defined]  # noqa: SLF001  (spares Django the same query)
    return found[0]


def _seated(session: SessionBase, membership_id: str | None) -> tuple[Actor, Any] | None:
    """Who acts under this membership, when the session is truly his."""
    found = signed_in(membership_id, session.get(SESSION_WORKSTATION, "")) if membership_id else None
    if found is None or str(found[1].pk) != session[SESSION_KEY]:
        return None
    same_password = constant_time_compare(session.get(HASH_SESSION_KEY, ""), found[1].get_session_auth_hash())
    return found if same_password else None


def listener(session_key: str) -> Actor | None:
    """Who an open page may still tell of changes: the actor of an unlocked session in force, read afresh. Two queries."""
    session = SessionStore(session_key)
    now = time.time()
    closed = session.get(SESSION_UNTIL, float("inf")) < now or session.get(SESSION_LOCKED) or _left_alone(session, now)
    if closed or SESSION_KEY not in session:
        return None
    found = _seated(session, session.get(SESSION_MEMBERSHIP))
    return found[0] if found else None


def _only_seat(request: HttpRequest) -> str | None:
    # A sign-in that came by a redirect (GET) could not choose; with one seat there is nothing to choose.
    seats = seats_of(request.user.pk) if request.user.is_authenticated else ()
    if len(seats) != 1:
        return None
    request.session[SESSION_MEMBERSHIP] = str(seats[0].membership_id)
    return str(seats[0].membership_id)


def _left_alone(session: SessionBase, now: float) -> bool:
    idle_s = session.get(SESSION_IDLE, 0) * 60
    return bool(idle_s and now - session.get(SESSION_SEEN, now) > idle_s)


def _watch_idleness(request: HttpRequest) -> None:
    """Lock a screen nobody touched; requests the page makes by itself (X-Background) are no gesture."""
    session, now = request.session, int(time.time())
    seen = session.get(SESSION_SEEN, now)
    if _left_alone(session, now) and not session.get(SESSION_LOCKED):
        session[SESSION_LOCKED] = True
    # Noted at most every half minute: a page being read costs no write.
    if now - seen > SEEN_EVERY_S and BACKGROUND_HEADER not in request.headers:
        session[SESSION_SEEN] = now


def _refuse_stranger(request: HttpRequest, *, public: bool, library: bool, name: str) -> HttpResponse | None:
    if name in {"healthz", "installation"}:
        return None
    if not installed():
        return _redirect(request, "/installation/", keep_place=False)
    if SESSION_KEY in request.session and name not in {"choose_role", "account_logout"} and not public:
        return _without_seat(request)
    return None if public or library else _redirect(request, settings.LOGIN_URL)


def _without_seat(request: HttpRequest) -> HttpResponse:
    """Signed in, but to no place here: choose one, or, when every membership ended, nothing is left to be signed in to."""
    if request.user.is_authenticated and seats_of(request.user.pk):
        return _redirect(request, "/role/")
    logout(request)
    return _redirect(request, settings.LOGIN_URL, keep_place=False)


def _redirect(request: HttpRequest, target: str, *, keep_place: bool = True) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _redirect_fragment(request, target, keep_place=keep_place)
    after = kept_place(request, request.get_full_path()) if request.method == "GET" and keep_place else "/"
    return HttpResponseRedirect(f"{target}?next={quote(after)}" if after != "/" else target)


def _redirect_fragment(request: HttpRequest, target: str, *, keep_place: bool) -> HttpResponse:
    """The whole page leaves, and comes back where it was; one that is already there stays."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    response = HttpResponse(status=204)
    if page.path != target:
        place = kept_place(request, f"{page.path}?{page.query}" if page.query else page.path)
        response["HX-Redirect"] = f"{target}?next={quote(place)}" if keep_place and place else target
    return response
