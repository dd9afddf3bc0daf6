"""The first start: a practice and those who run it."""

from __future__ import annotations

from dataclasses import asdict

from django.db import connection
from django.utils import timezone

from brasdroit.foundation.accounts.models import User
from brasdroit.foundation.accounts.selectors import installed
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.codes.checks import compacted
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import service, trace
from brasdroit.foundation.tenancy.models import Tenant
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.permissions import OPEN_PRACTICE
from brasdroit.practice.members.rules import person_problems
from brasdroit.practice.members.services.accounts import password_problems
from brasdroit.practice.members.services.team import account_of, create_member, profile_problems, refuse
from brasdroit.practice.members.types import PersonFacts, ProfileFacts, Role
from brasdroit.practice.organisation.models import Organization, Site
from brasdroit.practice.organisation.rules import organization_problems
from brasdroit.practice.organisation.types import OrganizationFacts


@service(OPEN_PRACTICE)
def open_practice(
    *,
    actor: Actor,
    facts: OrganizationFacts,
    person: PersonFacts,
    password: str,
    role: Role,
    profile: ProfileFacts = None,
    first_only: bool = False,
) -> Member:
    """Create the practice ``actor.tenant_id``, its site and its first administrator (doctor or manager).

    ``actor`` is ``system_actor(new_id())``. Raises Invalid by field; NotFound when ``first_only`` and a practice
    exists, even one created at this very moment.
    """
    if first_only:
        _refuse_second()
    refuse(_problems(facts, person, password, role, profile))
    Tenant.objects.create(pk=actor.tenant_id, name=facts.name)
    numbers = {"finess": compacted(facts.finess), "siret": compacted(facts.siret)}
    Organization.objects.create(**asdict(facts) | numbers | {"phone": phone_e164(facts.phone) or ""})
    Site.objects.create(name="Site principal", phone=phone_e164(facts.phone) or "")
    trace("practice.opened", details={"name": facts.name})
    user = account_of(person)
    user.set_password(password)
    user.save(update_fields=["password"])
    return create_member(new_id(), user, person, role, profile)


def _refuse_second() -> None:
    # SQLite queues writers at BEGIN; PostgreSQL needs the lock for two set-ups sent at the same moment.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE foundation_membership IN SHARE ROW EXCLUSIVE MODE")
    if installed():
        raise NotFound


def _problems(
    facts: OrganizationFacts, person: PersonFacts, password: str, role: Role, profile: ProfileFacts
) -> dict[str, list[str]]:
    found = organization_problems(facts) | person_problems(person, with_account=True)
    names = {"given_name": person.given_name, "family_name": person.family_name}
    if weak := password_problems(password, User(email=person.email, **names)):
        found["password"] = weak
    if role not in {Role.DOCTOR, Role.MANAGER}:
        found["role"] = ["Le premier compte est celui d’un médecin ou d’un responsable."]
    return found | profile_problems(role, profile, timezone.localdate())
