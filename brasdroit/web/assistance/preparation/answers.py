"""Answers as a form posts them, read under the kind of each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from brasdroit.assistance.preparation.rules import shown_items
from brasdroit.assistance.preparation.types import Answer, Item, ItemKind, NoAnswer, Questionnaire
from brasdroit.foundation.clock.dates import UnreadableDate
from brasdroit.foundation.clock.days import parse_day
from brasdroit.foundation.clock.formats import numeric_date

PREFIX, ABSENT = "q-", "absent-"
YES, NO = "oui", "non"
_YEARS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Field:
    """A question as the form shows it."""

    item: Item
    name: str
    value: str
    chosen: tuple[str, ...]
    absent: str
    shown: bool
    error: str = ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The answers to choose from, empty for what is written."""
        if self.item.kind is ItemKind.YES_NO:
            return ((YES, "Oui"), (NO, "Non"))
        return tuple((option.code, option.label) for option in self.item.options)


def fields(questionnaire: Questionnaire, answers: Mapping[str, Answer], errors: Mapping[str, str]) -> list[Field]:
    """Every question with its answer; those a condition hides are there, hidden."""
    shown = {item.link_id for item in shown_items(questionnaire, answers)}
    return [
        _field(item, answers.get(item.link_id), errors.get(item.link_id, ""), shown=item.link_id in shown)
        for item in questionnaire.items
    ]


def _field(item: Item, answer: Answer | None, error: str, *, shown: bool) -> Field:
    absent = answer.value if isinstance(answer, NoAnswer) else ""
    return Field(item, PREFIX + item.link_id, _written(answer), _chosen(answer), absent, shown, error)


def _written(answer: Answer | None) -> str:
    if answer is None or isinstance(answer, (NoAnswer, bool, tuple)):
        return ""
    if isinstance(answer, Decimal):
        return f"{answer:f}".replace(".", ",")
    return numeric_date(answer) if isinstance(answer, date) else answer


def _chosen(answer: Answer | None) -> tuple[str, ...]:
    if isinstance(answer, bool):
        return (YES if answer else NO,)
    return answer if isinstance(answer, tuple) else ()


def read_answers(
    questionnaire: Questionnaire, post: QueryDict, today: date
) -> tuple[dict[str, Answer | None], dict[str, str]]:
    """(answers by question, None for an empty one; sentence by question that cannot be read)."""
    given: dict[str, Answer | None] = {}
    errors: dict[str, str] = {}
    for item in questionnaire.items:
        try:
            given[item.link_id] = _read(item, post, today)
        except (ValueError, InvalidOperation, UnreadableDate) as error:
            errors[item.link_id] = str(error) if isinstance(error, UnreadableDate) else _NUMBER
    return given, errors


_NUMBER = "Un nombre est attendu, par exemple 8."


def _read(item: Item, post: QueryDict, today: date) -> Answer | None:
    name = PREFIX + item.link_id
    if absent := post.get(ABSENT + item.link_id, ""):
        return NoAnswer(absent)
    if item.kind is ItemKind.CHOICE:
        return tuple(post.getlist(name)) or None
    text = post.get(name, "").strip()
    return _READERS[item.kind](text, today) if text else None


_READERS: dict[ItemKind, Any] = {
    ItemKind.TEXT: lambda text, _: text,
    ItemKind.YES_NO: lambda text, _: text == YES,
    ItemKind.NUMBER: lambda text, _: _number(text),
    ItemKind.DATE: lambda text, today: parse_day(text, today, future_days=_YEARS_AHEAD),
}


def _number(text: str) -> Decimal:
    number = Decimal(text.replace(",", ".").replace("\u202f", "").replace(" ", ""))
    if not number.is_finite() or len(text) > 12:
        raise ValueError(text)
    return number
