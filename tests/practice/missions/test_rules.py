"""Delegations, read from tests/rules/missions."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.practice.members.types import Profile
from brasdroit.practice.missions.rules import (
    afgsu_valid_until,
    compare_matrix,
    entrusting_problems,
    evaluate_delegation,
)
from brasdroit.practice.missions.types import (
    Assistant,
    DeadlineAnchor,
    Delegation,
    DelegationAnswer,
    Device,
    Doctor,
    Wanted,
)
from brasdroit.reference.missions import forbidden_acts, missions, presets

CASES = Path(__file__).parents[2] / "rules" / "missions"
TODAY = date(2026, 11, 23)
SIGNED = date(2026, 9, 2)


def load_cases(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases]


def a_delegation(**changes: Any) -> Delegation:
    changes["device_ids"] = frozenset(changes.get("device_ids", ["hem"]))
    base = {"id": "d1", "doctor_id": "martin", "assistant_id": "sarah", "mission": "CONS-02"}
    return Delegation(**{**base, "valid_from": SIGNED, "signed_on": SIGNED, **changes})


def an_assistant(**changes: Any) -> Assistant:
    base = {"id": "sarah", "name": "Sarah Benali", "profile": "CQP", "contract_from": date(2020, 1, 1)}
    given = {**base, "confidentiality_signed": True, **changes}
    return Assistant(**{**given, "profile": Profile(given["profile"])})


def a_device(**changes: Any) -> Device:
    return Device(**{"id": "hem", "label": "OMRON HEM-907", "fully_automatic": True, **changes})


def evaluate(case: dict[str, Any]) -> DelegationAnswer:
    held = case.get("delegation", {})
    wanted = {"mission": "CONS-02", "on": TODAY, "device": a_device(**case.get("device", {})), **case.get("wanted", {})}
    return evaluate_delegation(
        Wanted(**wanted),
        Doctor(**{"id": "martin", "name": "Dr Martin", **case.get("doctor", {})}),
        an_assistant(**case.get("assistant", {})),
        [] if held is None else [a_delegation(**held)],
        DeadlineAnchor(case.get("anchor", "strict")),
    )


@pytest.mark.parametrize("case", load_cases("delegation.yaml"))
def test_delegation(case: dict[str, Any]) -> None:
    answer = evaluate(case)
    assert (answer.code, answer.allowed) == (case["code"], case.get("allowed", False)), answer.explanation
    assert list(answer.missing) == case.get("missing", [])
    assert answer.explanation == case.get("explanation", answer.explanation)
    assert all(answer.sources)


@pytest.mark.parametrize("case", load_cases("matrix.yaml"))
def test_matrix(case: dict[str, Any]) -> None:
    change = compare_matrix(case["before"], case["after"], TODAY)
    assert list(change.added) == case["added"]
    assert list(change.removed) == case["removed"]
    assert list(change.unknown) == case.get("unknown", [])
    assert change.needs_signature == bool(case["added"])
    assert change.explanation == case["explanation"]


def test_a_new_delegation_prevails_over_a_revoked_one() -> None:
    old, new = a_delegation(id="old", revoked_on=TODAY), a_delegation(id="new", signed_on=TODAY)
    wanted = Wanted("CONS-02", TODAY, a_device())
    answer = evaluate_delegation(wanted, Doctor("martin", "Dr Martin"), an_assistant(), [old, new])
    assert (answer.code, answer.delegation_id) == ("entrusted", "new")


def test_reminders_show_the_conditions_and_the_unsigned_commitment() -> None:
    held = {"mission": "ADM-07", "conditions": "Sauf les certificats."}
    answer = evaluate(
        {
            "delegation": held,
            "wanted": {"mission": "ADM-07", "device": None},
            "assistant": {"confidentiality_signed": None},
        }
    )
    assert answer.reminders == (
        "Brouillon seulement : le médecin valide et signe.",
        "Sauf les certificats.",
        "L’engagement de confidentialité de ce contrat est à signer.",
    )


@pytest.mark.parametrize(
    ("obtained", "refreshed", "until"),
    [
        (date(2022, 3, 1), None, date(2026, 3, 1)),
        (date(2022, 3, 1), date(2026, 2, 28), date(2030, 2, 28)),
        (date(2022, 3, 1), date(2026, 3, 1), date(2026, 3, 1)),
        (date(2024, 2, 29), None, date(2028, 2, 29)),
        (None, date(2025, 1, 1), None),
    ],
)
def test_afgsu(obtained: date | None, refreshed: date | None, until: date | None) -> None:
    assert afgsu_valid_until(obtained, refreshed, TODAY) == until


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, ()),
        ({"device_ids": []}, ("Nommez au moins un appareil totalement automatique pour cette mission.",)),
        (
            {"valid_until": date(2026, 9, 1)},
            ("La fin de la mission précède son début : corrigez l’une des deux dates.",),
        ),
        (
            {"device_ids": ["manual"]},
            ("L’appareil Tensiomètre manuel n’est pas déclaré totalement automatique : retirez-le ou déclarez-le.",),
        ),
        ({"mission": "CONS-07"}, ("Joignez le protocole : cette mission ne se confie pas sans lui.",)),
        (
            {"mission": "sign"},
            ("Cette action ne figure pas dans le catalogue des missions : elle ne peut pas être confiée.",),
        ),
    ],
)
def test_what_a_new_delegation_lacks(changes: dict[str, Any], problems: tuple[str, ...]) -> None:
    devices = [a_device(), Device("manual", "Tensiomètre manuel", False)]
    assert entrusting_problems(a_delegation(**changes), devices, TODAY) == problems


def test_the_catalogue_holds_the_31_tasks_and_presets_stay_inside_it() -> None:
    catalogue = missions(TODAY)
    kinds = [mission.kind.value for mission in catalogue.values()]
    assert [kinds.count(kind) for kind in ("ADM", "CONS", "COORD")] == [13, 13, 5]
    assert presets(TODAY)["complet"].missions == catalogue.keys()
    assert [preset.missions - catalogue.keys() for preset in presets(TODAY).values()] == [frozenset()] * 3
    assert catalogue.keys() & forbidden_acts(TODAY).keys() == set()
