"""Reading preparations and questionnaires."""

from brasdroit.assistance.preparation.selectors.questionnaires import (
    Answered,
    Asked,
    Edited,
    as_rule,
    questionnaire,
    questionnaires,
)
from brasdroit.assistance.preparation.selectors.situation import (
    PARTS,
    Situation,
    dialogue,
    earlier_comments,
    situation,
)

__all__ = [
    "PARTS",
    "Answered",
    "Asked",
    "Edited",
    "Situation",
    "as_rule",
    "dialogue",
    "earlier_comments",
    "questionnaire",
    "questionnaires",
    "situation",
]
