"""Tasks, read from tests/rules/tasks."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.record.tasks.rules import (
    check_move,
    chip,
    due_in_french,
    effective_status,
    snooze_warning,
    source_in_french,
)
from brasdroit.record.tasks.types import Doer, Due, DueWording, Move, Task, TaskAction, TaskSource, TaskStatus

CASES = Path(__file__).parents[2] / "rules" / "tasks"
TODAY = date(2026, 11, 23)
FHIR_R4 = {"requested", "accepted", "rejected", "cancelled", "in-progress", "on-hold", "completed"}


def load_cases(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in cases]


def clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def a_task(**changes: Any) -> Task:
    given = {"status": "requested", "requester": "martin", "owner": "sarah", **changes}
    return Task(**{**given, "status": TaskStatus(given["status"])})


@pytest.mark.parametrize("case", load_cases("moves.yaml"))
def test_move(case: dict[str, Any]) -> None:
    doer = Doer(case["doer"], is_doctor=case["doer"] in {"martin", "nguyen"})
    move = Move(TaskAction(case["action"]), case.get("to"), case.get("until"), case.get("reason", ""))
    answer = check_move(a_task(**case.get("task", {})), doer, move, TODAY)
    assert (answer.code, answer.allowed) == (case.get("code", case["action"]), "code" not in case)
    assert (answer.status, answer.owner) == (case.get("status"), case.get("owner"))
    assert list(answer.missing) == case.get("missing", [])
    assert answer.explanation == case.get("explanation", answer.explanation)


@pytest.mark.parametrize("case", load_cases("due.yaml"))
def test_due(case: dict[str, Any]) -> None:
    before = clock(case["before"]) if "before" in case else None
    due = Due(case["day"], before) if "day" in case else None
    now = datetime.fromisoformat(case.get("now", "2026-11-23T09:30"))
    expected = DueWording(case["label"], case["detail"], late=case["rank"] == 0, rank=case["rank"])
    assert due_in_french(due, now) == expected


@pytest.mark.parametrize(
    ("owner", "until", "status"),
    [
        ("sarah", date(2026, 11, 24), TaskStatus.ON_HOLD),
        ("sarah", TODAY, TaskStatus.ACCEPTED),
        (None, TODAY, TaskStatus.REQUESTED),
        ("sarah", None, TaskStatus.ON_HOLD),
    ],
)
def test_a_snoozed_task_comes_back_on_its_day(owner: str | None, until: date | None, status: TaskStatus) -> None:
    task = a_task(status="on-hold", owner=owner, snoozed_until=until)
    assert effective_status(task, TODAY) is status


def test_snoozing_past_the_due_day_is_said() -> None:
    task = a_task(due=Due(date(2026, 11, 25)))
    assert snooze_warning(task, date(2026, 11, 25)) == ""
    assert snooze_warning(task, date(2026, 11, 26)) == "La tâche reviendra après son échéance, le 25/11/2026."
    assert snooze_warning(a_task(), date(2026, 11, 26)) == ""


def test_statuses_are_those_of_fhir_and_all_have_a_word() -> None:
    assert {status.value for status in TaskStatus} == FHIR_R4
    assert len({chip(status).word for status in TaskStatus}) == len(TaskStatus)
    assert len({source_in_french(source) for source in TaskSource}) == len(TaskSource)
