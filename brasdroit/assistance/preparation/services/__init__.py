"""Writing preparations and questionnaires."""

from brasdroit.assistance.preparation.services.collecting import (
    review_part,
    save_answers,
    save_words,
    set_aside,
)
from brasdroit.assistance.preparation.services.passing import (
    acknowledge,
    ask_more,
    begin_preparation,
    close_consultation,
    comment,
    hand_over,
    take_back,
    take_patient,
)
from brasdroit.assistance.preparation.services.questionnaires import (
    Heading,
    publish_draft,
    save_items,
    save_questionnaire,
)

__all__ = [
    "Heading",
    "acknowledge",
    "ask_more",
    "begin_preparation",
    "close_consultation",
    "comment",
    "hand_over",
    "publish_draft",
    "review_part",
    "save_answers",
    "save_items",
    "save_questionnaire",
    "save_words",
    "set_aside",
    "take_back",
    "take_patient",
]
