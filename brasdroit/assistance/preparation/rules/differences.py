"""What has changed since the last time, as sentences for the doctor's sheet."""

from datetime import date
from decimal import Decimal

from brasdroit.assistance.preparation.rules.questionnaires import shown_items
from brasdroit.assistance.preparation.types import Answer, Answers, Item, NoAnswer, Questionnaire

_NO_ANSWERS = {NoAnswer.UNKNOWN: "ne sait pas", NoAnswer.DECLINED: "ne souhaite pas répondre"}


def differences(
    questionnaire: Questionnaire, answers: Answers, earlier: Questionnaire, earlier_answers: Answers
) -> tuple[str, ...]:
    """One sentence per answer that changed, in the order of today's questions, then the questions no longer asked.

    The two versions may differ: an item is compared when it keeps its identifier and its kind. A question that was
    answered neither time says nothing.
    """
    now = _answered(questionnaire, answers)
    before = _answered(earlier, earlier_answers)
    order = [*questionnaire.items, *(item for item in earlier.items if item.link_id not in _ids(questionnaire))]
    sentences = (_sentence(item, now.get(item.link_id), before.get(item.link_id)) for item in order)
    return tuple(sentence for sentence in sentences if sentence)


def answer_in_french(item: Item, answer: Answer) -> str:
    """An answer as read: « oui », « 8 cig./j », « 23/11/2026 », the labels chosen."""
    if isinstance(answer, NoAnswer):
        return _NO_ANSWERS[answer]
    if isinstance(answer, bool):
        return "oui" if answer else "non"
    if isinstance(answer, tuple):
        labels = {option.code: option.label for option in item.options}
        return ", ".join(labels.get(code, code) for code in answer) or "aucun"
    if isinstance(answer, date):
        return f"{answer:%d/%m/%Y}"
    if isinstance(answer, Decimal):
        return f"{answer.normalize():f}".replace(".", ",")
    return f"« {answer} »"


_Pair = tuple[Item, Answer]
_Answered = dict[str, _Pair]


def _answered(questionnaire: Questionnaire, answers: Answers) -> _Answered:
    items = shown_items(questionnaire, answers)
    return {item.link_id: (item, answers[item.link_id]) for item in items if item.link_id in answers}


def _ids(questionnaire: Questionnaire) -> set[str]:
    return {item.link_id for item in questionnaire.items}


def _sentence(item: Item, now: _Pair | None, before: _Pair | None) -> str:
    if now is None:
        return f"{item.short} : non renseigné (était {_with_unit(*before)})." if before else ""
    if before is None or now[0].kind is not before[0].kind:
        return f"{item.short} : {_with_unit(*now)} (première réponse)."
    if now[1] == before[1]:
        return ""
    same_unit = now[0].unit == before[0].unit and isinstance(now[1], Decimal)
    was = answer_in_french(*before) if same_unit else _with_unit(*before)
    return f"{item.short} : {_with_unit(*now)} (était {was})."


def _with_unit(item: Item, answer: Answer) -> str:
    text = answer_in_french(item, answer)
    return f"{text}\u00a0{item.unit}" if item.unit and isinstance(answer, Decimal) else text
