"""A whole patient list on one day: the standings of `assess`, without its sentences, much faster.

    roll = Roll(on)
    for facts in patients:          # sorted by birth date, the list goes faster still
        roll.standings(facts)       # == standings_of(assess(facts, on)), held by a property test

What makes it fast changes no answer: a programme that does not speak today is not evaluated; a target of which the patient had
no dose, and a screening without a result, are answered once for all those alike on that day.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from brasdroit.pathway.immunisation.rules import CompiledSchedule
from brasdroit.pathway.immunisation.rules.case import Case, prepare
from brasdroit.pathway.immunisation.rules.compiled import CompiledGroup
from brasdroit.pathway.immunisation.rules.engine import answer
from brasdroit.pathway.prevention.rules.assessment import patient_of, screening_facts
from brasdroit.pathway.prevention.rules.campaigns import Season, seasons_on
from brasdroit.pathway.prevention.rules.history import read_history
from brasdroit.pathway.prevention.rules.obligations import obligation_status, obligations_of
from brasdroit.pathway.prevention.rules.programmes import State, followed_series, refusal, speaking_state
from brasdroit.pathway.prevention.rules.situation import Situation, situation
from brasdroit.pathway.prevention.rules.targets import target_state
from brasdroit.pathway.prevention.rules.touching import Touching
from brasdroit.pathway.prevention.rules.translation import compiled
from brasdroit.pathway.prevention.types import (
    ObligationStatus,
    PreventionAnswer,
    PreventionFacts,
    PreventionItem,
    Standing,
    Status,
)
from brasdroit.pathway.screening.rules import assess_screening, screening_targets
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningStatus
from brasdroit.reference.immunisation import Edition, Obligation, Programme, edition_on
from brasdroit.reference.screening import edition_on as screening_edition_on

_STATUSES = {one: Status(one.value) for one in ScreeningStatus}
_ROOM = 20_000
"""How many kinds of patients are remembered before it starts again: flat memory."""


def standings_of(answer: PreventionAnswer) -> tuple[Standing, ...]:
    """The standings of a full answer, in its order."""
    return tuple(_of_item(item) for item in answer.items)


class Roll:
    """The rules of one day, ready for a list of patients. Not to be shared between threads."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._edition = edition_on(on)
        seasons = seasons_on(self._edition, on)
        self._seasons: Mapping[str, Season] = dict(seasons)
        schedule = compiled(self._edition, seasons)
        self._schedule: CompiledSchedule = schedule
        self._groups: Mapping[str, CompiledGroup] = {one.rule.name: one for one in schedule.groups}
        self._targets = _targets(self._edition)
        self._proposing = _proposing(self._targets)
        self._touching = Touching(self._edition, schedule)
        self._screenings = screening_edition_on(on)
        self._screening_targets = screening_targets(self._screenings)
        self._undosed: dict[Hashable, dict[str, Standing]] = {}
        self._unscreened: dict[Hashable, dict[str, Standing]] = {}

    def standings(self, facts: PreventionFacts) -> tuple[Standing, ...]:
        """Every vaccination target then every screening of one patient; ValueError when born after the day."""
        if facts.born_on > self._on:
            raise ValueError(f"born {facts.born_on.isoformat()}, after {self._on.isoformat()}")
        known = situation(facts, self._edition, self._on)
        return (*self._vaccinations(known), *self._examinations(known))

    def _vaccinations(self, known: Situation) -> Iterable[Standing]:
        facts = known.facts
        alike = (
            facts.born_on, facts.sex, known.codes, facts.pregnant, facts.weeks, facts.history_known,
            facts.conditions_known, facts.certified,
        )  # fmt: skip
        shared = _remembered(self._undosed, alike)
        touched = self._touching.targets(facts.doses)
        wanted = [target for target in self._targets if target in touched or target not in shared]
        found = self._evaluated(known, wanted) if wanted else {}
        shared.update((target, one) for target, one in found.items() if target not in touched)
        return (found.get(target) or shared[target] for target in self._targets)

    def _evaluated(self, known: Situation, targets: list[str]) -> dict[str, Standing]:
        """These targets, by the same steps as `assess`."""
        bearing = obligations_of(known)
        refusals = {
            one.key: refusal(one, known, self._seasons.get(one.key))
            for target in targets
            for one in self._consulted(target, bearing)
        }
        run = {key for key, refused in refusals.items() if refused is None or key in self._proposing}
        case = self._case(known, run)
        found = {}
        for target in targets:
            states = [self._state(one, refusals[one.key], case, known) for one in self._consulted(target, bearing)]
            state = target_state(states, known)
            found[target] = _of_state(state, obligation_status(target, states, bearing, known))
        return found

    def _consulted(self, target: str, bearing: tuple[Obligation, ...]) -> list[Programme]:
        """The programmes that can weigh on the answer: those kept for the law do where a law bears on the patient."""
        programmes = self._targets[target]
        if any(target in one.targets for one in bearing):
            return programmes
        return [one for one in programmes if not one.obligation_only] or programmes

    def _case(self, known: Situation, run: Container[str]) -> Case:
        history = read_history(known.facts, self._edition, self._on)
        return prepare(self._schedule, patient_of(known, history, self._edition, self._seasons, run), self._on)

    def _state(self, programme: Programme, refused: State | None, case: Case, known: Situation) -> State:
        if refused is not None and programme.key not in self._proposing:
            return refused
        found = answer(self._groups[programme.key], case)
        series = followed_series(programme, found.best, found.series)
        if refused is not None:
            return replace(refused, series=series)
        return speaking_state(programme, series, known, self._seasons.get(programme.key), self._edition)

    def _examinations(self, known: Situation) -> Iterable[Standing]:
        facts = known.facts
        alike = (facts.born_on, facts.sex, known.codes, facts.pregnant, facts.weeks, facts.conditions_known)
        shared = _remembered(self._unscreened, alike)
        touched = {one.target for one in facts.screenings}
        wanted = [target for target in self._screening_targets if target in touched or target not in shared]
        screened = screening_facts(known) if wanted else None
        for target in self._screening_targets:
            one = shared.get(target) if target not in touched else None
            if one is None and screened is not None:
                one = _of_screening(assess_screening(target, screened, self._screenings, self._on))
                if target not in touched:
                    shared[target] = one
            if one is not None:
                yield one


def _targets(edition: Edition) -> dict[str, list[Programme]]:
    found: dict[str, list[Programme]] = {}
    for programme in edition.programmes:
        found.setdefault(programme.target, []).append(programme)
    return found


def _proposing(targets: Mapping[str, list[Programme]]) -> frozenset[str]:
    """The programmes of the targets that propose something: their valid doses count even when they do not speak."""
    proposing = (found for found in targets.values() if any(one.proposal for one in found))
    return frozenset(one.key for found in proposing for one in found)


def _remembered(known: dict[Hashable, dict[str, Standing]], alike: Hashable) -> dict[str, Standing]:
    found = known.get(alike)
    if found is None:
        if len(known) >= _ROOM:
            known.clear()
        found = known[alike] = {}
    return found


def _of_item(one: PreventionItem) -> Standing:
    return Standing(
        one.target,
        one.kind,
        one.status,
        one.code,
        one.dose,
        one.earliest,
        one.recommended,
        one.latest,
        one.obligation,
        one.missing,
    )


def _of_state(one: State, obligation: ObligationStatus) -> Standing:
    return Standing(
        one.programme.target,
        "immunisation",
        one.status,
        one.code,
        one.dose,
        one.earliest,
        one.recommended,
        one.latest,
        obligation,
        one.missing,
    )


def _of_screening(one: ScreeningAnswer) -> Standing:
    return Standing(
        one.target,
        "screening",
        _STATUSES[one.status],
        one.code,
        one.number,
        one.earliest,
        one.recommended,
        one.latest,
        ObligationStatus.NONE,
        one.missing,
    )
