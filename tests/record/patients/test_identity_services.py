"""Strict traits, status, attributes, INS: what each change does, and the trace it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import InsHistory, Patient
from brasdroit.record.patients.selectors.file import identity_history
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.record.patients.services import identity
from brasdroit.record.patients.types import CaptureChannel, IdentityAttribute, InsIdentifier
from tests.factories.patients import MATRICULE, REAL_OID, TEST_OID, TODAY, draft, load
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
INS = InsIdentifier(MATRICULE, TEST_OID)


@pytest.fixture
def team(settings: Any) -> Team:
    settings.DEMO = True
    return make_team()


@pytest.fixture
def actor(team: Team) -> Actor:
    return actor_of(team.secretary)


@pytest.fixture
def patient(team: Team) -> Patient:
    return load(team.tenant_id, draft())[0]


def check(actor: Actor, patient: Patient, **fields: Any) -> Patient:
    asked = {"evidence_kind": "CN", "traits_confirmed": True, **fields}
    return identity.check_evidence(actor=actor, patient_id=patient.pk, **asked)


def attach(actor: Actor, patient: Patient, **fields: Any) -> Patient:
    asked = {"ins": INS, "channel": CaptureChannel.INSI, "insi_code": "00", "traits_confirmed": True, **fields}
    return identity.attach_ins(actor=actor, patient_id=patient.pk, **asked)


def test_a_proof_then_the_ins_qualify(actor: Actor, patient: Patient) -> None:
    assert check(actor, patient).identity_status == "VALI"
    assert attach(actor, patient).identity_status == "QUAL"
    events, former = identity_history(actor, patient.pk)
    moves = [(event.kind, event.status_before, event.status_after) for event in reversed(events)]
    assert moves == [("loaded", "", "PROV"), ("evidence", "PROV", "VALI"), ("ins_attached", "VALI", "QUAL")]
    assert former == []


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"evidence_kind": "PC"}, "evidence_kind"),
        ({"evidence_kind": ""}, "evidence_kind"),
        ({"evidence_kind": "LE"}, "evidence_kind"),
        ({"traits_confirmed": False}, "traits_confirmed"),
        ({"traits_confirmed": None}, "traits_confirmed"),
    ],
)
def test_a_weak_proof_changes_nothing(actor: Actor, patient: Patient, fields: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(actor, patient, **fields)
    assert list(refused.value.fields) == [where]
    patient.refresh_from_db()
    assert patient.identity_status == "PROV"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"ins": InsIdentifier(MATRICULE, REAL_OID)}, "ins"),
        ({"ins": InsIdentifier("277010115400328", TEST_OID)}, "ins"),
        ({"ins": InsIdentifier(MATRICULE, "1.2.3")}, "ins"),
        ({"insi_code": "02"}, "traits_confirmed"),
        ({"insi_code": None}, "traits_confirmed"),
        ({"traits_confirmed": False}, "traits_confirmed"),
    ],
)
def test_an_ins_that_is_not_sure_is_refused(actor: Actor, patient: Patient, fields: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        attach(actor, patient, **fields)
    assert list(refused.value.fields) == [where]


def test_the_same_ins_twice_is_blocked(actor: Actor, patient: Patient, team: Team) -> None:
    attach(actor, patient)
    other = load(team.tenant_id, draft(birth_name="Durand"))[0]
    with pytest.raises(Conflict) as refused:
        attach(actor, other)
    assert (refused.value.code, [getattr(each, "pk", None) for each in refused.value.alternatives]) == (
        "ins_taken",
        [patient.pk],
    )
    identity.invalidate_ins(actor=actor, patient_id=patient.pk, reason="INSi ne confirme plus")
    with pytest.raises(Conflict):
        attach(actor, other)


def test_a_matricule_only_read_finds_the_patient_and_gives_no_status(actor: Actor, patient: Patient) -> None:
    for _ in range(2):
        identity.note_ins_read(actor=actor, patient_id=patient.pk, ins=INS)
    with tenant_scope(actor.tenant_id):
        assert InsHistory.objects.count() == 1
        assert Patient.objects.get().identity_status == "PROV"
    assert [hit.id for hit in search_patients(actor, MATRICULE, TODAY).hits] == [patient.pk]


def test_a_changed_trait_invalidates(actor: Actor, patient: Patient) -> None:
    attach(actor, patient)
    changed = identity.edit_strict_traits(
        actor=actor, patient_id=patient.pk, values={"birth_name": "Le Fèvre"}, version=2, reason="Erreur de saisie"
    )
    assert (changed.birth_name, changed.identity_status, changed.ins_matricule) == ("LE FEVRE", "PROV", "")
    events, former = identity_history(actor, patient.pk)
    assert (events[0].reason, events[0].changes) == ("Erreur de saisie", {"birth_name": ["LEFEVRE", "LE FEVRE"]})
    assert [(row.matricule, row.reason) for row in former] == [(MATRICULE, "trait_changed")]
    assert len(search_patients(actor, "fevre", TODAY).hits) == 1


def test_a_trait_read_on_a_proof_keeps_the_identity_validated(actor: Actor, patient: Patient) -> None:
    check(actor, patient)
    values = {"birth_place": "75056"}
    changed = identity.edit_strict_traits(
        actor=actor, patient_id=patient.pk, values=values, version=2, evidence_shown=True
    )
    assert changed.identity_status == "VALI"


def test_nothing_changed_writes_nothing(actor: Actor, patient: Patient) -> None:
    same = identity.edit_strict_traits(actor=actor, patient_id=patient.pk, values={"birth_name": "lefèvre"}, version=1)
    assert (same.version, len(identity_history(actor, patient.pk)[0])) == (1, 1)


def test_the_second_of_two_people_is_told(actor: Actor, patient: Patient) -> None:
    change: dict[str, Any] = {"actor": actor, "patient_id": patient.pk, "version": 1}
    identity.edit_strict_traits(values={"birth_name": "Durand"}, **change)
    with pytest.raises(Conflict) as refused:
        identity.edit_strict_traits(values={"birth_name": "Petit"}, **change)
    assert refused.value.code == "stale"


def test_a_doubt_makes_provisional_and_drops_the_ins(actor: Actor, patient: Patient) -> None:
    check(actor, patient)
    attach(actor, patient)
    doubtful = frozenset({IdentityAttribute.DOUBTFUL, IdentityAttribute.HOMONYM})
    changed = identity.set_attributes(
        actor=actor, patient_id=patient.pk, attributes=doubtful, reason="Carte d’un autre"
    )
    assert (changed.identity_status, changed.ins_matricule, changed.attributes) == ("PROV", "", doubtful)
    with pytest.raises(Invalid) as refused:
        check(actor, patient)
    assert refused.value.code == "identity_in_doubt"


def test_attributes_that_exclude_each_other(actor: Actor, patient: Patient) -> None:
    both = frozenset({IdentityAttribute.FICTITIOUS, IdentityAttribute.HOMONYM})
    with pytest.raises(Invalid) as refused:
        identity.set_attributes(actor=actor, patient_id=patient.pk, attributes=both, reason="")
    assert refused.value.code == "attributes_incompatible"


def test_who_may(team: Team, patient: Patient) -> None:
    with pytest.raises(Forbidden):
        check(actor_of(team.assistant), patient)
    with pytest.raises(Forbidden):
        check(actor_of(team.manager), patient)
    stranger = make_team("Maison de santé du Port")
    with pytest.raises(NotFound):
        check(actor_of(stranger.doctor), patient)
    with pytest.raises(NotFound):
        identity.check_evidence(
            actor=actor_of(team.doctor), patient_id=new_id(), evidence_kind="CN", traits_confirmed=True
        )
