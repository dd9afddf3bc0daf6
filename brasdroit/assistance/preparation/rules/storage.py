"""Questions and answers as they are stored: plain JSON, read back under the kind of each question."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from brasdroit.assistance.preparation.types import (
    Answer,
    Answers,
    Condition,
    Item,
    ItemKind,
    NoAnswer,
    Operator,
    Option,
)

_ABSENT = "absent"
_REVIVE: Mapping[ItemKind, Callable[[Any], Answer]] = {
    ItemKind.TEXT: str,
    ItemKind.CHOICE: tuple,
    ItemKind.YES_NO: bool,
    ItemKind.NUMBER: Decimal,
    ItemKind.DATE: date.fromisoformat,
}


def items_to_json(items: Sequence[Item]) -> list[dict[str, Any]]:
    """The questions of a version as JSON."""
    return [_item_to_json(item) for item in items]


def _item_to_json(item: Item) -> dict[str, Any]:
    return {
        "link_id": item.link_id,
        "text": item.text,
        "kind": item.kind.value,
        "short": item.short,
        "required": item.required,
        "options": [{"code": option.code, "label": option.label} for option in item.options],
        "several": item.several,
        "unit": item.unit,
        "minimum": _number(item.minimum),
        "maximum": _number(item.maximum),
        "shown_if": [
            {"link_id": one.link_id, "operator": one.operator.value, "value": answer_to_json(one.value)}
            for one in item.shown_if
        ],
    }


def items_from_json(rows: Sequence[Mapping[str, Any]]) -> tuple[Item, ...]:
    """The questions of a stored version."""
    kinds: dict[str, ItemKind] = {row["link_id"]: ItemKind(row["kind"]) for row in rows}
    return tuple(_item_from_json(row, kinds) for row in rows)


def _item_from_json(row: Mapping[str, Any], kinds: Mapping[str, ItemKind]) -> Item:
    return Item(
        link_id=row["link_id"],
        text=row["text"],
        kind=kinds[row["link_id"]],
        short=row["short"],
        required=row["required"],
        options=tuple(Option(one["code"], one["label"]) for one in row["options"]),
        several=row["several"],
        unit=row["unit"],
        minimum=_decimal(row["minimum"]),
        maximum=_decimal(row["maximum"]),
        shown_if=tuple(_condition(one, kinds) for one in row["shown_if"]),
    )


def _condition(row: Mapping[str, Any], kinds: Mapping[str, ItemKind]) -> Condition:
    operator = Operator(row["operator"])
    kind = kinds.get(row["link_id"], ItemKind.TEXT)
    single = ItemKind.TEXT if kind is ItemKind.CHOICE else kind
    wanted = ItemKind.YES_NO if operator is Operator.EXISTS else single
    return Condition(row["link_id"], operator, _REVIVE[wanted](row["value"]))


def answers_to_json(answers: Answers) -> dict[str, Any]:
    """Answers as JSON."""
    return {link_id: answer_to_json(answer) for link_id, answer in answers.items()}


def answer_to_json(answer: Answer) -> Any:
    """One answer as JSON: numbers keep their digits, dates are ISO 8601."""
    if isinstance(answer, NoAnswer):
        return {_ABSENT: answer.value}
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, tuple):
        return list(answer)
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def answers_from_json(items: Sequence[Item], stored: Mapping[str, Any]) -> dict[str, Answer]:
    """Stored answers, under the kinds of the questions they were given to."""
    kinds = {item.link_id: item.kind for item in items}
    return {link_id: _answer(kinds[link_id], value) for link_id, value in stored.items() if link_id in kinds}


def _answer(kind: ItemKind, value: Any) -> Answer:
    return NoAnswer(value[_ABSENT]) if isinstance(value, dict) else _REVIVE[kind](value)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
