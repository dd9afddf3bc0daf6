"""First passwords: the one-time link, sent or shown, and its use."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils.http import urlsafe_base64_encode

from brasdroit.foundation.accounts.models import User
from brasdroit.foundation.accounts.selectors import belongs_elsewhere
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.permissions import EDIT, OWN_PASSWORD
from brasdroit.practice.members.types import Invitation
from brasdroit.practice.organisation.models import Organization

_REFUSALS = {
    "password_too_short": "Choisissez au moins 12 caractères, par exemple quatre mots.",
    "password_too_common": "Ce mot de passe est trop courant : choisissez-en un autre.",
    "password_entirely_numeric": "Un mot de passe ne peut pas être fait de chiffres seulement.",
    "password_too_similar": "Ce mot de passe ressemble trop à votre nom ou à votre adresse.",
}


def password_problems(password: str, user: User) -> list[str]:
    """French sentences on why a password cannot be chosen; empty when it can."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [_REFUSALS.get(str(one.code), "Choisissez un autre mot de passe.") for one in error.error_list]
    return []


def invitation_for(member: Member, user: User, base: str) -> Invitation:
    """The one-time link of somebody without a password, mailed when a mail server is set; ``base`` is its address."""
    if user.has_usable_password() or _belongs_elsewhere(user, member):
        return Invitation(member.pk, None, mailed=False)
    link = f"{base}{urlsafe_base64_encode(user.pk.bytes)}/{default_token_generator.make_token(user)}/"
    if not settings.EMAIL_HOST:
        return Invitation(member.pk, link, mailed=False)
    practice = Organization.objects.get().name
    transaction.on_commit(lambda: _send(user, practice, link))
    return Invitation(member.pk, link, mailed=True)


def _belongs_elsewhere(user: User, member: Member) -> bool:
    # A link opens the whole account: a practice may not hand itself the account of another one's invited person.
    return belongs_elsewhere(user.pk, member.tenant.pk)


def _send(user: User, practice: str, link: str) -> None:
    text = (
        f"Bonjour {user.given_name},\n\n{practice} vous ouvre un accès à Brasdroit.\n"
        f"Choisissez votre mot de passe ici ; ce lien sert une seule fois et pendant trois jours :\n{link}\n"
    )
    send_mail(f"Votre accès à Brasdroit, {practice}", text, None, [user.email], fail_silently=True)


@service(EDIT)
def invite_again(*, actor: Actor, member_id: UUID, base: str) -> Invitation:
    """A fresh link for somebody who has not chosen a password yet; NotFound once he has."""
    member = Member.objects.filter(pk=member_id, ended_on=None, membership__isnull=False).first()
    if member is None:
        raise NotFound
    user = User.objects.get(memberships__member=member)
    if user.has_usable_password():
        raise NotFound
    trace("member.invited", subject=member)
    return invitation_for(member, user, base)


@service(OWN_PASSWORD)
def accept_invitation(*, actor: Actor, password: str) -> None:
    """Set the first password of the person behind ``actor``, whose link was checked; Invalid when too weak."""
    user = User.objects.get(pk=actor.account)
    if problems := password_problems(password, user):
        raise Invalid(problems[0], fields={"password": problems})
    user.set_password(password)
    user.save(update_fields=["password"])
    trace("member.joined")
