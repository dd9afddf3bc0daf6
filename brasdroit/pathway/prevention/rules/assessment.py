"""Composing the answer: one engine run, one item per target, one answer per dose, the screenings beside them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date

from brasdroit.pathway.immunisation.rules import Memory, evaluate_and_forecast
from brasdroit.pathway.immunisation.types import Gender, PatientFacts
from brasdroit.pathway.prevention.rules.campaigns import Season, seasons_on
from brasdroit.pathway.prevention.rules.conditions import spoken_of
from brasdroit.pathway.prevention.rules.doses import answer_doses
from brasdroit.pathway.prevention.rules.history import History, read_history
from brasdroit.pathway.prevention.rules.obligations import obligation_sources, obligation_status, obligations_of
from brasdroit.pathway.prevention.rules.openings import openings
from brasdroit.pathway.prevention.rules.programmes import State, programme_states
from brasdroit.pathway.prevention.rules.screenings import answer_results
from brasdroit.pathway.prevention.rules.situation import Situation, canonical, situation
from brasdroit.pathway.prevention.rules.targets import target_state
from brasdroit.pathway.prevention.rules.translation import compiled
from brasdroit.pathway.prevention.rules.wording import item
from brasdroit.pathway.prevention.types import PreventionAnswer, PreventionFacts, PreventionItem, Status
from brasdroit.pathway.screening.rules import assess_screenings
from brasdroit.pathway.screening.types import ScreeningAnswer, ScreeningFacts
from brasdroit.reference.immunisation import Edition, Obligation, edition_on
from brasdroit.reference.screening import edition_on as screening_edition_on

_GENDERS = {"F": Gender.FEMALE, "M": Gender.MALE}


def assess(facts: PreventionFacts, on: date, memory: Memory | None = None) -> PreventionAnswer:
    """Vaccinations, obligations and screenings of one patient on `on`, by the editions in force; ValueError when born later.

    `memory`: the engine's, one for a list of patients on one day; it changes the time, never the answer.
    """
    if facts.born_on > on:
        raise ValueError(f"born {facts.born_on.isoformat()}, after {on.isoformat()}")
    edition = edition_on(on)
    known = situation(facts, edition, on)
    history = read_history(facts, edition, on)
    states = _states(known, history, edition, memory)
    items = _items(known, states)
    return PreventionAnswer(
        on=on,
        edition=edition.name,
        items=(*items, *_screenings(known)),
        doses=answer_doses(history, states, edition),
        screenings=answer_results(facts, screening_edition_on(on), on),
        unknown_conditions=_unknown(known, edition),
    )


def target_states(facts: PreventionFacts, on: date) -> tuple[State, ...]:
    """The state that speaks for each vaccination target, with the rule of the dose waited for: what a plan is made of."""
    edition = edition_on(on)
    known = situation(facts, edition, on)
    states = _states(known, read_history(facts, edition, on), edition, None)
    return tuple(target_state(members, known) for members in _by_target(states).values())


def _by_target(states: Iterable[State]) -> dict[str, list[State]]:
    found: dict[str, list[State]] = {}
    for state in states:
        found.setdefault(state.programme.target, []).append(state)
    return found


def _states(known: Situation, history: History, edition: Edition, memory: Memory | None) -> tuple[State, ...]:
    seasons = seasons_on(edition, known.on)
    patient = patient_of(known, history, edition, dict(seasons))
    outcome = evaluate_and_forecast(compiled(edition, seasons), patient, known.on, memory)
    return programme_states(edition, outcome, known, dict(seasons))


def patient_of(
    known: Situation,
    history: History,
    edition: Edition,
    seasons: Mapping[str, Season],
    only: Container[str] | None = None,
) -> PatientFacts:
    """The patient in the words of the engine; `only`: the keys of the programmes that will be asked, None: all."""
    return PatientFacts(
        born_on=known.facts.born_on,
        gender=_GENDERS.get(known.facts.sex or "", Gender.UNKNOWN),
        doses=history.engine_doses,
        observations=(*known.observations(), *openings(edition, history, known, seasons, only)),
    )


def _items(known: Situation, states: Iterable[State]) -> tuple[PreventionItem, ...]:
    bearing = obligations_of(known)
    return tuple(_item(target, members, bearing, known) for target, members in _by_target(states).items())


def _item(target: str, members: list[State], bearing: tuple[Obligation, ...], known: Situation) -> PreventionItem:
    state = target_state(members, known)
    obligation = obligation_status(target, members, bearing, known)
    return item(state, obligation, obligation_sources(target, bearing), known)


def _screenings(known: Situation) -> tuple[PreventionItem, ...]:
    answers = assess_screenings(screening_facts(known), screening_edition_on(known.on), known.on)
    return tuple(_screening_item(one) for one in answers)


def screening_facts(known: Situation) -> ScreeningFacts:
    """The patient in the words of the screening rules."""
    facts = known.facts
    return ScreeningFacts(
        born_on=facts.born_on,
        sex=facts.sex,
        conditions=known.codes,
        conditions_known=facts.conditions_known,
        pregnant=facts.pregnant,
        weeks=facts.weeks,
        results=facts.screenings,
    )


def _screening_item(one: ScreeningAnswer) -> PreventionItem:
    return PreventionItem(
        target=one.target,
        kind="screening",
        status=Status(one.status.value),
        code=one.code,
        explanation=one.explanation,
        sources=one.sources,
        dose=one.number,
        earliest=one.earliest,
        recommended=one.recommended,
        latest=one.latest,
        missing=one.missing,
        to_verify=one.to_verify,
    )


def _unknown(known: Situation, edition: Edition) -> tuple[str, ...]:
    """Conditions that no rule speaks of: they change nothing, and the answer says so."""
    spoken = spoken_of(edition, screening_edition_on(known.on))
    given = known.facts.conditions
    return tuple(sorted(code for code in given if canonical(code, edition.situations) not in spoken))
