"""One patient on one day, ready for the engine (spec 4.1 and 4.2): doses by date, doses by antigen, observations by code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from brasdroit.pathway.immunisation.rules.compiled import CompiledSchedule
from brasdroit.pathway.immunisation.rules.periods import within_ages
from brasdroit.pathway.immunisation.types import AdministeredDose, Observation, PatientFacts


class Given(NamedTuple):
    """A dose in the order of the history. `rank`: its place by date; `place`: its place in the record."""

    rank: int
    place: int
    on: date
    product: str
    dose: AdministeredDose


@dataclass(frozen=True, slots=True)
class Case:
    """What every series of every antigen asks about the patient. `observed`: code -> last date, None where unknown."""

    schedule: CompiledSchedule
    patient: PatientFacts
    born_on: date
    on: date
    given: tuple[Given, ...]
    by_antigen: Mapping[str, tuple[Given, ...]]
    observed: Mapping[str, date | None]
    products: frozenset[str]


def prepare(schedule: CompiledSchedule, patient: PatientFacts, on: date) -> Case:
    """Doses on or before `on`, in order of date; those of one day keep the order of the record."""
    dated = sorted((dose.on, place) for place, dose in enumerate(patient.doses) if dose.on <= on)
    given = tuple(_given(rank, place, patient.doses[place]) for rank, (_, place) in enumerate(dated))
    return Case(
        schedule=schedule,
        patient=patient,
        born_on=patient.born_on,
        on=on,
        given=given,
        by_antigen=_by_antigen(schedule, patient, given),
        observed=_observed(patient, on),
        products=frozenset(one.product for one in given),
    )


def _given(rank: int, place: int, dose: AdministeredDose) -> Given:
    return Given(rank, place, dose.on, dose.product, dose)


def _by_antigen(
    schedule: CompiledSchedule, patient: PatientFacts, given: tuple[Given, ...]
) -> dict[str, tuple[Given, ...]]:
    found: dict[str, list[Given]] = {}
    for one in given:
        for association in schedule.associations.get(one.product, ()):
            if within_ages(patient.born_on, association.begin_age, association.end_age, one.on):
                found.setdefault(association.antigen, []).append(one)
    return {antigen: tuple(doses) for antigen, doses in found.items()}


def _observed(patient: PatientFacts, on: date) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for observation in patient.observations:
        if observation.on is None or observation.on <= on:
            found[observation.code] = _later(found.get(observation.code), observation)
    return found


def _later(known: date | None, observation: Observation) -> date | None:
    return max(known, observation.on) if known and observation.on else known or observation.on
