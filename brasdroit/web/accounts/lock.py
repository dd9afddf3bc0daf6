"""The lock screen of a shared workstation, and of any computer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from brasdroit.foundation.accounts.selectors import SharedWorkstation, pin_holders
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.practice.members.types import role_label
from brasdroit.web.accounts import sessions
from brasdroit.web.middleware.actor import SESSION_LOCKED, public_page
from brasdroit.web.middleware.places import kept_place

_HOW_WITH_CODE = "Votre page vous attend\u202f: choisissez qui vous êtes, puis tapez votre code."
_HOW_OTHERWISE = "Votre page vous attend\u202f: tapez votre mot de passe."
SLOW_DOWN = "Trop d’essais depuis ce poste : attendez quelques minutes."


@public_page
def lock_screen(request: HttpRequest) -> HttpResponse:
    """POST locks; GET shows who may open."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None:
        return redirect("account_login")
    if request.method == "POST":
        back = sessions.after(request, sessions.page_before(request))
        sessions.lock(request, actor)
        return sessions.go(request, f"/verrou/?{urlencode({'next': kept_place(request, back)})}")
    if not request.session.get(SESSION_LOCKED):
        return redirect(sessions.after(request))
    return _page(request, actor)


@public_page
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Open for a person: by PIN at a registered workstation, by password for the person already there."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is None:
        return redirect("account_login")
    message = _by_password(request, actor) if "password" in request.POST else _by_pin(request, actor)
    if message:
        return _page(request, actor, message=message, chosen=request.POST.get("membership", ""), status=422)
    return sessions.go(request, sessions.after(request))


def _by_password(request: HttpRequest, actor: Actor) -> str:
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return SLOW_DOWN
    if not request.user.check_password(request.POST["password"]):
        return "Le mot de passe ne correspond pas."
    reauthenticate_by_password(request)
    sessions.unlock_by_password(request, actor)
    return ""


def _by_pin(request: HttpRequest, actor: Actor) -> str:
    place = _place(request, actor)
    if place is None:
        return "Ce poste n’est pas enregistré : le code personnel n’y ouvre rien. Saisissez votre mot de passe."
    if not ratelimit.consume(request, action="pin"):
        return SLOW_DOWN
    try:
        membership_id = UUID(request.POST.get("membership", ""))
    except ValueError:
        raise NotFound from None
    return sessions.unlock_by_pin(request, place, membership_id, request.POST.get("pin", "")[:8]).message


def _place(request: HttpRequest, actor: Actor) -> SharedWorkstation | None:
    place = sessions.workstation(request)
    return place if place and place.tenant_id == actor.tenant_id else None


def _page(
    request: HttpRequest, actor: Actor, *, message: str = "", chosen: str = "", status: int = 200
) -> HttpResponse:
    place = _place(request, actor)
    people = [
        {"person": one, "role": role_label(one.role), "id": str(one.membership_id)}
        for one in (pin_holders(actor.tenant_id) if place else ())
    ]
    known = {one["id"] for one in people}
    context: dict[str, Any] = {
        "place": place,
        "people": people,
        "chosen": chosen or (str(actor.membership_id) if str(actor.membership_id) in known else ""),
        "message": message,
        "how": _HOW_WITH_CODE if people else _HOW_OTHERWISE,
        "alone": not people,
        "next": sessions.after(request),
        "digits": "123456789",
    }
    return render(request, "accounts/lock.html", context, status=status)
