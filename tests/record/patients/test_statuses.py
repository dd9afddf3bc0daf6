"""Statuses, attributes, changes of traits and proofs of identity."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from brasdroit.record.patients.rules.attributes import check_attributes
from brasdroit.record.patients.rules.evidence import accepts_evidence, evidence_list
from brasdroit.record.patients.rules.matricules import check_ins, ins_key
from brasdroit.record.patients.rules.statuses import Facts, IdentityEvent, insi_call, sending_ins, transition
from brasdroit.record.patients.rules.trait_changes import change_of_traits
from brasdroit.record.patients.types import (
    BirthDate,
    IdentityAttribute,
    IdentityStatus,
    InsIdentifier,
    Sex,
    StrictTraits,
)

CASES = Path(__file__).resolve().parents[2] / "rules/patients"
TRANSITIONS = yaml.safe_load((CASES / "statuses.yaml").read_text(encoding="utf-8"))
FACTS = ("high_confidence_evidence", "insi_code", "traits_confirmed")
TODAY = date(2026, 11, 23)
TRAITS = StrictTraits("MARTIN", "MARIE", BirthDate(date(1961, 3, 14)), Sex.FEMALE, "75056")
HOMONYM, DOUBTFUL, FICTITIOUS = IdentityAttribute


@pytest.mark.parametrize("case", TRANSITIONS, ids=lambda case: f"{case['from']} {case['event']} {case['code']}")
def test_transition(case):
    facts = Facts(**{name: case[name] for name in FACTS if name in case})
    attributes = frozenset(map(IdentityAttribute, case.get("attributes", ())))
    result = transition(IdentityStatus(case["from"]), IdentityEvent(case["event"]), facts, attributes)
    assert (result.status, result.answer.code, result.ins_kept) == (case["to"], case["code"], case["ins"])


def test_only_a_qualified_identity_sends_its_ins():
    assert [sending_ins(status).allowed for status in IdentityStatus] == [False, False, False, True]
    assert sending_ins(IdentityStatus.RETRIEVED).missing == ("dispositif d’identité à haut niveau de confiance",)


@pytest.mark.parametrize(("attribute", "allowed"), [(HOMONYM, True), (DOUBTFUL, False), (FICTITIOUS, False)])
def test_insi_is_not_called_for_a_doubtful_or_fictitious_identity(attribute, allowed):
    assert insi_call(IdentityStatus.PROVISIONAL, frozenset({attribute})).allowed is allowed


@pytest.mark.parametrize(
    ("attributes", "status", "code"),
    [
        ((), "QUAL", "attributes_allowed"),
        ((HOMONYM,), "QUAL", "attributes_allowed"),
        ((DOUBTFUL, HOMONYM), "PROV", "attributes_allowed"),
        ((FICTITIOUS,), "PROV", "attributes_allowed"),
        ((DOUBTFUL,), "VALI", "attribute_needs_provisional"),
        ((FICTITIOUS,), "RECUP", "attribute_needs_provisional"),
        ((FICTITIOUS, HOMONYM), "PROV", "attributes_incompatible"),
        ((FICTITIOUS, DOUBTFUL), "PROV", "attributes_incompatible"),
    ],
)
def test_attributes(attributes, status, code):
    assert check_attributes(frozenset(attributes), IdentityStatus(status)).code == code


@pytest.mark.parametrize(
    ("status", "evidence_shown", "target", "ins_kept"),
    [
        ("PROV", False, "PROV", False),
        ("VALI", True, "VALI", False),
        ("VALI", False, "PROV", False),
        ("RECUP", False, "PROV", False),
        ("QUAL", True, "VALI", False),
        ("QUAL", False, "PROV", False),
    ],
)
def test_changing_a_strict_trait(status, evidence_shown, target, ins_kept):
    after = replace(TRAITS, birth_name="MARTEN")
    change = change_of_traits(IdentityStatus(status), TRAITS, after, evidence_shown=evidence_shown)
    assert (change.changed, change.status, change.ins_kept) == (("birth_name",), target, ins_kept)


def test_changing_nothing_keeps_everything():
    change = change_of_traits(IdentityStatus.QUALIFIED, TRAITS, replace(TRAITS), evidence_shown=False)
    assert (change.answer.code, change.status, change.ins_kept) == ("no_strict_trait_changed", "QUAL", True)


def test_the_warning_names_the_trait_and_the_loss():
    change = change_of_traits(
        IdentityStatus.QUALIFIED, TRAITS, replace(TRAITS, sex=Sex.MALE, birth_place="69123"), evidence_shown=False
    )
    assert change.answer.explanation.replace("\u202f", " ") == (
        "Trait strict modifié (sexe, lieu de naissance) : l’INS est invalidée et devra être redemandée, "
        "l’identité redevient provisoire."
    )


@pytest.mark.parametrize(
    ("matricule", "oid", "production", "code"),
    [
        ("277010115400329", "1.2.250.1.213.1.4.8", True, "ins_valid"),
        ("277010115400329", "1.2.250.1.213.1.4.9", True, "ins_valid"),
        ("277010115400329", "1.2.250.1.213.1.4.10", False, "ins_valid"),
        ("277010115400329", "1.2.250.1.213.1.4.11", False, "ins_valid"),
        ("277010115400329", "1.2.250.1.213.1.4.10", True, "oid_wrong_environment"),
        ("277010115400329", "1.2.250.1.213.1.4.8", False, "oid_wrong_environment"),
        ("277010115400329", "1.2.250.1.213.1.4.7", True, "oid_unknown"),
        ("277010115400330", "1.2.250.1.213.1.4.8", True, "matricule_invalid"),
        ("2770101154003", "1.2.250.1.213.1.4.8", True, "matricule_invalid"),
    ],
)
def test_matricule_with_its_oid(matricule, oid, production, code):
    assert check_ins(InsIdentifier(matricule, oid), production=production).code == code


def test_the_same_matricule_under_two_authorities_is_two_keys():
    real, test = (InsIdentifier("277010115400329", f"1.2.250.1.213.1.4.{n}") for n in (8, 10))
    assert ins_key(real) != ins_key(test)


def proof(code, choice=None):
    return next(item for item in evidence_list(TODAY, choice) if item.key == code)


@pytest.mark.parametrize(
    ("document", "birth", "parent", "allowed"),
    [
        ("PA", date(1961, 3, 14), None, True),
        ("CN", date(1961, 3, 14), None, True),
        ("CS", date(1961, 3, 14), None, True),
        ("PC", date(1961, 3, 14), None, False),
        ("CV", date(1961, 3, 14), None, False),
        ("LE", date(2020, 3, 14), None, None),
        ("LE", date(2020, 3, 14), True, True),
        ("AN", date(2020, 3, 14), False, False),
        ("LE", date(1961, 3, 14), True, False),
    ],
)
def test_proof_of_identity(document, birth, parent, allowed):
    assert accepts_evidence(proof(document), birth, TODAY, parent_evidence_shown=parent).allowed is allowed


def test_the_practice_may_change_the_confidence_of_a_proof():
    assert [proof("CM").high_confidence, proof("CM", {"CM": True}).high_confidence] == [False, True]
    assert [proof("CM").to_verify, proof("PA").to_verify] == [True, False]
