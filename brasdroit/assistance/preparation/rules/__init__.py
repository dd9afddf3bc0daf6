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

__all__ = [
    "answer_in_french",
    "completeness",
    "differences",
    "questionnaire_in_force",
    "questionnaire_problems",
    "shown_items",
    "unanswered",
    "validate_answers",
]
