"""The patient's passage, read from tests/rules/encounters."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.record.encounters.rules import (
    INITIAL,
    OVER,
    STEPS,
    check_step,
    chip,
    fhir_status,
    measure_times,
    next_steps,
    punctuality,
)
from brasdroit.record.encounters.types import Chip, EncounterStatus, Role, StatusEntry, Times, Tone, Wording
from brasdroit.reference.missions import missions

CASES = Path(__file__).parents[2] / "rules" / "encounters"
FHIR_R4 = {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"}


def load_cases(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases]


def at(text: str) -> datetime:
    hour, minute = text.split(":")
    return datetime(2026, 11, 23, int(hour), int(minute), tzinfo=UTC)


def entry(line: str) -> StatusEntry:
    time, status, *mark = line.split()
    return StatusEntry(EncounterStatus(status), at(time), mark == ["!"])


@pytest.mark.parametrize("case", load_cases("steps.yaml"))
def test_step(case: dict[str, Any]) -> None:
    source, target = EncounterStatus(case["from"]), EncounterStatus(case["to"])
    answer = check_step(source, target, Role(case["role"]), case.get("reason", ""))
    assert answer.code == case["code"]
    assert answer.allowed == (case["code"] in {"forward", "ending", "correction"})
    assert answer.explanation == case.get("explanation", answer.explanation)
    assert list(answer.missing) == case.get("missing", [])


@pytest.mark.parametrize("case", load_cases("times.yaml"))
def test_times(case: dict[str, Any]) -> None:
    history = [entry(line) for line in case["history"]]
    names = ("waiting", "preparation", "waiting_for_doctor", "consultation", "departure", "presence")
    expected = {name: timedelta(minutes=case[name]) if name in case else None for name in names}
    assert measure_times(history, at(case["now"])) == Times(**expected)
    late = punctuality(at("9:00"), history, at(case["now"]))
    assert (late.patient, late.practice) == tuple(timedelta(minutes=case.get(k, 0)) for k in ("patient", "practice"))
    assert late.sentence == case["sentence"]


def test_every_status_can_be_reached_and_shown() -> None:
    reached = {target for _, target in STEPS} | set(INITIAL.values())
    assert reached == set(EncounterStatus)
    assert {fhir_status(status) for status in EncounterStatus} <= FHIR_R4
    shown = [chip(status, wording) for status in EncounterStatus for wording in Wording]
    assert all(item.icon and item.word for item in shown)


def test_a_visit_that_goes_on_always_has_a_next_step() -> None:
    stuck = [s for s in EncounterStatus if s not in OVER and not next_steps(s, Role.DOCTOR)]
    assert stuck == []


def test_the_usual_step_comes_first() -> None:
    first = [
        next_steps(status, Role.ASSISTANT)[0].target.value
        for status in (EncounterStatus.BOOKED, EncounterStatus.WAITING)
    ]
    assert first == ["arrived", "with_assistant"]


def test_words_agree_with_the_patient() -> None:
    arrived = [chip(EncounterStatus.ARRIVED, wording).word for wording in Wording]
    assert arrived == ["Arrivé", "Arrivée", "Sur place"]
    assert chip(EncounterStatus.WAITING) == Chip("hourglass", "En attente", Tone.WAIT)


def test_steps_name_missions_of_the_catalogue() -> None:
    named = {code for step in STEPS.values() for code in step.missions}
    assert named - missions(at("9:00").date()).keys() == set()
