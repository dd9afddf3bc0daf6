"""Which vaccine to propose for several targets at once, and how many injections a visit may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brasdroit.reference.editions import Edition, NoEditionInForce, Value, load

_RULES = {"injections_a_visit", "postponed", "gathered", "order"}


@dataclass(frozen=True, slots=True)
class Combination:
    """One injection for several targets: usable between two ages when all of `wants` are wanted. `gives`: target -> component."""

    label: str
    ages: tuple[str | None, str | None]
    wants: frozenset[str]
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanRules:
    """How a catch-up plan is made. `order`: targets, the most urgent first; `postponed`: the wait for what does not fit in a visit.

    `gathered`: how long a dose may wait for others of the same visit.
    """

    combinations: tuple[Combination, ...]
    order: tuple[str, ...]
    injections_a_visit: int
    postponed: str
    gathered: str


def plan_rules_on(day: date) -> PlanRules:
    """The rules in force on `day`; the oldest ones for an earlier day."""
    book = load(__package__, "combinations")
    try:
        return _rules(book.on(day).valid_from)
    except NoEditionInForce:
        return _rules(book.editions[0].valid_from)


@lru_cache(maxsize=8)
def _rules(day: date) -> PlanRules:
    edition: Edition = load(__package__, "combinations").on(day)
    return PlanRules(
        combinations=tuple(_combination(value) for key, value in edition.items() if key not in _RULES),
        order=tuple(edition["order"].raw),
        injections_a_visit=edition["injections_a_visit"].integer(),
        postponed=edition["postponed"].text(),
        gathered=edition["gathered"].text(),
    )


def _combination(value: Value) -> Combination:
    raw = value.raw
    start, end = raw["ages"]
    return Combination(raw["label"], (start, end), frozenset(raw["wants"]), dict(raw["gives"]))
