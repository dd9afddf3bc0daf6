"""Questionnaires of the practice: well formed, in force, which questions are shown, which answers are valid."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from brasdroit.assistance.preparation.types import (
    Answer,
    AnswerProblem,
    Answers,
    Condition,
    Item,
    ItemKind,
    NoAnswer,
    Operator,
    Questionnaire,
)

_LONGEST_TEXT = 2000
_TYPES: Mapping[ItemKind, type | tuple[type, ...]] = {
    ItemKind.TEXT: str,
    ItemKind.CHOICE: tuple,
    ItemKind.YES_NO: bool,
    ItemKind.NUMBER: Decimal,
    ItemKind.DATE: date,
}
_EXPECTED = {
    ItemKind.TEXT: "écrivez quelques mots",
    ItemKind.CHOICE: "choisissez dans la liste",
    ItemKind.YES_NO: "répondez par oui ou par non",
    ItemKind.NUMBER: "un nombre est attendu",
    ItemKind.DATE: "une date est attendue, par exemple 23/11/2026",
}


def questionnaire_in_force(versions: Iterable[Questionnaire], on: date) -> Questionnaire | None:
    """The version in force on `on`: the latest one begun; the higher number when two begin the same day."""
    begun = [version for version in versions if version.valid_from <= on]
    return max(begun, key=lambda version: (version.valid_from, version.version), default=None)


def questionnaire_problems(questionnaire: Questionnaire) -> tuple[str, ...]:
    """French sentences on what to correct before publishing; empty when it may be published."""
    counts = Counter(item.link_id for item in questionnaire.items)
    found = [] if questionnaire.items else ["Ajoutez au moins une question."]
    found += [f"Deux questions portent le même identifiant ({link_id})." for link_id, n in counts.items() if n > 1]
    earlier: dict[str, Item] = {}
    for item in questionnaire.items:
        found += _item_problems(item, earlier)
        earlier[item.link_id] = item
    return tuple(found)


def _item_problems(item: Item, earlier: Mapping[str, Item]) -> list[str]:
    found = []
    if not item.text.strip():
        found.append(f"« {item.short} » : écrivez la question.")
    if item.kind is ItemKind.CHOICE and len({option.code for option in item.options}) < max(2, len(item.options)):
        found.append(f"« {item.short} » : donnez au moins deux choix différents.")
    if item.minimum is not None and item.maximum is not None and item.minimum > item.maximum:
        found.append(f"« {item.short} » : le minimum dépasse le maximum.")
    text = f"« {item.short} » : la condition doit porter sur une question placée avant."
    found += [text for condition in item.shown_if if condition.link_id not in earlier]
    return found


def shown_items(questionnaire: Questionnaire, answers: Answers) -> tuple[Item, ...]:
    """The questions to show, in order. The answer to a question that is hidden does not count."""
    shown: dict[str, Item] = {}
    for item in questionnaire.items:
        seen = {link_id: answers[link_id] for link_id in shown if link_id in answers}
        if all(_holds(condition, seen.get(condition.link_id)) for condition in item.shown_if):
            shown[item.link_id] = item
    return tuple(shown.values())


def _holds(condition: Condition, answer: Answer | None) -> bool:
    if condition.operator is Operator.EXISTS:
        return (answer is not None) == condition.value
    if answer is None or isinstance(answer, NoAnswer):
        return False
    if condition.operator in {Operator.GREATER, Operator.LESS}:
        return _compares(condition, answer)
    same = condition.value in answer if isinstance(answer, tuple) else answer == condition.value
    return same == (condition.operator is Operator.EQUALS)


def _compares(condition: Condition, answer: Answer) -> bool:
    value = condition.value
    if isinstance(answer, Decimal) and isinstance(value, Decimal) and answer.is_finite():
        return answer > value if condition.operator is Operator.GREATER else answer < value
    if isinstance(answer, date) and isinstance(value, date):
        return answer > value if condition.operator is Operator.GREATER else answer < value
    return False


def validate_answers(questionnaire: Questionnaire, answers: Answers) -> tuple[AnswerProblem, ...]:
    """What is wrong with the answers given to shown questions, and answers to questions that do not exist.

    A question not answered is not a problem here: see `unanswered`.
    """
    known = {item.link_id for item in questionnaire.items}
    found = [
        AnswerProblem(link_id, "unknown_item", "Cette question n’existe pas dans cette version du questionnaire.")
        for link_id in answers
        if link_id not in known
    ]
    given = [item for item in shown_items(questionnaire, answers) if item.link_id in answers]
    found += [problem for item in given if (problem := _answer_problem(item, answers[item.link_id]))]
    return tuple(found)


def unanswered(questionnaire: Questionnaire, answers: Answers) -> tuple[Item, ...]:
    """The required questions shown and not answered; « ne sait pas » and a refusal are answers, an empty text is not."""
    return tuple(
        item
        for item in shown_items(questionnaire, answers)
        if item.required and (item.link_id not in answers or answers[item.link_id] in ("", ()))
    )


def _answer_problem(item: Item, answer: Answer) -> AnswerProblem | None:
    if isinstance(answer, NoAnswer):
        return None
    if not isinstance(answer, _TYPES[item.kind]):
        return AnswerProblem(item.link_id, "wrong_kind", f"{item.short} : {_EXPECTED[item.kind]}.")
    if isinstance(answer, tuple):
        return _choice_problem(item, answer)
    if isinstance(answer, Decimal):
        return _number_problem(item, answer)
    if isinstance(answer, str) and len(answer) > _LONGEST_TEXT:
        return AnswerProblem(item.link_id, "too_long", f"{item.short} : au plus {_LONGEST_TEXT} caractères.")
    return None


def _choice_problem(item: Item, chosen: tuple[str, ...]) -> AnswerProblem | None:
    if set(chosen) - {option.code for option in item.options}:
        return AnswerProblem(item.link_id, "unknown_choice", f"{item.short} : {_EXPECTED[item.kind]}.")
    if len(chosen) > 1 and not item.several:
        return AnswerProblem(item.link_id, "several_choices", f"{item.short} : une seule réponse est possible.")
    return None


def _number_problem(item: Item, number: Decimal) -> AnswerProblem | None:
    low, high = item.minimum, item.maximum
    if number.is_finite() and (low is None or number >= low) and (high is None or number <= high):
        return None
    bounds = [f"au moins {low}" if low is not None else "", f"au plus {high}" if high is not None else ""]
    text = ", ".join(bound for bound in bounds if bound) or "un nombre est attendu"
    return AnswerProblem(item.link_id, "out_of_bounds", f"{item.short} : {text}.")
