"""The chain proves the journal: what is changed, missing or slipped in is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.audit.chain import Verification, seal, verify
from brasdroit.foundation.audit.log import entry, reads, record_read
from brasdroit.foundation.audit.models import AuditChain, AuditEntry
from brasdroit.foundation.guard import writes_allowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return system_actor(uuid4(), "Programme")


@pytest.fixture
def chain(actor: Actor) -> list[UUID]:
    """Five sealed lines of one tenant."""
    written = [entry(actor, f"tests.step{number}", details={"n": number}) for number in range(5)]
    AuditEntry.objects.bulk_create(written)
    assert seal() == 5
    return [line.pk for line in written]


def at(chain: list[UUID], place: int) -> AuditEntry:
    return AuditEntry.objects.get(pk=chain[place])


def test_a_chain_nobody_touched_is_whole(chain: list[UUID]) -> None:
    assert verify() == Verification(5, intact=True, first_broken=None, unsealed=0)
    assert [line.position for line in AuditEntry.objects.order_by("id")] == [1, 2, 3, 4, 5]


def test_an_empty_journal_is_whole() -> None:
    assert verify() == Verification(0, intact=True, first_broken=None, unsealed=0)


def test_lines_waiting_for_their_seal_are_counted(chain: list[UUID], actor: Actor) -> None:
    entry(actor, "tests.late").save()
    assert verify() == Verification(6, intact=True, first_broken=None, unsealed=1)
    assert (seal(), seal()) == (1, 0)


def rename(line: AuditEntry) -> None:
    AuditEntry.objects.filter(pk=line.pk).update(actor_name="Autre")


def redate(line: AuditEntry) -> None:
    AuditEntry.objects.filter(pk=line.pk).update(at="2020-01-01T00:00:00Z")


def blank(line: AuditEntry) -> None:
    AuditEntry.objects.filter(pk=line.pk).update(details={})


@pytest.mark.parametrize("tamper", [rename, redate, blank])
def test_a_changed_line_is_named(chain: list[UUID], tamper: Callable[[AuditEntry], None]) -> None:
    with writes_allowed():
        tamper(at(chain, 2))
    assert verify() == Verification(5, intact=False, first_broken=str(chain[2]), unsealed=0)


def test_a_missing_line_is_noticed_at_the_next(chain: list[UUID]) -> None:
    with writes_allowed():
        AuditEntry.objects.filter(pk=chain[1]).delete()
    assert verify().first_broken == str(chain[2])


def test_a_missing_end_is_noticed(chain: list[UUID], actor: Actor) -> None:
    with writes_allowed():
        AuditEntry.objects.filter(pk=chain[4]).delete()
    assert verify().first_broken == f"{actor.tenant_id}:5"


def test_a_journal_emptied_is_noticed(chain: list[UUID], actor: Actor) -> None:
    assert len(chain) == 5
    with writes_allowed():
        AuditEntry.objects.all().delete()
    assert verify().first_broken == f"{actor.tenant_id}:1"


def test_a_line_slipped_in_is_named(chain: list[UUID], actor: Actor) -> None:
    slipped = entry(actor, "tests.slipped")
    slipped.position, slipped.digest = 3, "0" * 64
    with writes_allowed():
        for place in (4, 3, 2):
            AuditEntry.objects.filter(pk=chain[place]).update(position=place + 2)
        slipped.save()
    assert verify().first_broken == str(slipped.pk)


def test_two_lines_exchanged_are_noticed(chain: list[UUID]) -> None:
    with writes_allowed():
        AuditEntry.objects.filter(pk=chain[1]).update(position=100)
        AuditEntry.objects.filter(pk=chain[2]).update(position=2)
        AuditEntry.objects.filter(pk=chain[1]).update(position=3)
    assert verify().first_broken == str(chain[2])


def test_a_head_that_was_rewound_is_noticed(chain: list[UUID], actor: Actor) -> None:
    assert len(chain) == 5
    AuditChain.objects.filter(tenant_id=actor.tenant_id).update(position=4)
    assert verify().intact is False


def test_each_tenant_has_its_chain(chain: list[UUID]) -> None:
    entry(system_actor(uuid4()), "tests.elsewhere").save()
    seal()
    assert (verify().entries, len(chain), AuditEntry.objects.filter(position=1).count()) == (6, 5, 2)


def test_reads_wait_for_their_batch(actor: Actor) -> None:
    person = uuid4()
    record_read(actor, "patient.read", about_id=person)
    record_read(actor, "patient.read", about_id=person)
    assert AuditEntry.objects.count() == 0
    assert (reads.flush(), AuditEntry.objects.filter(about_id=person).count()) == (2, 2)


def test_reads_that_the_database_refuses_are_written_later(actor: Actor) -> None:
    refused: Any = entry(actor, "tests.first")
    tenant_id = actor.tenant_id
    refused.tenant_id = None
    reads.add(refused)
    assert (reads.flush(), AuditEntry.objects.count()) == (0, 0)
    refused.tenant_id = tenant_id
    record_read(actor, "tests.second")
    assert reads.flush() == 2
    assert sorted(AuditEntry.objects.values_list("action", flat=True)) == ["tests.first", "tests.second"]
