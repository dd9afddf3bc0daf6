"""Opening a practice, two roles, several practices, leaving."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from brasdroit.foundation.accounts.models import Membership, User
from brasdroit.foundation.actors import system_actor
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.practice.members.models import Member
from brasdroit.practice.members.selectors import assistants, doctors, member_of, people, waiting_invitations
from brasdroit.practice.members.services import (
    add_member,
    add_role,
    edit_member,
    edit_profile,
    end_membership,
    open_practice,
)
from brasdroit.practice.members.types import AssistantFacts, DoctorFacts, PersonFacts, Role
from brasdroit.practice.missions.permissions import check
from brasdroit.practice.organisation.models import Site
from brasdroit.practice.organisation.types import OrganizationFacts
from tests.factories.practice import PASSWORD, Team, actor_of, entrust, make_doctor, make_member, make_team

pytestmark = pytest.mark.django_db
CLAIRE = PersonFacts("Claire", "Martin", "claire@example.org", "Dr")
NADIA = PersonFacts("Nadia", "Roche", "nadia@example.org")
RENEWED = AssistantFacts("CQP", date(2026, 9, 1), confidentiality_signed_on=date(2026, 9, 1))
SHEET = AssistantFacts(profile="in_training", contract_from=date(2026, 9, 1))


@pytest.fixture
def team() -> Team:
    return make_team()


def opened(**more: Any) -> Member:
    given: dict[str, Any] = {
        "facts": OrganizationFacts("Cabinet neuf"),
        "person": CLAIRE,
        "password": PASSWORD,
        "role": Role.DOCTOR,
    }
    member: Member = open_practice(actor=system_actor(new_id()), **{**given, "profile": DoctorFacts(), **more})
    return member


def test_a_practice_opens_with_its_site_and_its_doctor() -> None:
    member = opened(first_only=True)
    with tenant_scope(member.tenant.pk):
        assert [site.name for site in Site.objects.all()] == ["Site principal"]
    assert User.objects.get().check_password(PASSWORD) is True


def test_only_the_first_start_opens_freely(team: Team) -> None:
    with pytest.raises(NotFound):
        opened(first_only=True)
    with pytest.raises(Forbidden):
        open_practice(
            actor=actor_of(team.manager),
            facts=OrganizationFacts("Autre"),
            person=CLAIRE,
            password=PASSWORD,
            role=Role.DOCTOR,
        )


def test_a_wrong_opening_names_every_field() -> None:
    with pytest.raises(Invalid) as refused:
        opened(facts=OrganizationFacts(""), password="123", role=Role.ASSISTANT)
    assert sorted(refused.value.fields) == ["name", "password", "role"]


def test_sent_twice_a_person_is_one_person(team: Team) -> None:
    member_id = new_id()
    for _ in range(2):
        add_member(actor=actor_of(team.manager), member_id=member_id, person=NADIA, role=Role.ASSISTANT, profile=SHEET)
    with tenant_scope(team.tenant_id):
        assert waiting_invitations() == {member_id}
        assert [one.display_name for one in assistants(date(2026, 11, 23))] == ["Nadia Roche", "Sarah Benali"]


def test_an_assistant_needs_a_sheet(team: Team) -> None:
    with pytest.raises(Invalid) as refused:
        add_member(actor=actor_of(team.manager), member_id=new_id(), person=NADIA, role=Role.ASSISTANT)
    assert refused.value.fields == {"role": ["Complétez le profil professionnel de ce rôle."]}


def test_two_roles_are_two_members_of_one_account(team: Team) -> None:
    add_role(actor=actor_of(team.manager), member_id=new_id(), of_member_id=team.doctor.pk, role=Role.MANAGER)
    assert team.doctor.membership is not None
    assert Membership.objects.filter(user=team.doctor.membership.user).count() == 2
    with pytest.raises(Conflict, match="tient déjà ce rôle"):
        add_role(actor=actor_of(team.manager), member_id=new_id(), of_member_id=team.doctor.pk, role=Role.MANAGER)


def test_only_a_doctor_makes_a_doctor_once_there_is_one(team: Team) -> None:
    manager, before = actor_of(team.manager), Membership.objects.filter(role=Role.DOCTOR).count()
    given: dict[str, Any] = {"role": Role.DOCTOR, "profile": DoctorFacts()}
    sentence = "Seul un médecin du cabinet peut donner le rôle de médecin"
    with pytest.raises(Forbidden, match=sentence):
        add_role(actor=manager, member_id=new_id(), of_member_id=team.manager.pk, **given)
    with pytest.raises(Forbidden, match=sentence):
        add_member(actor=manager, member_id=new_id(), person=NADIA, **given)
    assert Membership.objects.filter(role=Role.DOCTOR).count() == before
    assert User.objects.filter(email=NADIA.email).exists() is False
    assert (
        add_role(actor=actor_of(team.doctor), member_id=new_id(), of_member_id=team.manager.pk, **given).role
        == "doctor"
    )


def test_a_manager_adds_the_first_doctor() -> None:
    manager = opened(role=Role.MANAGER, profile=None)
    invitation = add_member(
        actor=actor_of(manager), member_id=new_id(), person=NADIA, role=Role.DOCTOR, profile=DoctorFacts()
    )
    with tenant_scope(manager.tenant.pk):
        assert Member.objects.get(pk=invitation.member_id).role == Role.DOCTOR


def test_a_name_corrected_here_does_not_change_elsewhere(team: Team) -> None:
    elsewhere = make_team("Cabinet du Port")
    assert team.doctor.membership is not None
    make_doctor(elsewhere.practice, user=team.doctor.membership.user)
    edit_member(
        actor=actor_of(team.manager),
        member_id=team.doctor.pk,
        person=PersonFacts("Claire", "Durand", title="Dr"),
        version=1,
    )
    team.doctor.refresh_from_db()
    assert (team.doctor.short_name, team.doctor.membership.user.full_name) == ("Dr Durand", "Dr Claire Martin")


def test_a_stale_edit_is_told(team: Team) -> None:
    arguments: dict[str, Any] = {"actor": actor_of(team.manager), "member_id": team.assistant.pk, "profile": SHEET}
    edit_profile(**arguments, version=1)
    with pytest.raises(Conflict):
        edit_profile(**arguments, version=1)


def test_leaving_suspends_what_was_entrusted(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    actor = actor_of(team.assistant)
    end_membership(actor=actor_of(team.manager), member_id=team.assistant.pk, on=date(2026, 11, 23))
    assert check(actor=actor, mission="ADM-01", on=date(2026, 11, 22)).allowed is True
    assert check(actor=actor, mission="ADM-01", on=date(2026, 11, 23)).code == "contract_ended"


def test_a_doctor_who_leaves_takes_his_delegations_along(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    end_membership(actor=actor_of(team.manager), member_id=team.doctor.pk, on=date(2026, 11, 23))
    answer = check(actor=actor_of(team.assistant), mission="ADM-01", on=date(2026, 11, 23))
    assert answer.code == "doctor_left"
    with tenant_scope(team.tenant_id):
        assert list(doctors(date(2026, 11, 23))) == []
        assert member_of(actor_of(team.assistant)) == team.assistant


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (AssistantFacts("CQP", date(2026, 9, 1), contract_until=date(2026, 8, 1)), "contract_until"),
        (AssistantFacts("CQP", date(2026, 9, 1), afgsu_refreshed_on=date(2026, 8, 1)), "afgsu_on"),
        (AssistantFacts("CQP", date(2026, 9, 1), afgsu_on=date(2099, 1, 1)), "afgsu_on"),
        (AssistantFacts("IDE", date(2026, 9, 1)), "profile"),
    ],
)
def test_an_impossible_sheet_is_told(team: Team, facts: AssistantFacts, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit_profile(actor=actor_of(team.manager), member_id=team.assistant.pk, profile=facts, version=1)
    assert list(refused.value.fields) == [field]


def test_a_person_with_two_roles_is_offered_once_as_a_doctor(team: Team) -> None:
    assert team.doctor.membership is not None
    make_member(team.practice, Role.MANAGER, "Martin", "Claire", user=team.doctor.membership.user)
    with tenant_scope(team.tenant_id):
        assert people(date(2026, 11, 23)) == [
            (team.doctor.pk, "Dr Claire Martin"),
            (team.secretary.pk, "Julie Petit"),
            (team.manager.pk, "Paul Leroy"),
            (team.assistant.pk, "Sarah Benali"),
        ]


def test_two_doctors_cannot_share_a_number(team: Team) -> None:
    colleague = make_doctor(team.practice, "Duval", profile={"rpps": "10003456789"})
    taken = DoctorFacts(rpps="10003456789")
    sentence = f"Ce numéro RPPS est déjà celui de {colleague.display_name}\u202f: vérifiez-le."
    with pytest.raises(Invalid) as refused:
        edit_profile(actor=actor_of(team.doctor), member_id=team.doctor.pk, profile=taken, version=1)
    assert refused.value.fields == {"rpps": [sentence]}
    with pytest.raises(Invalid) as refused:
        add_member(actor=actor_of(team.doctor), member_id=new_id(), person=NADIA, role=Role.DOCTOR, profile=taken)
    assert refused.value.fields == {"rpps": [sentence]}
    edit_profile(actor=actor_of(team.doctor), member_id=colleague.pk, profile=taken, version=1)


def test_somebody_who_left_comes_back_with_a_new_contract(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    manager, assistant = actor_of(team.manager), actor_of(team.assistant)
    assert team.assistant.membership is not None
    person = PersonFacts("Sarah", "Benali", team.assistant.membership.user.email)
    given: dict[str, Any] = {"actor": manager, "person": person, "role": Role.ASSISTANT, "profile": RENEWED}
    end_membership(actor=manager, member_id=team.assistant.pk, on=date(2026, 7, 1))
    invitation = add_member(**given, member_id=new_id())
    team.assistant.refresh_from_db()
    held = Membership.objects.get(pk=assistant.seat)
    assert (invitation.member_id, held.active, team.assistant.ended_on) == (team.assistant.pk, True, None)
    assert team.assistant.assistant_profile.contract_from == RENEWED.contract_from
    line = AuditEntry.objects.get(action="member.returned")
    assert line.details == {"left_on": "2026-07-01", "contract_before": {"from": "2020-01-06", "until": None}}
    assert check(actor=assistant, mission="ADM-01", on=timezone.localdate()).code == "revoked"
    with pytest.raises(Conflict, match="tient déjà ce rôle"):
        add_member(**given, member_id=new_id())


def test_a_doctor_who_comes_back_entrusts_anew(team: Team) -> None:
    entrust(team.doctor, team.assistant, "ADM-01")
    colleague = make_doctor(team.practice, "Duval")
    assert team.doctor.membership is not None
    end_membership(actor=actor_of(team.manager), member_id=team.doctor.pk, on=date(2026, 7, 1))
    person = PersonFacts("Claire", "Martin", team.doctor.membership.user.email, "Dr")
    add_member(actor=actor_of(colleague), member_id=new_id(), person=person, role=Role.DOCTOR, profile=DoctorFacts())
    assert check(actor=actor_of(team.assistant), mission="ADM-01", on=timezone.localdate()).code == "revoked"
