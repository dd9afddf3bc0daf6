"""What the engine knows of a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brasdroit.pathway.immunisation.types.schedule import Gender


@dataclass(frozen=True, slots=True)
class Observation:
    """A condition, a reaction or a proof of immunity that is active, by code; `on`: since when, where it is known."""

    code: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AdministeredDose:
    """A dose as recorded. `substandard`: expired lot, recall, cold chain broken: it is not evaluated. Volume in mL."""

    on: date
    product: str
    manufacturer: str | None = None
    trade_name: str | None = None
    volume: float | None = None
    substandard: bool = False


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What the engine knows of a patient. Doses in any order; answers name a dose by its place here.

    `unknown`: observations nobody asked about yet. What depends on them is not applied, and told (`Outcome.undetermined`).
    """

    born_on: date
    gender: Gender = Gender.UNKNOWN
    doses: tuple[AdministeredDose, ...] = ()
    observations: tuple[Observation, ...] = ()
    country_of_birth: str | None = None
    unknown: frozenset[str] = frozenset()
