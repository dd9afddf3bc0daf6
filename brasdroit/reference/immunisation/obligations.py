"""The legal obligations, apart from the recommendations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brasdroit.reference.editions import Value, load


@dataclass(frozen=True, slots=True)
class Obligation:
    """Targets that are compulsory for those born between two days (end excluded), or in some situation."""

    key: str
    targets: frozenset[str]
    source: str
    born_from: date | None = None
    born_to: date | None = None
    conditions: frozenset[str] = frozenset()

    def concerns(self, born_on: date, conditions: frozenset[str]) -> bool:
        """Whether it bears on someone born on that day, with these conditions."""
        if (self.born_from and born_on < self.born_from) or (self.born_to and born_on >= self.born_to):
            return False
        return not self.conditions or bool(self.conditions & conditions)


@lru_cache(maxsize=64)
def obligations_on(day: date) -> tuple[Obligation, ...]:
    """The obligations in force on `day`; NoEditionInForce before 1950."""
    return tuple(_obligation(value) for value in load(__package__, "obligations").on(day).values())


def _obligation(value: Value) -> Obligation:
    raw = value.raw
    conditions = frozenset(raw.get("conditions", ()))
    return Obligation(
        value.key, frozenset(raw["targets"]), value.source, raw.get("born_from"), raw.get("born_to"), conditions
    )
