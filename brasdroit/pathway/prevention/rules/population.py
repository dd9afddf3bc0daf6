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
from brasdroit.pathway.immunisation.rules.compiled import CompiledGroup, CompiledSeries
from brasdroit.pathway.immunisation.rules.engine import answer
from brasdroit.pathway.prevention.rules.assessment import patient_of, screening_facts
from brasdroit.pathway.prevention.rules.campaigns import Season, seasons_on
from brasdroit.pathway.prevention.rules.conditions import of_screenings
from brasdroit.pathway.prevention.rules.history import read_history
from brasdroit.pathway.prevention.rules.obligations import obligation_status, obligations_of, texts_on
from brasdroit.pathway.prevention.rules.programmes import State, followed_series, refusal, speaking_state
from brasdroit.pathway.prevention.rules.relevant import Relevant, spoken_codes
from brasdroit.pathway.prevention.rules.relevant import relevant as relevant_programmes
from brasdroit.pathway.prevention.rules.situation import Situation, situation
from brasdroit.pathway.prevention.rules.targets import target_state
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
_ROOM, _ROOM_FOR_CONDITIONS = 20_000, 1_000
"""How many kinds of patients, and of conditions, are remembered before it starts again: flat memory."""


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
        self._proposing = _proposing(self._edition)
        self._spoken = spoken_codes(self._edition, self._groups, texts_on(on))
        self._relevant: dict[frozenset[str], Relevant] = {}
        self._gendered = any(series.rule.genders for series in _series(schedule))
        self._screenings = screening_edition_on(on)
        self._spoken_by_screenings = of_screenings(self._screenings)
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
        codes = known.codes & self._spoken
        sex = facts.sex if self._gendered else None
        alike = (
            facts.born_on, sex, codes, facts.pregnant, facts.weeks, facts.history_known, facts.conditions_known,
            facts.certified,
        )  # fmt: skip
        relevant = self._relevant_for(codes)
        shared = _remembered(self._undosed, alike)
        touched = relevant.touched(facts.doses)
        wanted = [target for target in relevant.programmes if target in touched or target not in shared]
        found = self._evaluated(known, relevant, wanted) if wanted else {}
        shared.update((target, one) for target, one in found.items() if target not in touched)
        return [found.get(target) or shared[target] for target in relevant.programmes]

    def _relevant_for(self, codes: frozenset[str]) -> Relevant:
        found = self._relevant.get(codes)
        if found is None:
            if len(self._relevant) >= _ROOM_FOR_CONDITIONS:
                self._relevant.clear()
            found = self._relevant[codes] = relevant_programmes(self._edition, self._groups, codes)
        return found

    def _evaluated(self, known: Situation, relevant: Relevant, targets: list[str]) -> dict[str, Standing]:
        """These targets, by the same steps as `assess`."""
        bearing = obligations_of(known)
        compulsory = frozenset[str]().union(*(one.targets for one in bearing))
        refusals: list[tuple[str, list[tuple[Programme, State | None]]]] = []
        run = set()
        for target in targets:
            asked = []
            for one in relevant.programmes[target]:
                if not one.obligation_only or target in compulsory or one.key in self._proposing:
                    refused = refusal(one, known, self._seasons.get(one.key))
                    asked.append((one, refused))
                    if refused is None or one.key in self._proposing:
                        run.add(one.key)
            refusals.append((target, asked))
        case = self._case(known, run) if run else None
        return {target: self._standing(target, asked, case, known, bearing) for target, asked in refusals}

    def _standing(
        self,
        target: str,
        asked: list[tuple[Programme, State | None]],
        case: Case | None,
        known: Situation,
        bearing: tuple[Obligation, ...],
    ) -> Standing:
        states = [self._state(one, refused, case, known) for one, refused in asked]
        obligation = obligation_status(target, states, bearing, known)
        if not states:
            return _silent(target, obligation)
        return _of_state(target_state(states, known), obligation)

    def _case(self, known: Situation, run: Container[str]) -> Case:
        history = read_history(known.facts, self._edition, self._on)
        return prepare(self._schedule, patient_of(known, history, self._edition, self._seasons, run), self._on)

    def _state(self, programme: Programme, refused: State | None, case: Case | None, known: Situation) -> State:
        if case is None or (refused is not None and programme.key not in self._proposing):
            return refused or State(programme, Status.NOT_INDICATED, "no_indication", concerned=False)
        found = answer(self._groups[programme.key], case)
        series = followed_series(programme, found.best, found.series)
        if refused is not None:
            return replace(refused, series=series)
        return speaking_state(programme, series, known, self._seasons.get(programme.key), self._edition)

    def _examinations(self, known: Situation) -> Iterable[Standing]:
        facts = known.facts
        codes = known.codes & self._spoken_by_screenings
        alike = (facts.born_on, facts.sex, codes, facts.pregnant, facts.weeks, facts.conditions_known)
        shared = _remembered(self._unscreened, alike)
        touched = {one.target for one in facts.screenings}
        wanted = [target for target in self._screening_targets if target in touched or target not in shared]
        found = self._screened(known, wanted) if wanted else {}
        shared.update((target, one) for target, one in found.items() if target not in touched)
        return [found.get(target) or shared[target] for target in self._screening_targets]

    def _screened(self, known: Situation, targets: list[str]) -> dict[str, Standing]:
        facts = screening_facts(known)
        answers = (assess_screening(target, facts, self._screenings, self._on) for target in targets)
        return {one.target: _of_screening(one) for one in answers}


def _series(schedule: CompiledSchedule) -> Iterable[CompiledSeries]:
    return (series for group in schedule.groups for antigen in group.antigens for series in antigen.series)


def _proposing(edition: Edition) -> frozenset[str]:
    """The programmes of the targets that propose something: their valid doses count even when they do not speak."""
    targets = {one.target for one in edition.programmes if one.proposal}
    return frozenset(one.key for one in edition.programmes if one.target in targets)


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


def _silent(target: str, obligation: ObligationStatus) -> Standing:
    return Standing(
        target, "immunisation", Status.NOT_INDICATED, "no_indication", None, None, None, None, obligation, ()
    )
