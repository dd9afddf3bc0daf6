"""Changing access: sessions noted, PINs chosen and checked, workstations registered."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.accounts.models import PinCredential, User, Workstation
from brasdroit.foundation.accounts.permissions import OWN_ACCESS, WORKSTATIONS
from brasdroit.foundation.accounts.pins import digest_of, hash_pin, lock_after, needs_password, pin_matches, pin_problem
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.clock.formats import clock_time
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.foundation.tenancy.selectors import identifier_taken

actions(
    {
        "session.opened": "Session ouverte",
        "session.locked": "Écran verrouillé",
        "session.unlocked": "Écran déverrouillé par code personnel",
        "session.unlocked_password": "Écran déverrouillé par mot de passe",
        "session.closed": "Session fermée",
        "pin.refused": "Code personnel refusé",
        "pin.chosen": "Code personnel choisi",
        "pin.removed": "Code personnel supprimé",
        "workstation.registered": "Poste partagé enregistré",
        "workstation.retired": "Poste partagé retiré",
        "security.changed": "Moyen de connexion modifié",
    }
)


_TOO_MANY = "Trop de codes erronés. Connectez-vous avec votre mot de passe."


@dataclass(frozen=True, slots=True)
class PinOutcome:
    """The answer to a PIN: accepted, or one French sentence that says what to do."""

    accepted: bool
    message: str = ""
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A registered workstation and the secret its cookie will carry; the secret is never stored."""

    workstation: Workstation
    secret: str


@service(OWN_ACCESS)
def note_session(*, actor: Actor, how: str) -> None:
    """Note that a session opens, locks, unlocks or closes (``session.opened`` …); a password forgives wrong PINs."""
    if how in {"session.opened", "session.unlocked_password"}:
        PinCredential.objects.filter(user_id=actor.account, failures__gt=0).update(failures=0, locked_until=None)
    trace(how)


@service(OWN_ACCESS)
def note_security_change(*, actor: Actor, what: str) -> None:
    """Note that the person added or removed a means of signing in; ``what`` names it (``totp_added``)."""
    trace("security.changed", details={"what": what})


@service(OWN_ACCESS)
def choose_pin(*, actor: Actor, pin: str, password: str) -> None:
    """Set the actor's own PIN for this practice; raises Invalid on a wrong password or a PIN too easy."""
    user = User.objects.get(pk=actor.account)
    if not user.check_password(password):
        raise Invalid("Le mot de passe ne correspond pas.", fields={"password": ["Le mot de passe ne correspond pas."]})
    if problem := pin_problem(pin):
        raise Invalid(problem, fields={"pin": [problem]})
    values = {"pin_hash": hash_pin(pin, user.pk), "failures": 0, "locked_until": None}
    credential, _ = PinCredential.objects.update_or_create(user=user, defaults=values)
    trace("pin.chosen", subject=credential)


@service(OWN_ACCESS)
def remove_pin(*, actor: Actor) -> None:
    """Forget the actor's PIN; nothing when there is none."""
    held = PinCredential.objects.filter(user_id=actor.account).first()
    if held is not None:
        held.delete()
        trace("pin.removed")


@service(OWN_ACCESS)
def check_pin(*, actor: Actor, pin: str) -> PinOutcome:
    """Judge a PIN typed at a registered workstation by the person behind ``actor``; never raises on a wrong one,
    since the count of failures must be kept. Five wrong ones lock for 5 minutes, then 10, then 20, then only the
    password opens.
    """
    held = PinCredential.objects.select_for_update().filter(user_id=actor.account).first()
    if held is None:
        trace("pin.refused", details={"reason": "none"})
        return PinOutcome(
            accepted=False, message="Vous n’avez pas encore de code personnel. Connectez-vous avec votre mot de passe."
        )
    if refused := _refusal_before(held, timezone.now()):
        trace("pin.refused", subject=held, details={"reason": "locked"})
        return refused
    if not pin_matches(held.pin_hash, pin, held.user_id):
        return _wrong(held)
    PinCredential.objects.filter(pk=held.pk).update(failures=0, locked_until=None)
    trace("session.unlocked", subject=held)
    return PinOutcome(accepted=True)


def _refusal_before(held: PinCredential, now: datetime) -> PinOutcome | None:
    if needs_password(held.failures):
        return PinOutcome(accepted=False, message=_TOO_MANY)
    if held.locked_until and held.locked_until > now:
        return _locked(held.locked_until)
    return None


def _wrong(held: PinCredential) -> PinOutcome:
    failures, now = held.failures + 1, timezone.now()
    lock = lock_after(failures)
    until = now + lock if lock else None
    PinCredential.objects.filter(pk=held.pk).update(failures=failures, locked_until=until)
    trace("pin.refused", subject=held, details={"failures": failures})
    if needs_password(failures):
        return PinOutcome(accepted=False, message=_TOO_MANY, locked_until=until)
    return (
        _locked(until) if until else PinOutcome(accepted=False, message="Ce code n’est pas le bon. Essayez à nouveau.")
    )


def _locked(until: datetime) -> PinOutcome:
    hour = clock_time(timezone.localtime(until))
    text = f"Trop de codes erronés : attendez {hour}, ou connectez-vous avec votre mot de passe."
    return PinOutcome(accepted=False, message=text, locked_until=until)


@service(WORKSTATIONS)
def register_workstation(*, actor: Actor, workstation_id: UUID, name: str, idle_minutes: int) -> Registration:
    """Make the present computer a shared workstation; ``idle_minutes`` (1 to 60) without a gesture lock it.

    The same identifier again draws a new secret: the former cookie is worth nothing any more.
    """
    problems = {"name": text_fault(name, limit=80, required=True), "idle_minutes": _idle_fault(idle_minutes)}
    found = {field: [text] for field, text in problems.items() if text}
    if found:
        raise Invalid("Corrigez les champs signalés.", fields=found)
    if not Workstation.objects.filter(pk=workstation_id).exists() and identifier_taken(Workstation, workstation_id):
        raise NotFound
    secret = secrets.token_urlsafe(32)
    values = {"name": name.strip(), "idle_minutes": idle_minutes, "secret_digest": digest_of(secret), "active": True}
    workstation, _ = Workstation.objects.update_or_create(pk=workstation_id, defaults=values)
    trace("workstation.registered", subject=workstation, details={"name": workstation.name})
    return Registration(workstation, secret)


def _idle_fault(minutes: int) -> str | None:
    return None if 1 <= minutes <= 60 else "Choisissez de 1 à 60 minutes."


@service(WORKSTATIONS)
def retire_workstation(*, actor: Actor, workstation_id: UUID) -> None:
    """PINs stop working at this computer at once."""
    workstation = Workstation.objects.filter(pk=workstation_id).first()
    if workstation is None:
        raise NotFound
    workstation.active = False
    workstation.save(update_fields=["active"])
    trace("workstation.retired", subject=workstation, details={"name": workstation.name})
