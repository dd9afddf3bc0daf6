"""A synthetic patient list for the prevention rules: people of a French practice, with the doses and examinations of their age.

Doses follow the schedule of the birth cohort (`demo.vaccines`), some left out; one history in eight began or went on late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from brasdroit.cli.demo.people import Person, generate
from brasdroit.cli.demo.vaccines import doses, examinations, is_read
from brasdroit.pathway.prevention.rules.products import components_of
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose
from brasdroit.pathway.screening.types import ResultKind, ScreeningResult

_SEED = 2026
_YEAR = 365.25
_LATE = 0.12
_LONGEST_DELAY = 500
_CODES = {
    "Diabète de type 2": "diabetes",
    "Asthme": "asthma",
    "BPCO": "copd",
    "Insuffisance cardiaque": "heart-failure",
    "Hypertension artérielle": "hypertension",
    "Dyslipidémie": "dyslipidaemia",
}
# Situations the health lists do not hold: how many, from which age, until which age.
_SITUATIONS = (
    ("healthcare-worker", 0.03, 20, 65),
    ("smoker", 0.2, 18, 80),
    ("immunosuppression", 0.008, 5, 100),
    ("asplenia", 0.001, 5, 100),
    ("chronic-kidney-disease", 0.02, 60, 100),
)
_PREGNANT = 0.05


class Row(NamedTuple):
    """What a list keeps of a person until its turn comes; sorts by birth date. `antecedents` None: never asked for."""

    born: int
    number: int
    sex: str
    antecedents: tuple[str, ...] | None


def rows(n: int, today: date) -> Iterator[Row]:
    """`n` people, the same every time; records without an antecedent of interest share one tuple."""
    for person in generate(n, _SEED, today):
        yield Row(person.birth_date.toordinal(), person.index, person.sex, _shared(person.antecedents))


def facts_of(row: Row, today: date) -> PreventionFacts:
    """The whole history of one person, the same whatever the process that asks for it."""
    draw = Random(row.number * 97 + 5)  # noqa: S311  # synthetic histories, no secret
    person = replace(_blank(today), index=row.number, birth_date=date.fromordinal(row.born), sex=row.sex)
    age = (today - person.birth_date).days / _YEAR
    pregnant = row.sex == "F" and 18 <= age < 45 and draw.random() < _PREGNANT
    return PreventionFacts(
        born_on=person.birth_date,
        sex=row.sex,
        conditions=frozenset(_conditions(row, age, draw)),
        conditions_known=row.antecedents is not None,
        preterm_weeks=34 if age < 18 and draw.random() < 0.07 else None,
        pregnant=pregnant,
        weeks=draw.randrange(6, 40) if pregnant else None,
        history_known=is_read(person),
        doses=_doses(person, today, draw),
        screenings=_screenings(person, today),
    )


def _conditions(row: Row, age: float, draw: Random) -> Iterator[str]:
    if row.antecedents is None:
        return
    yield from row.antecedents
    for code, share, start, end in _SITUATIONS:
        if start <= age < end and draw.random() < share:
            yield code


def _doses(person: Person, today: date, draw: Random) -> tuple[RecordedDose, ...]:
    delay = timedelta(days=draw.randrange(30, _LONGEST_DELAY) if draw.random() < _LATE else 0)
    given = ((one.on + delay, one.product) for one in doses(person, today))
    kept = [(on, product) for on, product in given if on <= today]
    return tuple(RecordedDose(place, on, _components(name), name) for place, (on, name) in enumerate(kept))


def _screenings(person: Person, today: date) -> tuple[ScreeningResult, ...]:
    return tuple(
        ScreeningResult(one.target, one.on, one.test or None, ResultKind.NEGATIVE, place)
        for place, one in enumerate(examinations(person, today))
    )


@cache
def _components(brand: str) -> tuple[str, ...] | None:
    return components_of({"brand": brand})


@cache
def _kept(antecedents: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_CODES[label] for label in antecedents if label in _CODES)


def _shared(antecedents: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if antecedents is None else _kept(antecedents)


@cache
def _blank(today: date) -> Person:
    """A person to copy: the histories read the number, the birth date and the sex only."""
    return next(generate(1, _SEED, today))
