"""Reading what was typed in the search box: names, a birth date or part of it, a telephone number, a matricule.

« martin marie 14/03/1961 », « 06 12 34 56 78 », « 2 61 03 75 … », « martin 1961 » need no field and no mode.
"""

import re
from dataclasses import dataclass
from datetime import date

from brasdroit.foundation.clock.dates import MONTH_PATTERN, PartialDate, UnreadableDate, parse_date, parse_partial_date
from brasdroit.foundation.codes.checks import CodeKind, check, compacted
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.search.text import tokens, unaccented

_DATE = re.compile(
    r"(?<![\w/])(?:"
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}(?:ER)?[\s\-]+" + MONTH_PATTERN + r"[\s\-]+(?:\d{4}|\d{2})"
    r"|\d{1,2} \d{1,2} \d{4}|\d{8}"
    r")(?![\w/])",
)
_PARTIAL = re.compile(
    r"(?<![\w/])(?:\d{1,2}[/.\-]\d{4}|\d{4}-\d{2}|" + MONTH_PATTERN + r"\s+(?:1[89]|20)\d{2}|\d{1,2}[/.]\d{1,2}"
    r"|\d{1,2}(?:ER)?\s+" + MONTH_PATTERN + r"|(?:1[89]|20)\d{2})(?![\w/])",
)
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}|00\d{1,3}|0)[\s.\-]?(?:\(0\)\s?)?\d(?:[\s.\-]?\d){6,12}(?!\w)")
_INS = re.compile(r"(?<!\w)[1-478](?:[\s.]?\d){4}[\s.]?(?:\d[\s.]?\d|2[\s.]?[AB])(?:[\s.]?\d){6}(?:[\s.]?\d{2})?(?!\w)")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_DIGITS = re.compile(r"\d+(?:[\s.]\d+)*")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What was understood; every part found narrows the search (they are combined with « and »).

    `words` are folded (see `text.tokens`), in the order typed. `birth_date` is a whole date, `birth_partial` a year,
    a month and a year, or a day and a month. `phone` is E.164. `ins` has 13 or 15 characters; `ins_valid` is False
    when its key is wrong, None without one. `digits` is a run that is none of these: part of a telephone number,
    say. `problem` is one French sentence about a part that could not be used.
    """

    words: tuple[str, ...] = ()
    birth_date: date | None = None
    birth_partial: PartialDate | None = None
    phone: str | None = None
    ins: str | None = None
    ins_valid: bool | None = None
    email: str | None = None
    digits: str | None = None
    problem: str | None = None

    @property
    def empty(self) -> bool:
        """True when nothing was understood, so that a caller does not list everybody."""
        return self == SearchQuery(problem=self.problem)


def parse_query(text: str, today: date) -> SearchQuery:
    """Understand free text; total: any text gives a query. `today` decides the century of a two-digit year."""
    if not any(char.isdigit() or char == "@" for char in text):
        return SearchQuery(words=tokens(text))
    reader = _Reader(text, today)
    for step in (reader.email, reader.ins, reader.date, reader.phone, reader.partial, reader.digits):
        step()
    return SearchQuery(words=tokens(reader.rest), **reader.found)  # type: ignore[arg-type]


class _Reader:
    """Takes the parts out of the text one after the other; what remains are the words."""

    def __init__(self, text: str, today: date) -> None:
        self.rest = unaccented(text)
        self.today = today
        self.found: dict[str, object] = {}

    def email(self) -> None:
        if taken := self._take(_EMAIL):
            self.found["email"] = taken.lower()

    def ins(self) -> None:
        if taken := self._take(_INS):
            number = compacted(taken)
            self.found |= {"ins": number, "ins_valid": check(CodeKind.NIR, number).valid if len(number) == 15 else None}

    def date(self) -> None:
        if taken := self._take(_DATE):
            try:
                self.found["birth_date"] = parse_date(taken, self.today)
            except UnreadableDate as error:
                self.found["problem"] = str(error)

    def phone(self) -> None:
        if (match := _PHONE.search(self.rest)) and (number := phone_e164(match[0])):
            self._cut(match)
            self.found["phone"] = number

    def partial(self) -> None:
        if "birth_date" in self.found:
            return
        if (match := _PARTIAL.search(self.rest)) and (partial := parse_partial_date(match[0])):
            self._cut(match)
            self.found["birth_partial"] = partial

    def digits(self) -> None:
        if taken := self._take(_DIGITS):
            self.found["digits"] = compacted(taken)

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        if match := pattern.search(self.rest):
            self._cut(match)
            return match[0]
        return None

    def _cut(self, match: re.Match[str]) -> None:
        self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
