"""The legal obligations ("prevention", section 1.3): a layer beside the recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brasdroit.pathway.prevention.rules.programmes import State
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.types import ObligationStatus, Status
from brasdroit.reference.immunisation import Obligation, obligations_on

_FIRST_YEAR = 1950


def obligations_of(known: Situation) -> tuple[Obligation, ...]:
    """The obligations that bear on this patient on this day."""
    return tuple(one for one in texts_on(known.on) if one.concerns(known.facts.born_on, known.codes))


def texts_on(on: date) -> tuple[Obligation, ...]:
    """The obligations in force on `on`, whoever they bear on."""
    return obligations_on(on) if on.year >= _FIRST_YEAR else ()


def obligation_status(
    target: str, states: Sequence[State], bearing: Sequence[Obligation], known: Situation
) -> ObligationStatus:
    """COMPLIANT when every compulsory dose whose age has come is valid; MISSING when one could have been given; else IN_PROGRESS."""
    if not any(target in one.targets for one in bearing):
        return ObligationStatus.NONE
    if target in known.facts.certified:
        return ObligationStatus.CERTIFIED_CONTRAINDICATION
    state = _compulsory(states)
    return ObligationStatus.NONE if state is None else _status(state, known)


def obligation_sources(target: str, bearing: Sequence[Obligation]) -> tuple[str, ...]:
    """The texts that make `target` compulsory for this patient."""
    return tuple(dict.fromkeys(one.source for one in bearing if target in one.targets))


def _compulsory(states: Sequence[State]) -> State | None:
    """The programme whose doses the law counts: a complete one, else one that waits for a dose."""
    counted = [
        one
        for one in states
        if one.series is not None and (one.concerned or one.programme.obligation_only) and _has_compulsory_doses(one)
    ]
    complete = [one for one in counted if one.status is Status.COMPLETE]
    waiting = [one for one in counted if one.next_dose is not None]
    return next(iter((*complete, *waiting)), None)


def _has_compulsory_doses(state: State) -> bool:
    return any(dose.obligatory for series in state.programme.series for dose in series.doses)


def _status(state: State, known: Situation) -> ObligationStatus:
    if state.next_dose is None or not state.next_dose.obligatory:
        return ObligationStatus.COMPLIANT
    if state.recommended is not None and state.recommended < known.on:
        return ObligationStatus.MISSING
    late = state.wanted_on is not None and state.wanted_on <= known.on
    return ObligationStatus.COMPLIANT if state.valid_doses and not late else ObligationStatus.IN_PROGRESS
