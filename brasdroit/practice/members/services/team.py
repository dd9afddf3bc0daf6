"""Adding, editing and ending the people of the practice."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.accounts.models import Membership, User
from brasdroit.foundation.accounts.selectors import belongs_elsewhere
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.checks import compacted
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.service import publish, service, touch, trace
from brasdroit.foundation.tenancy.context import current_tenant_id
from brasdroit.foundation.tenancy.selectors import identifier_taken
from brasdroit.practice.members.events import MemberReturned
from brasdroit.practice.members.models import AssistantProfile, DoctorProfile, Member
from brasdroit.practice.members.permissions import EDIT
from brasdroit.practice.members.rules import (
    Problems,
    assistant_problems,
    doctor_problems,
    last_administrator,
    person_problems,
)
from brasdroit.practice.members.services.accounts import invitation_for
from brasdroit.practice.members.types import AssistantFacts, DoctorFacts, Invitation, PersonFacts, ProfileFacts, Role

actions(
    {
        "practice.opened": "Cabinet créé",
        "member.invited": "Lien d’accès donné",
        "member.joined": "Mot de passe choisi à l’invitation",
        "member.created": "Personne ajoutée à l’équipe",
        "member.edited": "Personne de l’équipe modifiée",
        "member.profile_edited": "Profil professionnel modifié",
        "member.returned": "Personne revenue dans l’équipe",
        "member.ended": "Personne sortie de l’équipe",
    }
)


@service(EDIT)
def add_member(
    *, actor: Actor, member_id: UUID, person: PersonFacts, role: Role, profile: ProfileFacts = None, base: str = ""
) -> Invitation:
    """Add a person, with the account of his e-mail address (made when there is none), and his one-time link.

    ``base`` is the address the link starts with. The same identifier again answers the first. Raises Invalid by
    field; Conflict when this account already holds the role here; Forbidden as `_check_grant` says.
    """
    refuse(person_problems(person, with_account=True) | profile_problems(role, profile, timezone.localdate()))
    held = Member.objects.filter(pk=member_id).select_related("membership__user").first()
    if held is not None:
        return Invitation(held.pk, None, mailed=False)
    _check_grant(actor, role)
    user = account_of(person)
    return invitation_for(create_member(member_id, user, person, role, profile), user, base)


@service(EDIT)
def add_role(*, actor: Actor, member_id: UUID, of_member_id: UUID, role: Role, profile: ProfileFacts = None) -> Member:
    """A second role for a person of the practice: another member of the same account.

    Raises Invalid by field, Conflict when he holds it already, Forbidden as `_check_grant` says.
    """
    refuse(profile_problems(role, profile, timezone.localdate()))
    _check_grant(actor, role)
    first = one_member(of_member_id)
    if first.membership is None:
        raise NotFound
    user = first.membership.user
    person = PersonFacts(user.given_name, user.family_name, user.email, user.title, first.phone)
    return Member.objects.filter(pk=member_id).first() or create_member(member_id, user, person, role, profile)


def _check_grant(actor: Actor, role: Role) -> None:
    """Only a doctor makes a doctor, once the practice has one: a manager could give himself the care of patients."""
    if role is not Role.DOCTOR or actor.is_system or actor.role == Role.DOCTOR:
        return
    if Membership.objects.filter(tenant_id=actor.tenant_id, role=Role.DOCTOR, active=True).exists():
        raise Forbidden(
            "Seul un médecin du cabinet peut donner le rôle de médecin : demandez à l’un d’eux d’ajouter cette personne.",
            code="doctor_by_doctor",
        )


@service(EDIT)
def edit_member(*, actor: Actor, member_id: UUID, person: PersonFacts, version: int) -> Member:
    """Correct a person's names and telephone; the e-mail address belongs to his account. Conflict when stale."""
    refuse(person_problems(person, with_account=False))
    member = one_member(member_id)
    member.display_name, member.short_name = person.display_name, person.short_name
    member.phone = phone_e164(person.phone) or ""
    member.save_edit(expected_version=version, fields=["display_name", "short_name", "phone"])
    _rename_account(member, person)
    trace("member.edited", subject=member)
    return member


@service(EDIT)
def edit_profile(*, actor: Actor, member_id: UUID, profile: ProfileFacts, version: int) -> None:
    """Save a doctor's or an assistant's professional sheet; Invalid by field, Conflict when stale."""
    member = one_member(member_id)
    refuse(profile_problems(Role(member.role), profile, timezone.localdate()))
    held = member.doctor_profile if isinstance(profile, DoctorFacts) else member.assistant_profile
    _refuse_rpps_of_another(profile, held)
    values = profile_values(profile)
    for name, value in values.items():
        setattr(held, name, value)
    held.save_edit(expected_version=version, fields=list(values))
    trace("member.profile_edited", subject=member, details={"fields": sorted(values)})


@service(EDIT)
def end_membership(*, actor: Actor, member_id: UUID, on: date) -> Member:
    """The person leaves: from ``on`` no act is possible, and open sessions end at their next request.

    Delegations given or held are suspended by the rule, and stay in the history. Conflict for the last doctor or
    manager: nobody could manage the practice.
    """
    member = one_member(member_id)
    if member.membership is None:
        raise NotFound
    others = Membership.objects.filter(tenant_id=actor.tenant_id, active=True).exclude(pk=member.membership.pk)
    if last_administrator(list(others.values_list("role", flat=True))):
        raise Conflict(
            "Le cabinet garde au moins un médecin ou un responsable : ajoutez-en un avant.", code="last_admin"
        )
    member.ended_on = on
    member.save_edit(expected_version=None, fields=["ended_on"])
    Membership.objects.filter(pk=member.membership.pk).update(active=False)
    touch("members", "missions")
    trace("member.ended", subject=member)
    return member


def _rename_account(member: Member, person: PersonFacts) -> None:
    # The account of somebody who also works elsewhere keeps the name he has there.
    names = {"title": person.title, "given_name": person.given_name, "family_name": person.family_name}
    held = member.membership
    if held is not None and not belongs_elsewhere(held.user_id, member.tenant.pk):
        User.objects.filter(pk=held.user_id).update(**names)


def one_member(member_id: UUID) -> Member:
    """A member of the practice with his account; NotFound otherwise."""
    member: Member | None = Member.objects.select_related("membership__user").filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def account_of(person: PersonFacts) -> User:
    """The account of an e-mail address, made without a password when there is none."""
    email = person.email.strip().lower()
    names = {"title": person.title, "given_name": person.given_name, "family_name": person.family_name}
    return User.objects.filter(email=email).first() or User.objects.create_user(email, **names)


def create_member(member_id: UUID, user: User, person: PersonFacts, role: Role, profile: ProfileFacts) -> Member:
    """A member with his membership and the sheet of his role; who held the role and left is the same member again.

    Raises Conflict when the account holds the role.
    """
    if identifier_taken(Member, member_id):
        raise NotFound
    membership, fresh = Membership.objects.get_or_create(
        tenant_id=current_tenant_id(), user=user, role=role, defaults={"active": True}
    )
    if not fresh:
        return _take_back(membership, person, profile)
    member: Member = Member.objects.create(
        pk=member_id, membership=membership, role=role, display_name=person.display_name,
        short_name=person.short_name, phone=phone_e164(person.phone) or "",
    )  # fmt: skip
    _create_profile(member, profile)
    trace("member.created", subject=member, details={"role": role})
    touch("members")
    return member


def _take_back(membership: Membership, person: PersonFacts, profile: ProfileFacts) -> Member:
    """Whoever left is there again, under the new sheet; what he did stays his, and the journal keeps the former times."""
    if membership.active:
        raise Conflict("Cette personne tient déjà ce rôle dans le cabinet.", code="already_member")
    member = one_member(Member.objects.get(membership=membership).pk)
    before = {"left_on": member.ended_on.isoformat() if member.ended_on else None, **_former_contract(member)}
    member.ended_on, member.phone = None, phone_e164(person.phone) or ""
    member.display_name, member.short_name = person.display_name, person.short_name
    member.save_edit(expected_version=None, fields=["ended_on", "display_name", "short_name", "phone"])
    _renew_profile(member, profile)
    Membership.objects.filter(pk=membership.pk).update(active=True)
    trace("member.returned", subject=member, details=before)
    publish(MemberReturned(member.pk))
    touch("members", "missions")
    return member


def _former_contract(member: Member) -> dict[str, dict[str, str | None]]:
    held = AssistantProfile.objects.filter(member=member).first()
    if held is None:
        return {}
    until = held.contract_until.isoformat() if held.contract_until else None
    return {"contract_before": {"from": held.contract_from.isoformat(), "until": until}}


def _renew_profile(member: Member, profile: ProfileFacts) -> None:
    held: DoctorProfile | AssistantProfile | None = None
    if isinstance(profile, DoctorFacts):
        held = DoctorProfile.objects.filter(member=member).first()
    if isinstance(profile, AssistantFacts):
        held = AssistantProfile.objects.filter(member=member).first()
    if held is None:
        return _create_profile(member, profile)
    _refuse_rpps_of_another(profile, held)
    values = profile_values(profile)
    for name, value in values.items():
        setattr(held, name, value)
    return held.save_edit(expected_version=None, fields=list(values))


def _refuse_rpps_of_another(profile: ProfileFacts, held: DoctorProfile | AssistantProfile | None = None) -> None:
    number = compacted(profile.rpps) if isinstance(profile, DoctorFacts) else ""
    holder = DoctorProfile.objects.filter(rpps=number).select_related("member").first() if number else None
    if holder and holder != held:
        refuse({"rpps": [f"Ce numéro RPPS est déjà celui de {holder.member.display_name}\u202f: vérifiez-le."]})


def _create_profile(member: Member, profile: ProfileFacts) -> None:
    _refuse_rpps_of_another(profile)
    if isinstance(profile, DoctorFacts):
        DoctorProfile.objects.create(member=member, **profile_values(profile))
    if isinstance(profile, AssistantFacts):
        AssistantProfile.objects.create(member=member, **profile_values(profile))


def profile_values(profile: ProfileFacts) -> dict[str, Any]:
    """The columns of a sheet."""
    if isinstance(profile, DoctorFacts):
        return asdict(profile) | {"rpps": compacted(profile.rpps)}
    return asdict(profile) if profile else {}


def profile_problems(role: Role, profile: ProfileFacts, on: date) -> Problems:
    """Sentences by field; a role that needs a sheet must have it."""
    if role is Role.DOCTOR and isinstance(profile, DoctorFacts):
        return doctor_problems(profile)
    if role is Role.ASSISTANT and isinstance(profile, AssistantFacts):
        return assistant_problems(profile, on)
    needed = role in {Role.DOCTOR, Role.ASSISTANT}
    return {"role": ["Complétez le profil professionnel de ce rôle."]} if needed else {}


def refuse(problems: Problems) -> None:
    """Raise Invalid when there are problems."""
    if problems:
        raise Invalid("Corrigez les champs signalés.", fields=problems)
