"""``brasdroit certification``: the shapes other programs rely on, and every input it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.cli.__main__ import main
from brasdroit.cli.commands.certification.answers import evaluation_answer, routes_answer
from brasdroit.cli.commands.certification.case import read_case
from brasdroit.cli.commands.certification.document import Node
from brasdroit.cli.commands.certification.profile import read_profile
from brasdroit.cli.output import UnusableInput

JURY = date(2026, 11, 23)
REFUSED = yaml.safe_load(
    (Path(__file__).parents[1] / "rules" / "certification" / "refused.yaml").read_text(encoding="utf-8")
)
CASE: dict[str, Any] = {
    "framework": "RNCP40913",
    "jury_date": "2026-11-23",
    "afgsu": {"level": 1, "obtained": "2024-03-01", "refreshed": None},
    "blocks": {
        "1": {
            "kept": None,
            "assessments": {
                "1.1": {"competencies": {"c1": {"criteria": [True, True]}}},
                "1.2": {"acquired": True},
                "1.3": {"absent": True},
                "1.4": {"acquired": False},
            },
            "tutor": {"c1": "mastered", "c2": "being_acquired"},
        }
    },
}
KEYS = st.sampled_from(
    [
        "framework",
        "jury_date",
        "afgsu",
        "level",
        "obtained",
        "refreshed",
        "blocks",
        "1",
        "4",
        "kept",
        "assessments",
        "1.1",
        "4.4",
        "competencies",
        "criteria",
        "acquired",
        "absent",
        "tutor",
        "c1",
        "profile",
        "hours_signed",
        "birth_date",
        "diplomas",
        "status",
        "on",
        "hired_on",
        "contract_months",
        "disability",
        "related_experience_hours",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["RNCP40913", "FAE", "2026-11-23", "2024-02-30", "mastered", "DEI", "bac", "employee", "none"])
)
CHANGES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
    ),
)

DOCUMENTS = st.builds(lambda base, change: {**base, **change}, st.sampled_from([{}, CASE]), CHANGES)


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "given.json"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_case_is_proposed_block_by_block(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["certification", "evaluate", written(tmp_path, json.dumps(CASE)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    block = said["blocks"]["1"]
    assert (block["proposal"], block["assessments_acquired"], block["assessments_required"]) == ("not_acquired", 2, 3)
    assert [set(reason) for reason in block["reasons"]] == [{"code", "explanation", "sources"}]
    assert said["certificate"]["proposal"] == "refuse"
    assert sorted(said) == ["blocks", "certificate", "notes"]


def test_the_ways_and_the_deadlines_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profile = {
        "birth_date": "1990-02-01",
        "diplomas": ["DEI"],
        "status": "employee",
        "cpam_contract_signed_on": "2025-06-22",
        "on": "2026-11-23",
    }
    assert main(["certification", "routes", written(tmp_path, json.dumps(profile)), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    first = said["routes"][0]
    assert {key: first[key] for key in ("route", "open", "outcome", "hours", "missing")} == {
        "route": "adaptation",
        "open": True,
        "outcome": "attestation",
        "hours": 112,
        "missing": [],
    }
    assert [(d["what"], d["by"], d["anchor"]) for d in said["deadlines"]] == [
        ("adaptation", "2027-06-22", "cpam_contract_signed_on")
    ]
    assert said["deadlines_missing"] == ["hired_on", "post_started_on"]


def test_without_json_the_answer_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["certification", "evaluate", written(tmp_path, json.dumps(CASE))]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:2] == [
        "Bloc 1\u202f: non acquis",
        "  Épreuves acquises\u202f: 2 sur 4\u202f; il en faut 3.",
    ]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in REFUSED])
def test_unusable_input_is_refused_with_one_sentence(
    case: dict[str, Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = case["text"] if "text" in case else json.dumps(case["given"])
    assert main(["certification", case["command"], written(tmp_path, text), "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.replace("\u202f", " ").replace(str(tmp_path), "") == case["sentence"] + "\n"


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["certification", "evaluate", "nowhere.json", "--json"]) == 2
    assert capsys.readouterr().err == "Le fichier nowhere.json est introuvable ou n’est pas du texte UTF-8.\n"


def proposal(document: dict[str, Any]) -> str:
    try:
        return str(evaluation_answer(read_case(Node(document, "Le document")), JURY)["certificate"]["proposal"])
    except UnusableInput:
        return "refused"


def ways(document: dict[str, Any]) -> int:
    try:
        return len(routes_answer(read_profile(Node(document, "Le document"), JURY))["routes"])
    except UnusableInput:
        return 0


@given(DOCUMENTS)
def test_any_document_is_answered_or_refused(document: dict[str, Any]) -> None:
    assert proposal(document) in {"award", "refuse", "pending", "refused"}


@given(DOCUMENTS)
def test_any_profile_is_answered_or_refused(document: dict[str, Any]) -> None:
    assert ways(document) in {0, 6}
