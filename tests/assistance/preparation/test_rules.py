"""Questionnaires and completeness, read from tests/rules/preparation."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.assistance.preparation.rules import (
    completeness,
    differences,
    questionnaire_in_force,
    questionnaire_problems,
    shown_items,
    unanswered,
    validate_answers,
)
from brasdroit.assistance.preparation.types import (
    Answer,
    Answers,
    Condition,
    Item,
    ItemKind,
    NoAnswer,
    Operator,
    Option,
    PreparationFacts,
    Questionnaire,
)

CASES = Path(__file__).parents[2] / "rules" / "preparation"
BOOK = yaml.safe_load((CASES / "questionnaire.yaml").read_text(encoding="utf-8"))
STEPS = yaml.safe_load((CASES / "completeness.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 1, 1)


def answer(raw: Any) -> Answer:
    if isinstance(raw, list):
        return tuple(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))
    return NoAnswer(raw) if raw in set(NoAnswer) else raw


def answers(raw: dict[str, Any]) -> Answers:
    return {link_id: answer(value) for link_id, value in raw.items()}


def item(raw: dict[str, Any]) -> Item:
    typed: dict[str, Any] = {"kind": ItemKind(raw["kind"])}
    typed["options"] = tuple(Option(*option) for option in raw.get("options", []))
    typed["shown_if"] = tuple(Condition(a, Operator(b), answer(c)) for a, b, c in raw.get("shown_if", []))
    typed |= {key: Decimal(raw[key]) for key in ("minimum", "maximum") if key in raw}
    return Item(**{**raw, **typed})


QUESTIONNAIRE = Questionnaire("checkup", 1, "Bilan", DAY, tuple(item(raw) for raw in BOOK["questions"]))


def cases(found: list[Any]) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in found]


@pytest.mark.parametrize("case", cases(BOOK["cases"]))
def test_questions_and_answers(case: dict[str, Any]) -> None:
    given = answers(case["answers"])
    assert [i.link_id for i in shown_items(QUESTIONNAIRE, given)] == case["shown"]
    assert [i.link_id for i in unanswered(QUESTIONNAIRE, given)] == case["unanswered"]
    problems = {problem.link_id: problem.explanation for problem in validate_answers(QUESTIONNAIRE, given)}
    assert problems == case.get("problems", {})


@pytest.mark.parametrize("case", cases(BOOK["differences"]))
def test_differences(case: dict[str, Any]) -> None:
    found = differences(QUESTIONNAIRE, answers(case["now"]), QUESTIONNAIRE, answers(case["before"]))
    assert list(found) == case["says"]


@pytest.mark.parametrize("case", cases(STEPS))
def test_completeness(case: dict[str, Any]) -> None:
    changes: dict[str, Any] = {
        key: frozenset(v) if isinstance(v, list) else v for key, v in case.get("facts", {}).items()
    }
    given = answers(case.get("answers", {"reason": "Bilan", "smoker": False}))
    base = PreparationFacts(
        reason="Bilan",
        questionnaire=QUESTIONNAIRE,
        answers=given,
        expected_measures={"weight": "poids", "height": "taille"},
        measures_taken=frozenset({"weight", "height"}),
        history_reviewed=True,
        treatments_reviewed=True,
        lifestyle_reviewed=True,
    )
    found = completeness(replace(base, **changes))
    assert list(found.missing) == case["missing"]
    assert found.complete == (case["missing"] == [])
    assert [state.step.value for state in found.steps if not state.done] == ([case["step"]] if "step" in case else [])
    assert found.explanation == case["says"]


def test_a_preparation_without_questionnaire_has_no_question_to_answer() -> None:
    assert [state.done for state in completeness(PreparationFacts()).steps] == [False, True, True, False]


def test_the_version_in_force_is_the_latest_begun() -> None:
    later = replace(QUESTIONNAIRE, version=2, valid_from=date(2026, 6, 1))
    corrected = replace(later, version=3)
    versions = [corrected, QUESTIONNAIRE, later]
    found = [
        questionnaire_in_force(versions, on) for on in (date(2025, 12, 31), DAY, date(2026, 5, 31), date(2026, 6, 1))
    ]
    assert found == [None, QUESTIONNAIRE, QUESTIONNAIRE, corrected]


def test_a_question_that_changed_kind_is_a_first_answer() -> None:
    old = replace(QUESTIONNAIRE, items=(Item("sport", "Du sport ?", ItemKind.YES_NO, "Activités"),))
    found = differences(QUESTIONNAIRE, {"sport": ("walk",)}, old, {"sport": True})
    assert found == ("Activités : marche (première réponse).",)


def test_a_question_no_longer_asked_is_told_last() -> None:
    shorter = replace(QUESTIONNAIRE, items=QUESTIONNAIRE.items[:1])
    found = differences(shorter, {"reason": "Toux"}, QUESTIONNAIRE, {"smoker": True})
    assert found == ("Motif : « Toux » (première réponse).", "Fumeur : non renseigné (était oui).")


@pytest.mark.parametrize(
    ("items", "problems"),
    [
        ((), ("Ajoutez au moins une question.",)),
        ((Item("a", " ", ItemKind.TEXT, "A"),), ("« A » : écrivez la question.",)),
        (
            (Item("a", "A ?", ItemKind.TEXT, "A"), Item("a", "A ?", ItemKind.TEXT, "A")),
            ("Deux questions portent le même identifiant (a).",),
        ),
        (
            (Item("a", "A ?", ItemKind.CHOICE, "A", options=(Option("x", "X"),)),),
            ("« A » : donnez au moins deux choix différents.",),
        ),
        (
            (Item("a", "A ?", ItemKind.CHOICE, "A", options=(Option("x", "X"), Option("x", "Y"))),),
            ("« A » : donnez au moins deux choix différents.",),
        ),
        (
            (Item("a", "A ?", ItemKind.NUMBER, "A", minimum=Decimal(2), maximum=Decimal(1)),),
            ("« A » : le minimum dépasse le maximum.",),
        ),
        (
            (Item("a", "A ?", ItemKind.TEXT, "A", shown_if=(Condition("a", Operator.EXISTS, value=True),)),),
            ("« A » : la condition doit porter sur une question placée avant.",),
        ),
        (QUESTIONNAIRE.items, ()),
    ],
)
def test_what_to_correct_before_publishing(items: tuple[Item, ...], problems: tuple[str, ...]) -> None:
    assert questionnaire_problems(replace(QUESTIONNAIRE, items=items)) == problems


@pytest.mark.parametrize(
    ("operator", "value", "given", "shown"),
    [
        (Operator.EXISTS, True, {}, False),
        (Operator.EXISTS, False, {}, True),
        (Operator.EXISTS, True, {"a": NoAnswer.UNKNOWN}, True),
        (Operator.NOT_EQUALS, "x", {"a": ("y",)}, True),
        (Operator.NOT_EQUALS, "x", {"a": ("x", "y")}, False),
        (Operator.NOT_EQUALS, "x", {}, False),
        (Operator.EQUALS, "x", {"a": NoAnswer.DECLINED}, False),
        (Operator.LESS, Decimal(5), {"a": Decimal(5)}, False),
        (Operator.LESS, Decimal(5), {"a": Decimal(4)}, True),
        (Operator.GREATER, date(2026, 1, 1), {"a": date(2026, 1, 2)}, True),
        (Operator.LESS, date(2026, 1, 1), {"a": date(2026, 1, 1)}, False),
        (Operator.GREATER, Decimal(5), {"a": "six"}, False),
    ],
)
def test_conditions(operator: Operator, value: Answer, given: Answers, shown: bool) -> None:
    first = Item("a", "A ?", ItemKind.TEXT, "A")
    second = Item("b", "B ?", ItemKind.TEXT, "B", shown_if=(Condition("a", operator, value),))
    items = shown_items(replace(QUESTIONNAIRE, items=(first, second)), given)
    assert [i.link_id for i in items] == (["a", "b"] if shown else ["a"])


def test_a_text_has_a_length_and_a_number_is_finite() -> None:
    given: Answers = {"reason": "a" * 2001, "smoker": True, "tobacco": Decimal("NaN")}
    assert [problem.code for problem in validate_answers(QUESTIONNAIRE, given)] == ["too_long", "out_of_bounds"]
