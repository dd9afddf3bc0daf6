"""From the session to the actor: who, in which role, for which practice, at which workstation."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, Resolver404

from brasdroit.foundation.accounts.selectors import actor_of_membership, first_membership
from brasdroit.foundation.tenancy.context import tenant_scope

SESSION_MEMBERSHIP = "membership"
SESSION_LOCKED = "locked"
PUBLIC_ATTRIBUTE = "public_page"


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be seen without being signed in."""
    setattr(view, PUBLIC_ATTRIBUTE, True)
    return view


class ActorMiddleware:
    """Puts ``request.actor`` (or None) and opens the tenant's scope; turns strangers to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        membership_id = request.session.get(SESSION_MEMBERSHIP)
        actor = actor_of_membership(membership_id) if membership_id else None
        if actor is None and request.user.is_authenticated:
            actor = first_membership(request.user.pk)
            request.session[SESSION_MEMBERSHIP] = str(actor.membership_id) if actor else None
        if actor is not None and str(actor.user_id) != request.session.get("_auth_user_id"):
            actor = None
        request.actor = actor  # type: ignore[attr-defined]
        with tenant_scope(actor.tenant_id if actor else None):
            return self._refusal(request) or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        try:
            view = resolve(request.path_info).func
        except Resolver404:
            return None
        if getattr(view, PUBLIC_ATTRIBUTE, False) or view.__module__.startswith("allauth."):
            return None
        if request.actor is None:  # type: ignore[attr-defined]
            return _redirect(request, settings.LOGIN_URL)
        if request.session.get(SESSION_LOCKED):
            return _redirect(request, "/verrou/")
        return None


def _redirect(request: HttpRequest, target: str) -> HttpResponse:
    after = request.get_full_path() if request.method == "GET" else "/"
    address = f"{target}?next={after}" if after != "/" else target
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)
