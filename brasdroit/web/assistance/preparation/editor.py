"""The questionnaire's editor: questions as a form posts them, and back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from brasdroit.assistance.preparation.types import Condition, Item, ItemKind, NoAnswer, Operator, Option

KINDS = (
    (ItemKind.YES_NO.value, "Oui ou non"),
    (ItemKind.CHOICE.value, "Choix dans une liste"),
    (ItemKind.TEXT.value, "Texte"),
    (ItemKind.NUMBER.value, "Nombre"),
    (ItemKind.DATE.value, "Date"),
)
OPERATORS = (("=", "est"), ("!=", "n’est pas"), (">", "dépasse"), ("<", "est sous"))
MAX_ITEMS, _SHORT = 60, 60
_LINK = re.compile(r"[a-z0-9-]{1,40}")


def read_items(post: QueryDict) -> list[Item]:
    """The questions of the form, in order; what cannot be read is left empty for the rules to name."""
    count = min(int(post.get("count", "0") or 0), MAX_ITEMS)
    kinds = {post.get(f"{n}-link", ""): _kind(post.get(f"{n}-kind", "")) for n in range(count)}
    return [_item(post, number, kinds) for number in range(count) if not post.get(f"{number}-remove")]


def _item(post: QueryDict, number: int, kinds: dict[str, ItemKind]) -> Item:
    def value(name: str) -> str:
        return post.get(f"{number}-{name}", "").strip()[:500]

    text, kind = value("text"), _kind(value("kind"))
    link = value("link")
    return Item(
        link_id=link if _LINK.fullmatch(link) else _slug(value("short") or text, number),
        text=text,
        kind=kind,
        short=(value("short") or text or f"Question {number + 1}")[:_SHORT],
        required=bool(post.get(f"{number}-required")),
        options=_options(post.get(f"{number}-options", "")) if kind is ItemKind.CHOICE else (),
        several=bool(post.get(f"{number}-several")) and kind is ItemKind.CHOICE,
        unit=value("unit")[:20] if kind is ItemKind.NUMBER else "",
        minimum=_number(value("minimum")) if kind is ItemKind.NUMBER else None,
        maximum=_number(value("maximum")) if kind is ItemKind.NUMBER else None,
        shown_if=_condition(value("if-link"), value("if-operator"), value("if-value"), kinds),
    )


def _kind(text: str) -> ItemKind:
    return ItemKind(text) if text in {code for code, _ in KINDS} else ItemKind.YES_NO


def _options(text: str) -> tuple[Option, ...]:
    labels = [line.strip()[:120] for line in text.splitlines() if line.strip()]
    return tuple(Option(_slug(label, place), label) for place, label in enumerate(labels))


def _slug(text: str, number: int) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or f"q{number + 1}"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _condition(link: str, operator: str, value: str, kinds: dict[str, ItemKind]) -> tuple[Condition, ...]:
    kind = kinds.get(link)
    if not link or not value or kind is None or operator not in {code for code, _ in OPERATORS}:
        return ()
    if kind is ItemKind.YES_NO:
        return (Condition(link, Operator(operator), value.lower().startswith("o")),)
    if kind is ItemKind.NUMBER:
        number = _number(value)
        return (Condition(link, Operator(operator), number),) if number is not None else ()
    wanted = _slug(value, 0) if kind is ItemKind.CHOICE else value
    return (Condition(link, Operator(operator), wanted),)


def blank(number: int) -> Item:
    """A new question."""
    return Item(link_id=f"question-{number + 1}", text="", kind=ItemKind.YES_NO, short="")


def moved(items: list[Item], action: str) -> list[Item]:
    """The questions after « up-3 » or « down-3 »."""
    way, _, place = action.partition("-")
    if way not in {"up", "down"} or not place.isdigit() or int(place) >= len(items):
        return items
    here = int(place)
    there = max(0, min(len(items) - 1, here + (-1 if way == "up" else 1)))
    items[here], items[there] = items[there], items[here]
    return items


def condition_value(item: Item) -> str:
    """The value of the condition as it is typed."""
    if not item.shown_if:
        return ""
    value = item.shown_if[0].value
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if isinstance(value, (tuple, NoAnswer)) else str(value)
