"""Rules of the preparation: questionnaires, completeness, differences since last time."""

from brasdroit.assistance.preparation.rules.completeness import completeness
from brasdroit.assistance.preparation.rules.differences import answer_in_french, differences
from brasdroit.assistance.preparation.rules.questionnaires import (
    questionnaire_in_force,
    questionnaire_problems,
    shown_items,
    unanswered,
    validate_answers,
)
from brasdroit.assistance.preparation.rules.storage import (
    answers_from_json,
    answers_to_json,
    items_from_json,
    items_to_json,
)

__all__ = [
    "answer_in_french",
    "answers_from_json",
    "answers_to_json",
    "completeness",
    "differences",
    "items_from_json",
    "items_to_json",
    "questionnaire_in_force",
    "questionnaire_problems",
    "shown_items",
    "unanswered",
    "validate_answers",
]
