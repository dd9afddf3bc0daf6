"""« Par où passer ? », read from tests/rules/certification/routes.yaml."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.certification.routes.rules import contract_length, find_routes
from brasdroit.certification.routes.types import Diploma, LengthVerdict, Profile, Route, RouteAnswer, Status

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "certification" / "routes.yaml").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 23)


def a_profile(**given: Any) -> Profile:
    told = {"on": TODAY, **given, "diplomas": frozenset(Diploma(name) for name in given.get("diplomas", []))}
    if "status" in told:
        told["status"] = Status(told["status"])
    return Profile(**told)


def routes(**given: Any) -> dict[str, RouteAnswer]:
    return {answer.route: answer for answer in find_routes(a_profile(**given))}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_routes(case: dict[str, Any]) -> None:
    found = routes(**case["given"])
    assert [name for name, answer in found.items() if answer.open] == case["open"]
    reasons = {name: [reason.code for reason in found[name].reasons] for name in case.get("why", {})}
    assert reasons == case.get("why", {})
    assert {name: list(a.missing) for name, a in found.items() if a.missing} == case.get("missing", {})


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_every_answer_is_explained_sourced_and_leads_somewhere(case: dict[str, Any]) -> None:
    found = routes(**case["given"])
    assert set(found) == set(Route)
    assert [c for a in found.values() for c in a.reasons if not (c.explanation.endswith(".") and all(c.sources))] == []
    assert [a.route for a in found.values() if not (a.label and a.duration and a.funding and a.next_step)] == []


def test_hours_and_outcome_of_each_route() -> None:
    told = {name: (answer.hours, answer.outcome) for name, answer in routes().items()}
    assert told == {
        "apprenticeship": (279, "cqp"),
        "professionalisation": (279, "cqp"),
        "continuing": (279, "cqp"),
        "vae": (None, "cqp"),
        "poec": (279, "cqp"),
        "adaptation": (112, "attestation"),
    }


@pytest.mark.parametrize(
    ("on", "hours"), [(date(2024, 1, 26), 384), (date(2024, 11, 13), 279), (date(2025, 5, 20), 279)]
)
def test_hours_are_those_published_on_the_day(on: date, hours: int) -> None:
    assert routes(on=on)["continuing"].hours == hours


@pytest.mark.parametrize(("on", "told"), [(date(2025, 5, 20), 1), (date(2025, 6, 25), 0), (date(2030, 6, 26), 1)])
def test_a_day_without_registration_is_told(on: date, told: int) -> None:
    assert len(routes(on=on)["continuing"].notes) == told


def test_a_nurse_is_told_that_the_cqp_is_not_needed() -> None:
    assert routes(diplomas=["DEI"])["continuing"].notes == (
        "Avec votre diplôme, la formation d’adaptation suffit\u202f: le CQP n’est pas nécessaire.",
    )


@pytest.mark.parametrize(
    ("route", "months", "verdict"),
    [
        (Route.APPRENTICESHIP, 5, LengthVerdict.TOO_SHORT),
        (Route.APPRENTICESHIP, 6, LengthVerdict.FITS),
        (Route.APPRENTICESHIP, 7, LengthVerdict.FITS),
        (Route.APPRENTICESHIP, 8, LengthVerdict.TOO_LONG),
        (Route.PROFESSIONALISATION, 5, LengthVerdict.TOO_SHORT),
        (Route.PROFESSIONALISATION, 6, LengthVerdict.AGREEMENT_NEEDED),
        (Route.PROFESSIONALISATION, 7, LengthVerdict.AGREEMENT_NEEDED),
        (Route.PROFESSIONALISATION, 8, LengthVerdict.FITS),
        (Route.PROFESSIONALISATION, 12, LengthVerdict.FITS),
        (Route.PROFESSIONALISATION, 13, LengthVerdict.TOO_LONG),
        (Route.PROFESSIONALISATION, 37, LengthVerdict.TOO_LONG),
    ],
)
def test_contract_length(route: Route, months: int, verdict: LengthVerdict) -> None:
    found = contract_length(route, a_profile(contract_months=months))
    assert found is not None
    assert found.verdict == verdict


def test_the_bounds_are_those_of_the_share_of_training() -> None:
    professional = contract_length(Route.PROFESSIONALISATION, a_profile(contract_months=12))
    apprentice = contract_length(Route.APPRENTICESHIP, a_profile(contract_months=6))
    assert professional is not None
    assert apprentice is not None
    assert (professional.contract_hours, professional.shortest_hours, professional.longest_hours) == (1820, 1116, 1860)
    assert (apprentice.contract_hours, apprentice.shortest_hours, apprentice.longest_hours) == (910, None, 1116)
    assert professional.explanation == (
        "12 mois de contrat (1\u202f820 h) pour 279 h de formation, soit 15,3 %\u202f: la durée convient."
    )


def test_a_route_without_contract_has_no_length_to_check() -> None:
    assert contract_length(Route.VAE, a_profile(contract_months=12)) is None
