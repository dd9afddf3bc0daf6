"""The session as the workspace uses it: taking a seat, locking, unlocking, changing person, signing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from brasdroit.foundation.accounts.selectors import SharedWorkstation, signed_in, workstation_of
from brasdroit.foundation.accounts.services import PinOutcome, check_pin, note_session
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.missions.types import Signature
from brasdroit.practice.organisation.selectors import idle_minutes
from brasdroit.web.middleware.actor import (
    SESSION_IDLE,
    SESSION_LOCKED,
    SESSION_MEMBERSHIP,
    SESSION_SEEN,
    SESSION_UNTIL,
    SESSION_WORKSTATION,
)
from brasdroit.web.middleware.places import whole_place

COOKIE = "brasdroit_poste"
COOKIE_AGE_S = 400 * 86_400
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def workstation(request: HttpRequest) -> SharedWorkstation | None:
    """The registered workstation this browser is, if it is one."""
    return workstation_of(request.COOKIES.get(COOKIE, ""))


def remember_workstation(response: HttpResponse, secret: str) -> None:
    """Give this browser the secret that makes it the workstation."""
    response.set_cookie(
        COOKIE, secret, max_age=COOKIE_AGE_S, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def take_seat(request: HttpRequest, actor: Actor) -> None:
    """Act from now on under this membership; the session gets a new key, the journal a line."""
    with tenant_scope(actor.tenant_id):
        place = workstation(request)
        mine = place if place and place.tenant_id == actor.tenant_id else None
        minutes = mine.idle_minutes if mine else idle_minutes()
        note_session(actor=actor, how="session.opened")
    request.session.cycle_key()
    _settle(request, actor, mine, minutes)


def _settle(request: HttpRequest, actor: Actor, place: SharedWorkstation | None, minutes: int) -> None:
    request.session[SESSION_MEMBERSHIP] = str(actor.membership_id)
    request.session[SESSION_WORKSTATION] = place.name if place else ""
    request.session[SESSION_IDLE] = minutes
    request.session[SESSION_SEEN] = int(time.time())
    request.session[SESSION_LOCKED] = False


def locked(request: HttpRequest) -> bool:
    """Whether the screen is locked."""
    return bool(request.session.get(SESSION_LOCKED))


def lock(request: HttpRequest, actor: Actor) -> None:
    """Lock the screen. A new key makes a request still under way unable to save the unlocked session over it."""
    if locked(request):
        return
    note_session(actor=actor, how="session.locked")
    request.session.cycle_key()
    request.session[SESSION_LOCKED] = True


def unlock_by_password(request: HttpRequest, actor: Actor) -> None:
    """Open again after the person's password was checked."""
    note_session(actor=actor, how="session.unlocked_password")
    request.session.cycle_key()
    request.session[SESSION_LOCKED] = False
    request.session[SESSION_SEEN] = int(time.time())


def unlock_by_pin(request: HttpRequest, place: SharedWorkstation, membership_id: UUID, pin: str) -> PinOutcome:
    """Open for the person of the PIN, who may be another one than before; his session ends with the day."""
    found = signed_in(membership_id, place.name)
    if found is None or found[0].tenant_id != place.tenant_id:
        return PinOutcome(accepted=False, message="Cette personne n’a plus accès à ce poste.")
    actor, user = found
    outcome = check_pin(actor=actor, pin=pin)
    if outcome.accepted:
        same = request.session.get(SESSION_MEMBERSHIP) == str(membership_id)
        if not same:
            logout(request)
            login(request, user, backend=BACKEND)
            request.session[SESSION_UNTIL] = end_of_day().timestamp()
        request.session.cycle_key()
        _settle(request, actor, place, place.idle_minutes)
    return outcome


def end_of_day() -> datetime:
    """Tonight's midnight, in the practice's time."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def proof_of_identity(request: HttpRequest) -> Signature | None:
    """The last time the person proved again who he is in this session (password, TOTP code, passkey), if he did."""
    records = [one for one in get_authentication_records(request, request.user) if one.get("reauthenticated")]
    if not records:
        return None
    last = records[-1]
    method = str(last.get("type") or last["method"])
    return Signature(method, datetime.fromtimestamp(last["at"], UTC))


def after(request: HttpRequest, default: str = "/") -> str:
    """Where to go next: the address asked for when it is of this site, else the page that sent the form."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return whole_place(request, asked)
    return default


def page_before(request: HttpRequest) -> str:
    """The path of the page a form was sent from, « / » when unknown or elsewhere."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or parts.path.startswith("/verrou"):
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Go to an address, from a page or from htmx."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
