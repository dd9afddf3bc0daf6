"""What each recorded examination is worth: those set aside are told, none breaks the others."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.prevention.rules.wording import dose_sentence
from brasdroit.pathway.prevention.types import PreventionFacts, ResultAnswer
from brasdroit.pathway.screening.rules import contradictory, is_of_programme, screening_targets
from brasdroit.pathway.screening.types import ScreeningResult
from brasdroit.reference.screening import ScreeningEdition


def answer_results(facts: PreventionFacts, edition: ScreeningEdition, on: date) -> tuple[ResultAnswer, ...]:
    """One answer per examination, in the order of the record."""
    found = [_answer(index, None, "examination_unreadable") for index in facts.unplaced_screenings]
    found += [_judged(one, facts, edition, on) for one in facts.screenings]
    return tuple(sorted(found, key=lambda one: one.index))


def _judged(one: ScreeningResult, facts: PreventionFacts, edition: ScreeningEdition, on: date) -> ResultAnswer:
    if one.target not in screening_targets(edition):
        return _answer(one.index, one.target, "examination_unknown")
    if not is_of_programme(one, edition):
        return _answer(one.index, one.target, "examination_of_another_programme")
    if one.on < facts.born_on:
        return _answer(one.index, one.target, "examination_before_birth")
    if one.on > on:
        return _answer(one.index, one.target, "examination_in_future")
    if contradictory(other for other in facts.screenings if other.target == one.target) == one.on:
        return _answer(one.index, one.target, "examination_contradictory")
    return ResultAnswer(one.index, one.target, counted=True)


def _answer(index: int, target: str | None, code: str) -> ResultAnswer:
    return ResultAnswer(index, target, counted=False, code=code, explanation=dose_sentence(code))
