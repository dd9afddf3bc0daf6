"""Building an answer: dates compared with the day, and the French sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.screening.rules.spans import after
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningStatus

SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answers: the programme, its source and the day."""

    target: str
    label: str
    source: str
    to_verify: bool
    margin: str
    on: date

    def answer(
        self, status: ScreeningStatus, code: str, text: str, *, earliest: date | None = None, recommended: date | None = None,
        latest: date | None = None, number: int | None = None, missing: tuple[str, ...] = (),
    ) -> ScreeningAnswer:  # fmt: skip
        """An answer that begins with the label of the programme and ends with « à vérifier » where the source is weak."""
        doubt = " À vérifier." if self.to_verify else ""
        explanation = f"{self.label}{SPACE}: {text}.{doubt}"
        return ScreeningAnswer(
            self.target,
            status,
            code,
            explanation,
            (self.source,),
            earliest,
            recommended,
            latest,
            number,
            missing,
            self.to_verify,
        )

    def not_indicated(self, code: str, text: str) -> ScreeningAnswer:
        """The programme is not for this patient."""
        return self.answer(ScreeningStatus.NOT_INDICATED, code, text)

    def undetermined(self, code: str, text: str, *missing: str) -> ScreeningAnswer:
        """A fact is missing that decides."""
        return self.answer(ScreeningStatus.UNDETERMINED, code, text, missing=missing)

    def waiting(self, due_on: date, code: str, text: str, latest: date | None, *, first: bool) -> ScreeningAnswer:
        """Nothing today, an examination on `due_on`: NOT_YET for a first one, UP_TO_DATE after another."""
        status = ScreeningStatus.NOT_YET if first else ScreeningStatus.UP_TO_DATE
        return self.answer(status, code, text, earliest=due_on, recommended=due_on, latest=latest)

    def to_do(self, due_on: date, code: str, text: str, latest: date | None) -> ScreeningAnswer:
        """An examination whose day `due_on` has come; OVERDUE past the margin of the edition."""
        late = after(self.margin, due_on) < self.on
        status = ScreeningStatus.OVERDUE if late else ScreeningStatus.DUE
        return self.answer(status, code, text, earliest=due_on, recommended=due_on, latest=latest)

    def next_due(self, due_on: date, code: str, text: str, latest: date | None, *, first: bool) -> ScreeningAnswer:
        """`waiting` or `to_do`, as the day has come or not; the sentence is completed with the day."""
        if due_on > self.on:
            return self.waiting(
                due_on, code, f"{text}{SPACE}; prochain à partir du {numeric_date(due_on)}", latest, first=first
            )
        return self.to_do(due_on, code, f"{text}{SPACE}; à faire depuis le {numeric_date(due_on)}", latest)

    def first_due(self, start: date, code: str, text: str, latest: date | None) -> ScreeningAnswer:
        """An examination never made: from `start` on, then due now on any day ("prevention", section 2.1), never late."""
        if start > self.on:
            return self.next_due(start, code, text, latest, first=True)
        said = f"{text}{SPACE}; à faire dès maintenant"
        return self.answer(ScreeningStatus.DUE, code, said, earliest=start, recommended=self.on, latest=latest)
