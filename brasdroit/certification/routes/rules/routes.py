"""The routes, each with its conditions (reference "profession", sections 3.2, 3.7, 3.8 and 3.9)."""

from collections.abc import Callable, Mapping

from brasdroit.certification.routes.rules import conditions
from brasdroit.certification.routes.rules.contracts import contract_length
from brasdroit.certification.routes.types import (
    Condition,
    LengthVerdict,
    Profile,
    Route,
    RouteAnswer,
    RouteOutcome,
)
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.reference.certification import Framework, entry, framework_on, way

Check = Callable[[Profile], Condition]
_CONDITIONS: Mapping[Route, tuple[Check, ...]] = {
    Route.APPRENTICESHIP: (conditions.entry_level, conditions.apprenticeship_age),
    Route.PROFESSIONALISATION: (conditions.entry_level, conditions.professionalisation_public),
    Route.CONTINUING: (conditions.entry_level, conditions.employed),
    Route.VAE: (conditions.vae_experience,),
    Route.POEC: (conditions.level_4, conditions.seeking),
    Route.ADAPTATION: (conditions.adaptation_diploma,),
}


def find_routes(profile: Profile) -> tuple[RouteAnswer, ...]:
    """Every route: its conditions one by one, what it leads to, its length, who pays, what is missing.

    Open ones first (the adaptation course before the CQP), then those to settle, then the closed ones.
    A route is open when all its conditions are met; a missing fact leaves it closed and is named in `missing`.
    """
    answers = [_answer(route, profile) for route in Route]
    return tuple(sorted(answers, key=_rank))


def _rank(answer: RouteAnswer) -> tuple[bool, bool, bool]:
    return not answer.open, not answer.missing, not (answer.open and answer.route is Route.ADAPTATION)


def _answer(route: Route, profile: Profile) -> RouteAnswer:
    reasons = [check(profile) for check in _CONDITIONS[route]]
    if (length := _length_condition(route, profile)) is not None:
        reasons.append(length)
    missing = dict.fromkeys(name for reason in reasons if reason.met is None for name in reason.missing)
    told = way(route, profile.on)
    return RouteAnswer(
        route=route,
        label=told.label,
        open=all(reason.met for reason in reasons),
        outcome=RouteOutcome.ATTESTATION if route is Route.ADAPTATION else RouteOutcome.CQP,
        hours=_hours(route, profile),
        reasons=tuple(reasons),
        missing=() if any(reason.met is False for reason in reasons) else tuple(missing),
        duration=told.duration,
        funding=told.funding,
        next_step=told.next_step,
        notes=tuple(_notes(route, profile)),
    )


def _hours(route: Route, profile: Profile) -> int | None:
    if route is Route.VAE:
        return None
    if route is Route.ADAPTATION:
        return entry(profile.on)["adaptation_hours"].integer()
    return framework_on(profile.on).hours


def _length_condition(route: Route, profile: Profile) -> Condition | None:
    """A length that does not suit closes the contract offered; one that needs an agreement does not."""
    length = contract_length(route, profile)
    if length is None:
        return None
    fits = length.verdict in {LengthVerdict.FITS, LengthVerdict.AGREEMENT_NEEDED}
    return Condition(length.verdict, fits, length.explanation, length.sources)


def _notes(route: Route, profile: Profile) -> list[str]:
    if route is Route.ADAPTATION:
        return []
    current = framework_on(profile.on)
    notes = [] if current.registered(profile.on) else [_unregistered(current)]
    if conditions.follows_adaptation(profile):
        notes.append("Avec votre diplôme, la formation d’adaptation suffit\u202f: le CQP n’est pas nécessaire.")
    return notes


def _unregistered(current: Framework) -> str:
    return (
        f"L’enregistrement {current.code} court du {numeric_date(current.registered_on)} "
        f"au {numeric_date(current.expires_on)}\u202f: demandez au certificateur ce qui s’applique."
    )
