"""The waiting list under the delegation of the doctor for whom somebody waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.models import Member
from brasdroit.reception.agenda.models import WaitingListEntry
from brasdroit.reception.agenda.services import (
    WaitingFacts,
    add_waiting,
    decline_slot,
    propose_slot,
    withdraw_waiting,
)
from tests.factories.agenda import Desk, local, make_desk, make_patient, open_weekly
from tests.factories.practice import entrust, make_doctor, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def other(desk: Desk) -> Member:
    """A second doctor of the practice, who receives too."""
    member = make_doctor(desk.team.practice, "Roux", given_name="Anne")
    with writing(desk.tenant_id):
        open_weekly(member, 0, local(9).time(), local(12).time())
    return member


def facts(desk: Desk, *doctors: Member) -> WaitingFacts:
    patient = make_patient(desk.tenant_id)
    return WaitingFacts(new_id(), patient.pk, desk.kind.pk, tuple(each.pk for each in doctors))


def waits_for(desk: Desk, *doctors: Member) -> UUID:
    entry: WaitingListEntry = add_waiting(actor=desk.actor("secretary"), facts=facts(desk, *doctors))
    return entry.pk


def may(act: Callable[..., Any], actor: Actor, **arguments: Any) -> bool:
    try:
        act(actor=actor, **arguments)
    except Forbidden as error:
        assert "Le Dr Martin ne vous a pas confié" in error.message  # noqa: PT017 - what the assistant reads
        return False
    return True


def test_another_doctors_delegation_does_not_touch_who_waits_for_this_one(desk: Desk, other: Member) -> None:
    entrust(other, desk.team.assistant, "ADM-02")
    assistant, entry_id = desk.actor("assistant"), waits_for(desk, desk.doctor)
    assert not may(add_waiting, assistant, facts=facts(desk, desk.doctor))
    assert not may(withdraw_waiting, assistant, entry_id=entry_id)
    assert not may(decline_slot, assistant, entry_id=entry_id)


def test_one_of_the_doctors_waited_for_is_enough(desk: Desk, other: Member) -> None:
    entrust(other, desk.team.assistant, "ADM-02")
    assistant = desk.actor("assistant")
    assert may(add_waiting, assistant, facts=facts(desk, desk.doctor, other))
    assert may(withdraw_waiting, assistant, entry_id=waits_for(desk, desk.doctor, other))
    assert may(withdraw_waiting, assistant, entry_id=waits_for(desk))


def test_a_refusal_is_noted_under_the_doctor_whose_slot_it_was(desk: Desk, other: Member) -> None:
    entrust(other, desk.team.assistant, "ADM-02")
    entry_id = waits_for(desk, desk.doctor, other)
    propose_slot(actor=desk.actor("secretary"), entry_id=entry_id, practitioner_id=desk.doctor.pk, start=local(9))
    assert not may(decline_slot, desk.actor("assistant"), entry_id=entry_id)
    entrust(desk.doctor, desk.team.assistant, "ADM-02")
    assert may(decline_slot, desk.actor("assistant"), entry_id=entry_id)
