"""How far a patient is in one series: written by the evaluation, read by the forecast and the selection."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from brasdroit.pathway.immunisation.rules.case import Case, Given
from brasdroit.pathway.immunisation.rules.compiled import CompiledDose, CompiledSeries
from brasdroit.pathway.immunisation.types import DoseEvaluation, DoseReason, DoseStatus, Interval, IntervalFrom


@dataclass(slots=True)
class Progress:
    """The state of one patient series while its doses are read in order.

    `position`: the dose of the series waited for (a recurring dose stays there); `satisfied`: for each satisfied target dose its
    place in the series and the dose that did it; `previous`: the last dose an interval may be counted from (CALCDTINT-1).
    """

    series: CompiledSeries
    position: int = 0
    evaluations: list[DoseEvaluation] = field(default_factory=list)
    statuses: dict[int, DoseStatus] = field(default_factory=dict)
    satisfied: list[tuple[int, Given]] = field(default_factory=list)
    inadvertent: set[int] = field(default_factory=set)
    previous: date | None = None
    last_evaluated: date | None = None
    last_inadvertent: date | None = None

    def waits(self) -> CompiledDose | None:
        """The target dose to satisfy next; None: the series is finished."""
        doses = self.series.doses
        return doses[self.position] if self.position < len(doses) else None

    def record(self, given: Given, status: DoseStatus, reasons: tuple[DoseReason, ...]) -> None:
        """Keep what `given` is worth against the target dose waited for."""
        target = len(self.satisfied) + 1 if status is DoseStatus.VALID else None
        self.evaluations.append(DoseEvaluation(given.place, status, reasons, target))
        self.statuses[given.rank] = status
        if status is not DoseStatus.SUBSTANDARD and DoseReason.SERIES_FINISHED not in reasons:
            self.last_evaluated = given.on
        if DoseReason.INADVERTENT in reasons:
            self.inadvertent.add(given.rank)
            self.last_inadvertent = given.on
        elif status is DoseStatus.VALID or status is DoseStatus.NOT_VALID:
            self.previous = given.on
        if status is DoseStatus.VALID:
            self._satisfy(given)

    def _satisfy(self, given: Given) -> None:
        self.satisfied.append((self.position, given))
        if not self.series.doses[self.position].rule.recurring:
            self.position += 1

    def satisfied_on(self, number: int) -> date | None:
        """The day the target dose `number` (1 = first of the series) was satisfied; None: skipped or not yet."""
        return next((given.on for place, given in self.satisfied if place == number - 1), None)


def counted_from(interval: Interval, progress: Progress, case: Case, before: int) -> date | None:
    """The day `interval` is counted from, looking at doses ranked before `before`; None: there is none (CALCDTINT-1, 2, 8, 9)."""
    origin = interval.counted_from
    if origin is IntervalFrom.PREVIOUS_DOSE:
        return progress.previous
    if origin is IntervalFrom.TARGET_DOSE:
        return progress.satisfied_on(interval.target_dose or 1)
    if origin is IntervalFrom.PRODUCTS:
        return _last_of(interval.products, progress, case, before)
    return case.observed.get(interval.observation or "")


def _last_of(products: frozenset[str], progress: Progress, case: Case, before: int) -> date | None:
    for given in reversed(case.given[:before]):
        if given.product in products and given.rank not in progress.inadvertent:
            return given.on
    return None
