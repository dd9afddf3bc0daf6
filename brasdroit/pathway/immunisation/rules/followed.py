"""A relevant series of a patient, evaluated and forecast, with what the selection compares (spec chapter 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.rules.periods import add, in_force
from brasdroit.pathway.immunisation.rules.progress import Progress
from brasdroit.pathway.immunisation.types import DoseStatus, Forecast, PatientSeries, Series, SeriesStatus


@dataclass(frozen=True)
class Followed:
    """One patient series."""

    case: Case
    progress: Progress
    rule: Series
    forecast: Forecast
    outcome: PatientSeries

    @classmethod
    def of(cls, case: Case, progress: Progress, forecast: Forecast) -> Self:
        """Gather what the selection compares and what is answered."""
        rule = progress.series.rule
        answer = PatientSeries(rule, tuple(progress.evaluations), forecast, len(progress.satisfied))
        return cls(case, progress, rule, forecast, answer)

    @property
    def is_complete(self) -> bool:
        """SELECTB-6."""
        return self.forecast.status is SeriesStatus.COMPLETE

    @property
    def is_in_process(self) -> bool:
        """SELECTB-16."""
        return self.forecast.status is SeriesStatus.NOT_COMPLETE and bool(self.progress.satisfied)

    @property
    def valid_doses(self) -> int:
        """SELECTB-21."""
        return len(self.progress.satisfied)

    @property
    def remaining(self) -> int:
        """How many target doses are not satisfied (SELECTB-5)."""
        return len(self.progress.series.doses) - self.progress.position

    @property
    def has_all_valid_doses(self) -> bool:
        """SELECTB-2."""
        return all(one.status is DoseStatus.VALID for one in self.progress.evaluations)

    @cached_property
    def finish(self) -> date | None:
        """SELECTB-12: the earliest date plus the longest minimum interval of the target doses after the next one."""
        start = self.forecast.earliest
        if start is None:
            return None
        later = self.progress.series.doses[self.progress.position + 1 :]
        ends = (
            add(start, interval.minimum)
            for dose in later
            for interval in dose.rule.intervals
            if interval.minimum and in_force(interval.in_force, self.case.on)
        )
        return max(ends, default=start)

    @cached_property
    def is_completable(self) -> bool:
        """SELECTB-3."""
        finish = self.finish
        if finish is None:
            return False
        age = self.progress.series.doses[-1].age_on(self.case.on)
        return age is None or age.maximum is None or finish < add(self.case.born_on, age.maximum)
