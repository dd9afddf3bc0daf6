"""The state of one reading, and the folding of what was said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from brasdroit.reception.agenda.types import SlotSearch

HORIZON_DAYS = 90
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "quinze": 15,
}  # fmt: skip


def number(text: str) -> int:
    """« 12 » or « trois »; raises ValueError on any other word."""
    return NUMBERS[text] if text in NUMBERS else int(text)


def folded(text: str) -> str:
    """Lower case, no accent, straight apostrophes, single spaces, one space at each end."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", "'")).casefold()
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return f" {' '.join(kept.split())} "


@dataclass(slots=True)
class Reading:
    """The state of one reading: the text still to understand and what the understood pieces say."""

    today: date
    rest: str
    names: tuple[tuple[str, str, str], ...]
    first: date | None = None
    last: date | None = None
    weekdays: set[int] = field(default_factory=set)
    excluded: set[int] = field(default_factory=set)
    practitioners: list[str] = field(default_factory=list)
    after: time | None = None
    before: time | None = None
    minutes: int | None = None
    urgent: bool = False
    understood: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def apply(self, pattern: re.Pattern[str], action: Callable[[Reading, re.Match[str]], str | None]) -> None:
        """Hand every match to its action and take it out of the text, unless the action makes nothing of it."""

        def consume(match: re.Match[str]) -> str:
            said = action(self, match)
            if said:
                self.understood.append(said)
            return " | " if said is not None else match[0]

        self.rest = pattern.sub(consume, self.rest)

    def read_practitioners(self) -> None:
        """Take out the practitioners' names."""
        for folded, code, name in sorted(self.names, key=lambda each: -len(each[0])):
            pattern = rf"\b(?:avec |chez )?(?:le |la )?(?:dr |docteur )?{re.escape(folded)}\b"
            self.rest, found = re.subn(pattern, " | ", self.rest) if folded else (self.rest, 0)
            if found and code not in self.practitioners:
                self.practitioners.append(code)
                self.understood.append(f"avec {name}")

    def between(self, first: date, last: date) -> None:
        """Narrow the period; several pieces keep what they share, or the last one when they share nothing."""
        first = max(first, self.today)
        merged = max(first, self.first or first), min(last, self.last or last)
        self.first, self.last = merged if merged[0] <= merged[1] else (first, max(first, last))

    def search(self, minutes: int, limit: int | None) -> SlotSearch:
        """The search that the pieces add up to."""
        first = self.first or self.today
        last = max(first, self.last or first + timedelta(days=HORIZON_DAYS))
        weekdays = self.weekdays or (set(range(7)) if self.excluded else set())
        weekdays -= self.excluded
        period = {(first + timedelta(days=each)).weekday() for each in range(min((last - first).days, 6) + 1)}
        if self.weekdays and not weekdays & period:
            # « demain ou jeudi » said on a Monday: both are meant, the two pieces are alternatives.
            weekdays, last = weekdays | period, first + timedelta(days=6)
        after = self.after if self.after is None or self.before is None or self.after < self.before else None
        chosen = tuple(self.practitioners)
        return SlotSearch(
            first,
            last,
            self.minutes or minutes,
            chosen,
            None,
            frozenset(weekdays),
            after,
            self.before,
            self.urgent,
            limit,
        )
