"""Set-up of the practice, invitations, choice of a role, one's own access."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_GET, require_POST

from brasdroit.foundation.accounts.selectors import account, has_pin, installed, seats_of, signed_in
from brasdroit.foundation.accounts.services import choose_pin, remove_pin
from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.services import accept_invitation, open_practice
from brasdroit.practice.members.types import Role, role_label
from brasdroit.web.accounts import sessions
from brasdroit.web.accounts.forms import FirstPasswordForm, InstallationForm, PinForm
from brasdroit.web.http import ActorRequest
from brasdroit.web.middleware.actor import public_page
from brasdroit.web.ui.forms import add_domain_errors


@public_page
def installation(request: HttpRequest) -> HttpResponse:
    """The first start: the practice and its administrator; 404 for ever after."""
    if installed():
        raise Http404
    form = InstallationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = open_practice(
                actor=system_actor(new_id()), facts=form.organization(), person=form.person(),
                password=form.cleaned_data["password"], role=Role(form.cleaned_data["role"]), profile=form.profile(),
                first_only=True,
            )  # fmt: skip
        except Invalid as error:
            add_domain_errors(form, error)
        else:
            _sign_in(request, member)
            return redirect("first_steps")
    return render(request, "accounts/installation.html", {"form": form}, status=422 if form.is_bound else 200)


FIRST_STEPS = (
    ("Invitez votre équipe", "Assistants, secrétaires, médecins\u202f: chacun choisit son mot de passe.", "members", "user-plus"),
    ("Dites quand vous recevez", "Les places libres de l’agenda en découlent.", "agenda_hours", "calendar-range"),
    ("Reprenez votre liste de patients", "Un fichier de votre ancien logiciel, relu avant d’être gardé.", "imports", "file-input"),
    ("Confiez des missions", "Ce que chaque médecin signe est ce que l’assistant peut faire.", "delegations", "handshake"),
    ("Programmez les sauvegardes", "Sur un autre disque, chaque jour\u202f; imprimez aussi le code de secours et rangez-le hors du cabinet.", "backups", "hard-drive-download"),
    ("Protégez votre compte", "Une clé d’accès ou un code, en plus du mot de passe.", "mfa_index", "shield-check"),
)  # fmt: skip


@require_GET
def first_steps(request: ActorRequest) -> HttpResponse:
    """What a practice just opened does next; the page can be opened again from the palette."""
    return render(request, "accounts/first_steps.html", {"steps": FIRST_STEPS})


def _sign_in(request: HttpRequest, member: Any) -> None:
    found = signed_in(member.membership_id)
    if found is None:
        raise NotFound
    actor, user = found
    login(request, user, backend=sessions.BACKEND)
    sessions.take_seat(request, actor)


@public_page
def invitation(request: HttpRequest, user: str, token: str) -> HttpResponse:
    """The one-time link of a person added to the team: he chooses his password."""
    if not ratelimit.consume(request, action="invitation"):
        return redirect("account_login")
    person = account(_decoded(user))
    if person is None or not default_token_generator.check_token(person, token):
        return render(request, "accounts/invitation_over.html", status=404)
    form = FirstPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seats = seats_of(person.pk)
        found = signed_in(seats[0].membership_id) if seats else None
        if found is None:
            raise NotFound
        try:
            accept_invitation(actor=found[0], password=form.cleaned_data["password"])
        except Invalid as error:
            add_domain_errors(form, error)
        else:
            logout(request)
            messages.success(request, "Votre mot de passe est choisi : connectez-vous.")
            return redirect("account_login")
    context = {"form": form, "person": person}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)


def _decoded(text: str) -> UUID | None:
    try:
        return UUID(bytes=urlsafe_base64_decode(text))
    except ValueError:
        return None


@public_page
def choose_role(request: HttpRequest) -> HttpResponse:
    """Which practice, which role: each act is logged under the one chosen."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    actor = getattr(request, "actor", None)
    if sessions.locked(request):  # taking a seat opens the screen: only a password or a PIN may
        if actor is None:  # the seat it was locked at has ended: nobody is left to open it
            logout(request)
        return sessions.go(request, "/verrou/")
    seats = seats_of(request.user.pk)
    if request.method == "POST":
        chosen = next((one for one in seats if str(one.membership_id) == request.POST.get("membership")), None)
        found = signed_in(chosen.membership_id) if chosen else None
        if found is None:
            raise NotFound
        sessions.take_seat(request, found[0])
        return sessions.go(request, sessions.after(request))
    rows = [
        {"seat": one, "role": role_label(one.role), "current": bool(actor and actor.membership_id == one.membership_id)}
        for one in seats
    ]
    return render(request, "accounts/role.html", {"rows": rows, "next": sessions.after(request)})


def own_access(request: ActorRequest) -> HttpResponse:
    """« Mon accès »: role, means of signing in, personal PIN."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and _pin_is_chosen(request, form):
        messages.success(request, "Votre code personnel est enregistré.")
        return redirect("own_access")
    context = {
        "form": form,
        "role": role_label(request.actor.role),
        "seats": len(seats_of(request.actor.account)),
        "has_pin": has_pin(request.actor),
        "has_mfa": is_mfa_enabled(request.user),
        "advise_mfa": request.actor.role == Role.DOCTOR,
    }
    return render(request, "accounts/own_access.html", context, status=422 if form.is_bound else 200)


def _pin_is_chosen(request: ActorRequest, form: PinForm) -> bool:
    if not form.is_valid():
        return False
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.add_error("password", "Trop d’essais : attendez quelques minutes.")
        return False
    try:
        choose_pin(actor=request.actor, pin=form.cleaned_data["pin"], password=form.cleaned_data["password"])
    except Invalid as error:
        add_domain_errors(form, error)
        return False
    return True


@require_POST
def forget_pin(request: ActorRequest) -> HttpResponse:
    """The personal PIN is removed."""
    remove_pin(actor=request.actor)
    messages.success(request, "Votre code personnel est supprimé.")
    return redirect("own_access")
