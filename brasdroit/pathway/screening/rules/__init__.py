"""Screening rules: facts, an edition and a day in; one explained answer per programme out. Facts: "prevention", section 2."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.screening.rules.cervical import assess_cervical
from brasdroit.pathway.screening.rules.history import contradictory
from brasdroit.pathway.screening.rules.periodic import assess_periodic
from brasdroit.pathway.screening.rules.windows import assess_windows
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningFacts
from brasdroit.reference.screening import ScreeningEdition


def assess_screenings(facts: ScreeningFacts, edition: ScreeningEdition, on: date) -> tuple[ScreeningAnswer, ...]:
    """Every programme of `edition` for one patient on `on`, the organised ones first; results after `on` are ignored."""
    answers = [assess_periodic(programme, facts, edition.margin, on) for programme in edition.periodic]
    answers.insert(2, assess_cervical(edition.cervical, facts, edition.margin, on))
    return (*answers, *(assess_windows(programme, facts, on) for programme in edition.windows))


__all__ = ["assess_cervical", "assess_periodic", "assess_screenings", "assess_windows", "contradictory"]
