"""The proposals to the jury, read from tests/rules/certification/assessments.yaml as the command reads them."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.certification.assessments.rules import evaluate_block
from brasdroit.certification.assessments.types import Appreciation, AssessmentFacts, BlockFacts, BlockProposal, Case
from brasdroit.cli.commands.certification.answers import evaluation_answer
from brasdroit.cli.commands.certification.case import read_case
from brasdroit.cli.commands.certification.document import Node
from brasdroit.reference.certification import Block

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "certification" / "assessments.yaml").read_text(encoding="utf-8")
)
JURY = date(2026, 11, 23)


def named(cases: list[Any]) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in cases]


def changed(base: Any, change: Any) -> Any:
    if not isinstance(change, dict) or not isinstance(base, dict):
        return change
    if "$replace" in change:
        return change["$replace"]
    return {key: changed(base.get(key, {}), change[key]) if key in change else base[key] for key in {**base, **change}}


def candidate(case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = changed(deepcopy(CASES["candidate"]), case.get("change", {}))
    for path in case.get("without", []):
        *parents, last = path.split(" / ")
        place = found
        for step in parents:
            place = place[step]
        del place[last]
    return found


def proposed(document: dict[str, Any]) -> dict[str, Any]:
    return evaluation_answer(read_case(Node(document, "Le document")), JURY)


def codes(part: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in part["reasons"]]


@pytest.mark.parametrize("case", named(CASES["cases"]))
def test_proposal(case: dict[str, Any]) -> None:
    answer = proposed(candidate(case))
    blocks = answer["blocks"]
    assert {code: b["proposal"] for code, b in blocks.items()} == dict.fromkeys("1234", "acquired") | case.get(
        "blocks", {}
    )
    assert {code: codes(b) for code, b in blocks.items() if b["reasons"]} == case.get("reasons", {})
    counted = case.get("acquired", {})
    assert {code: blocks[code]["assessments_acquired"] for code in counted} == counted
    assert answer["certificate"]["proposal"] == case.get("certificate", "award")
    assert codes(answer["certificate"]) == case.get("because", [])
    assert [note["code"] for note in answer["notes"]] == case.get("notes", [])


@pytest.mark.parametrize("case", named(CASES["adaptation"]))
def test_adaptation_course(case: dict[str, Any]) -> None:
    answer = proposed(case["given"])
    assert answer["blocks"] == {}
    assert answer["certificate"]["proposal"] == case["certificate"]
    assert codes(answer["certificate"]) == case.get("because", [])


def test_every_reason_is_explained_and_sourced() -> None:
    answers = [proposed(candidate(case)) for case in CASES["cases"]]
    parts = [part for a in answers for part in (*a["blocks"].values(), a["certificate"])]
    silent = [
        r for part in parts for r in part["reasons"] if not r["explanation"].endswith(".") or not all(r["sources"])
    ]
    assert silent == []


def test_the_required_numbers_are_those_of_the_framework() -> None:
    blocks = proposed(CASES["candidate"])["blocks"]
    assert {code: block["assessments_required"] for code, block in blocks.items()} == {"1": 3, "2": 3, "3": 3, "4": 4}


def test_an_imported_list_of_competencies_asks_the_tutor_for_each() -> None:
    block = Block("1", "Suivi", 84, (), ("1.1",), 1, None, ("c1", "c2"), "liste du certificateur")
    facts = BlockFacts({"1.1": AssessmentFacts(acquired=True)}, {"c1": Appreciation.MASTERED})
    result = evaluate_block(block, facts, Case("RNCP40913", JURY, {"1": facts}))
    assert (result.proposal, [reason.code for reason in result.reasons]) == (BlockProposal.PENDING, ["tutor_missing"])
    assert result.reasons[0].explanation == "L’appréciation du tuteur manque\u202f: c2."
