"""Screening rules: facts, an edition and a day in; one explained answer per programme out. Facts: "prevention", section 2."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from brasdroit.pathway.screening.rules.cervical import TARGET, TESTS, assess_cervical
from brasdroit.pathway.screening.rules.history import contradictory
from brasdroit.pathway.screening.rules.periodic import assess_periodic, belongs
from brasdroit.pathway.screening.rules.windows import assess_windows
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningFacts, ScreeningResult
from brasdroit.reference.screening import Programme, ScreeningEdition, WindowProgramme

_CERVICAL_PLACE = 2


def assess_screenings(facts: ScreeningFacts, edition: ScreeningEdition, on: date) -> tuple[ScreeningAnswer, ...]:
    """Every programme of `edition` for one patient on `on`, the organised ones first; results after `on` are ignored."""
    return tuple(assess_screening(target, facts, edition, on) for target in screening_targets(edition))


def assess_screening(target: str, facts: ScreeningFacts, edition: ScreeningEdition, on: date) -> ScreeningAnswer:
    """One programme of `screening_targets`; only the results of this target are looked at."""
    if target == TARGET:
        return assess_cervical(edition.cervical, facts, edition.margin, on)
    programme = _by_key(edition)[target]
    if isinstance(programme, WindowProgramme):
        return assess_windows(programme, facts, on)
    return assess_periodic(programme, facts, edition.margin, on)


def is_of_programme(one: ScreeningResult, edition: ScreeningEdition) -> bool:
    """Whether the test of this examination is one that its programme, among `screening_targets`, counts."""
    if one.target == TARGET:
        return one.test in TESTS
    programme = _by_key(edition)[one.target]
    return isinstance(programme, WindowProgramme) or belongs(programme, one)


@lru_cache(maxsize=64)
def screening_targets(edition: ScreeningEdition) -> tuple[str, ...]:
    """The programmes of `edition` in the order of the answers."""
    found = [one.key for one in edition.periodic]
    found.insert(_CERVICAL_PLACE, TARGET)
    return (*found, *(one.key for one in edition.windows))


@lru_cache(maxsize=64)
def _by_key(edition: ScreeningEdition) -> Mapping[str, Programme | WindowProgramme]:
    found: dict[str, Programme | WindowProgramme] = {one.key: one for one in edition.periodic}
    return found | {one.key: one for one in edition.windows}


__all__ = [
    "assess_cervical",
    "assess_periodic",
    "assess_screening",
    "assess_screenings",
    "assess_windows",
    "contradictory",
    "is_of_programme",
    "screening_targets",
]
