"""One answer per target from the programmes that serve it: the most urgent one speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brasdroit.pathway.prevention.rules.periods import at_age
from brasdroit.pathway.prevention.rules.programmes import State
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.types import Status

_URGENCY = (
    Status.OVERDUE,
    Status.DUE,
    Status.CONTRAINDICATED,
    Status.UNDETERMINED,
    Status.NOT_YET,
    Status.UP_TO_DATE,
    Status.COMPLETE,
    Status.AGED_OUT,
    Status.NOT_INDICATED,
)
_SILENT = {Status.NOT_INDICATED, Status.AGED_OUT}


def target_state(states: Sequence[State], known: Situation) -> State:
    """The state that speaks for a target; `states` is not empty."""
    spoken = [one for one in states if one.concerned and not one.programme.obligation_only]
    first = next((one for one in spoken if one.programme.overrides and one.status not in _SILENT), None)
    if first is not None:
        return first
    if not spoken:
        return _silent(states, known)
    chosen = min(spoken, key=lambda one: _URGENCY.index(one.status))
    if chosen.status is Status.NOT_YET and any(one.status is Status.COMPLETE for one in spoken):
        return replace(chosen, status=Status.UP_TO_DATE, code="booster_later")
    return _proposed(chosen, states, known)


def _silent(states: Sequence[State], known: Situation) -> State:
    state = State(states[0].programme, Status.NOT_INDICATED, "no_indication", concerned=False, series=states[0].series)
    return _proposed(state, states, known)


def _proposed(chosen: State, states: Sequence[State], known: Situation) -> State:
    """What may be proposed without being recommended is told, not asked for."""
    if chosen.status not in _SILENT or chosen.valid_doses:
        return chosen
    for one in states:
        ages = one.programme.proposal_ages
        if one.programme.proposal and ages and at_age(ages, known.facts.born_on, known.on):
            return State(one.programme, Status.NOT_INDICATED, "may_be_proposed", series=one.series)
    return chosen
