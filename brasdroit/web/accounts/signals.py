"""What the sign-in library tells us: the seat is taken at sign-in, changes of means are noted."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from brasdroit.foundation.accounts.selectors import seats_of, signed_in
from brasdroit.foundation.accounts.services import note_security_change
from brasdroit.web.accounts.sessions import take_seat


def connect() -> None:
    """Listen; twice is once."""
    user_logged_in.connect(_take_only_seat, dispatch_uid="brasdroit.seat")
    authenticator_added.connect(_means_added, dispatch_uid="brasdroit.mfa_added")
    authenticator_removed.connect(_means_removed, dispatch_uid="brasdroit.mfa_removed")
    password_changed.connect(_password_changed, dispatch_uid="brasdroit.password_changed")
    password_set.connect(_password_changed, dispatch_uid="brasdroit.password_set")


def _take_only_seat(request: HttpRequest, user: Any, **_: Any) -> None:
    """The sign-in form, with one seat: nothing to choose. The PIN and the set-up take the seat themselves."""
    match = getattr(request, "resolver_match", None)
    if request.method != "POST" or match is None or not match.func.__module__.startswith("allauth."):
        return
    seats = seats_of(user.pk)
    found = signed_in(seats[0].membership_id) if len(seats) == 1 else None
    if found:
        take_seat(request, found[0])


def _means_added(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    _note(request, f"{authenticator.type}_added")


def _means_removed(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    _note(request, f"{authenticator.type}_removed")


def _password_changed(request: HttpRequest, **_: Any) -> None:
    _note(request, "password_changed")


def _note(request: HttpRequest, what: str) -> None:
    actor = getattr(request, "actor", None)
    if actor is not None and request.method == "POST":
        note_security_change(actor=actor, what=what)
