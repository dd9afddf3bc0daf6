"""What each recorded dose is worth, target by target, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from brasdroit.pathway.immunisation.types import DoseEvaluation, DoseReason, DoseStatus
from brasdroit.pathway.prevention.rules.history import Entry, History
from brasdroit.pathway.prevention.rules.periods import at_age
from brasdroit.pathway.prevention.rules.programmes import State
from brasdroit.pathway.prevention.rules.translation import PAST
from brasdroit.pathway.prevention.rules.wording import dose_sentence
from brasdroit.pathway.prevention.types import DoseAnswer
from brasdroit.reference.immunisation import Edition, Programme

_PARTS = {"DT-full": "dtp", "DT-reduced": "dtp", "DT": "dtp", "T": "dtp", "D": "dtp", "IPV": "dtp", "MMR-part": "mmr"}
_REASONS = {
    DoseReason.AGE_TOO_YOUNG: "too_young",
    DoseReason.INTERVAL_TOO_SOON: "too_soon",
    DoseReason.CONFLICT: "live_vaccines_too_close",
    DoseReason.WRONG_PRODUCT: "wrong_product",
    DoseReason.PRODUCT_AGE: "product_not_at_this_age",
    DoseReason.AGE_TOO_OLD: "too_old",
}


class Evaluated(NamedTuple):
    """What a dose is worth in one programme."""

    dose: DoseEvaluation
    programme: Programme
    concerned: bool

    @property
    def is_refused(self) -> bool:
        """A dose that does not count in a programme of this patient; past the age limit it is beside it, unless the limit is strict."""
        if not self.concerned:
            return False
        if DoseReason.AGE_TOO_OLD in self.dose.reasons:
            return self.programme.strict_limit
        return self.dose.status is DoseStatus.NOT_VALID


@dataclass(frozen=True, slots=True)
class Known:
    """What a dose is read with: the target of each component, the targets a programme asks for today outside campaigns."""

    targets: Mapping[str, str]
    asked: frozenset[str]


def answer_doses(history: History, states: tuple[State, ...], edition: Edition) -> tuple[DoseAnswer, ...]:
    """One answer per dose and target, in the order of the record."""
    evaluations = _by_entry(history, states)
    asked = (one.programme for one in states if one.concerned and one.series is not None)
    lasting = frozenset(one.target for one in asked if one.campaign is None and not one.obligation_only)
    known = Known(_targets(edition), lasting)
    found: list[DoseAnswer] = []
    for place, entry in enumerate(history.entries):
        found += _answers(entry, evaluations.get(place, {}), known)
    return tuple(found)


def _by_entry(history: History, states: Iterable[State]) -> dict[int, dict[str, list[Evaluated]]]:
    """Place of the entry -> target -> its evaluations by the programmes of the age of the dose, those of the patient first."""
    found: dict[int, dict[str, list[Evaluated]]] = {}
    for state in sorted(states, key=lambda one: not one.concerned):
        for evaluation in state.series.evaluations if state.series else ():
            place = history.origins[evaluation.index]
            if not at_age(state.programme.applies, history.born_on, history.engine_doses[evaluation.index].on):
                continue
            evaluated = Evaluated(evaluation, state.programme, state.concerned)
            found.setdefault(place, {}).setdefault(state.programme.target, []).append(evaluated)
    return found


@lru_cache(maxsize=8)
def _targets(edition: Edition) -> Mapping[str, str]:
    """Component -> target: what a series counts, then what it only looks back at (Zostavax before Shingrix)."""
    programmes = sorted(edition.programmes, key=lambda one: one.obligation_only)
    doses = [
        (programme.target, dose) for programme in programmes for series in programme.series for dose in series.doses
    ]
    found: dict[str, str] = {}
    for target, dose in doses:
        for component in (*dose.vaccines, *(name for name, _, _ in dose.also)):
            found.setdefault(component, target)
    for target, dose in doses:
        for component in (name for one in dose.after for name in one.products):
            found.setdefault(component.removesuffix(PAST), target)
    return found


def _answers(entry: Entry, evaluations: Mapping[str, list[Evaluated]], known: Known) -> Iterator[DoseAnswer]:
    index = entry.dose.index
    wanted = dict.fromkeys(known.targets.get(name) or _PARTS.get(name) for name in entry.components)
    mine: list[str] = [target for target in wanted if target]
    if entry.set_aside:
        no_target: list[str | None] = [None]
        for one in [*mine] or no_target:
            yield _answer(index, one, entry.set_aside, valid=False)
    elif not mine:
        yield _answer(index, None, "outside_schedule", valid=True)
    else:
        for target in mine:
            yield _judged(target, entry, evaluations.get(target, []), known)


def _judged(target: str, entry: Entry, evaluations: list[Evaluated], known: Known) -> DoseAnswer:
    index = entry.dose.index
    if any(one.dose.status is DoseStatus.VALID for one in evaluations):
        return DoseAnswer(index, target, valid=True)
    if any(DoseReason.SERIES_FINISHED in one.dose.reasons for one in evaluations):
        return _answer(index, target, "extra_dose", valid=True)
    if refused := [one for one in evaluations if one.is_refused]:
        return _answer(index, target, _first_reason(refused), valid=False)
    if any(one.concerned for one in evaluations):
        return _answer(index, target, "after_age_limit", valid=True)
    return _unevaluated(target, entry, evaluations, known)


def _unevaluated(target: str, entry: Entry, evaluations: list[Evaluated], known: Known) -> DoseAnswer:
    """A part of a vaccine, a vaccine no series of the patient counts, or one that nothing asks for today."""
    index = entry.dose.index
    if any(_PARTS.get(name) == target for name in entry.components):
        return _answer(index, target, "completes" if entry.completed else "incomplete_valences", valid=entry.completed)
    if not evaluations and target in known.asked:
        return _answer(index, target, "wrong_product", valid=False)
    return _answer(index, target, "recorded", valid=True)


def _first_reason(evaluations: list[Evaluated]) -> str:
    reasons = (_REASONS.get(reason) for one in evaluations for reason in one.dose.reasons)
    return next((code for code in reasons if code), "not_valid")


def _answer(index: int, target: str | None, code: str, *, valid: bool) -> DoseAnswer:
    return DoseAnswer(index, target, valid, code, dose_sentence(code))
