"""What each recorded examination is worth: those set aside are told, none breaks the others."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.prevention.rules.wording import dose_sentence
from brasdroit.pathway.prevention.types import PreventionFacts, ResultAnswer
from brasdroit.pathway.screening.rules import contradictory
from brasdroit.pathway.screening.types import ScreeningResult


def answer_results(facts: PreventionFacts, targets: frozenset[str], on: date) -> tuple[ResultAnswer, ...]:
    """One answer per examination, in the order of the record. `targets`: the programmes of the edition."""
    found = [_answer(index, None, "examination_unreadable") for index in facts.unplaced_screenings]
    found += [_judged(one, facts, targets, on) for one in facts.screenings]
    return tuple(sorted(found, key=lambda one: one.index))


def _judged(one: ScreeningResult, facts: PreventionFacts, targets: frozenset[str], on: date) -> ResultAnswer:
    if one.target not in targets:
        return _answer(one.index, one.target, "examination_unknown")
    if one.on < facts.born_on:
        return _answer(one.index, one.target, "examination_before_birth")
    if one.on > on:
        return _answer(one.index, one.target, "examination_in_future")
    if contradictory(other for other in facts.screenings if other.target == one.target) == one.on:
        return _answer(one.index, one.target, "examination_contradictory")
    return ResultAnswer(one.index, one.target, counted=True)


def _answer(index: int, target: str | None, code: str) -> ResultAnswer:
    return ResultAnswer(index, target, counted=False, code=code, explanation=dose_sentence(code))
