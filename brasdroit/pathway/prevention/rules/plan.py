"""A catch-up plan: what may be given today, then each next visit on its earliest useful day, until nothing is late.

Every visit is computed by the same assessment, as if the doses of the visits before had been given. The doctor decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from brasdroit.pathway.prevention.rules.assessment import target_states
from brasdroit.pathway.prevention.rules.periods import after, at_age
from brasdroit.pathway.prevention.rules.programmes import State
from brasdroit.pathway.prevention.types import PlannedInjection, PreventionFacts, RecordedDose, Status, Visit
from brasdroit.reference.immunisation import PlanRules, plan_rules_on

_PLANNED = 10_000
_MOST_VISITS = 12


def catch_up_plan(facts: PreventionFacts, on: date, length: str = "18m") -> tuple[Visit, ...]:
    """The visits from `on` over `length` (a span): each with its injections, the most urgent first, four at most.

    Somebody whose history is unknown is planned as never vaccinated. Contraindicated and undetermined targets are left out.
    """
    rules, end = plan_rules_on(on), after(length, on)
    return tuple(_visits(replace(facts, history_known=True), on, end, rules))


def _visits(facts: PreventionFacts, day: date, end: date, rules: PlanRules) -> Iterator[Visit]:
    for _ in range(_MOST_VISITS):
        states = target_states(facts, day)
        wanted = _wanted(states, rules)
        injections = _injections(wanted, facts, day, rules)
        kept = injections[: rules.injections_a_visit]
        if kept:
            yield Visit(day, kept)
            facts = _given(facts, kept, day)
        following = after(rules.postponed, day) if len(injections) > len(kept) else _next_day(facts, day, rules)
        if following is None or following > end:
            return
        day = following


def _wanted(states: Iterable[State], rules: PlanRules) -> dict[str, State]:
    """What is due, the most urgent target first."""
    due = [one for one in states if one.status in {Status.DUE, Status.OVERDUE} and one.next_dose is not None]
    rank = {target: place for place, target in enumerate(rules.order)}
    due.sort(key=lambda one: rank.get(one.programme.target, len(rank)))
    return {one.programme.target: one for one in due}


def _injections(
    wanted: dict[str, State], facts: PreventionFacts, day: date, rules: PlanRules
) -> tuple[PlannedInjection, ...]:
    """One injection per target, or per combination that covers it."""
    found: list[PlannedInjection] = []
    covered: set[str] = set()
    for target, state in wanted.items():
        if target not in covered:
            injection = _injection(target, state, wanted, facts, day, rules)
            covered.update(injection.targets)
            found.append(injection)
    return tuple(found)


def _injection(
    target: str, state: State, wanted: dict[str, State], facts: PreventionFacts, day: date, rules: PlanRules
) -> PlannedInjection:
    for one in rules.combinations:
        if target in one.gives and one.wants <= wanted.keys() and at_age(one.ages, facts.born_on, day):
            return PlannedInjection(one.label, tuple(one.gives), tuple(one.gives.values()))
    vaccines = state.next_dose.vaccines if state.next_dose else ()
    return PlannedInjection(state.programme.label, (target,), vaccines[:1])


def _given(facts: PreventionFacts, injections: tuple[PlannedInjection, ...], day: date) -> PreventionFacts:
    start = _PLANNED + len(facts.doses)
    doses = tuple(RecordedDose(start + place, day, one.components) for place, one in enumerate(injections))
    return replace(facts, doses=(*facts.doses, *doses))


def _next_day(facts: PreventionFacts, day: date, rules: PlanRules) -> date | None:
    """The next day of something recommended, put off a little so that what follows closely is given at the same visit.

    Never past the last useful day of what waits.
    """
    states = [one for one in target_states(facts, day) if one.recommended and one.recommended > day]
    first = min((one.recommended for one in states if one.recommended), default=None)
    if first is None:
        return None
    limit = after(rules.gathered, first)
    gathered = [one for one in states if one.recommended and one.recommended <= limit]
    last = max(one.recommended for one in gathered if one.recommended)
    return min((last, *(one.latest for one in gathered if one.latest)))
