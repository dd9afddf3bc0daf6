"""Small schedules for tests of the immunisation engine, written as readable dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from brasdroit.pathway.immunisation.rules import compile_schedule, evaluate_and_forecast, parse_period
from brasdroit.pathway.immunisation.types import (
    ALWAYS,
    AdministeredDose,
    Age,
    AllowableVaccine,
    Antigen,
    Association,
    BirthImmunity,
    ConditionalSkip,
    Conflict,
    Contraindication,
    CountLogic,
    Gender,
    Indication,
    InForce,
    Interval,
    IntervalFrom,
    Observation,
    Outcome,
    PatientFacts,
    Period,
    PreferableVaccine,
    Product,
    Schedule,
    Season,
    Selection,
    Series,
    SeriesDose,
    SeriesKind,
    SkipCondition,
    SkipContext,
    SkipKind,
    SkipSet,
    VaccineGroup,
)

CASES = Path(__file__).parents[1] / "rules" / "immunisation"
Facts = Mapping[str, Any]
PERIODS = frozenset(
    {
        "absolute_minimum", "minimum", "earliest_recommended", "latest_recommended", "maximum", "begin_age", "end_age",
        "interval", "min_age_to_start", "max_age_to_start", "begin", "minimum_end", "end",
    }
)  # fmt: skip


def load(name: str) -> list[Any]:
    """The cases of tests/rules/immunisation, one test each."""
    return [pytest.param(one, id=one["case"]) for one in yaml.safe_load((CASES / name).read_text(encoding="utf-8"))]


def answer(case: Facts) -> Outcome:
    """What the engine says of the patient of `case` under its small schedule."""
    return evaluate_and_forecast(compile_schedule(schedule(case)), patient(case), case["examined"])


def schedule(case: Facts) -> Schedule:
    """`antigens`: name -> its rules; or `series`: those of the one antigen "A". Products "a…" hold A, and so on."""
    rules = case.get("antigens", {"A": case})
    antigens = tuple(_antigen(name, one) for name, one in rules.items())
    names = tuple(rules)
    return Schedule(
        edition="test",
        antigens=antigens,
        groups=(VaccineGroup("G", names, administer_full=case.get("administer_full", False)),),
        products=tuple(Product(code, code, _associations(held)) for code, held in case["products"].items()),
        conflicts=tuple(Conflict(**_periods(one)) for one in case.get("conflicts", ())),
    )


def patient(case: Facts) -> PatientFacts:
    """`doses`: [day, product, facts]; `observed`: codes, or [code, day]."""
    return PatientFacts(
        born_on=case["born"],
        gender=Gender(case.get("gender", "unknown")),
        doses=tuple(
            AdministeredDose(one[0], one[1], **(one[2] if len(one) > 2 else {})) for one in case.get("doses", ())
        ),
        observations=tuple(Observation(*([one] if isinstance(one, str) else one)) for one in case.get("observed", ())),
        country_of_birth=case.get("country"),
        unknown=frozenset(case.get("unknown", ())),
    )


def _associations(held: Any) -> tuple[Association, ...]:
    return tuple(
        Association(name, *_ages(ages)) for name, ages in (held if isinstance(held, dict) else {held: ()}).items()
    )


def _ages(ages: Any) -> tuple[Period | None, ...]:
    return tuple(parse_period(one) if one else None for one in ages)


def _antigen(name: str, rules: Facts) -> Antigen:
    return Antigen(
        name=name,
        series=tuple(_series(name, one) for one in rules["series"]),
        immunity_observations=frozenset(rules.get("immune_if", ())),
        birth_immunity=tuple(
            BirthImmunity(one["before"], one.get("country"), frozenset(one.get("unless", ())))
            for one in rules.get("born_immune", ())
        ),
        contraindications=tuple(Contraindication(**_periods(one)) for one in rules.get("contraindications", ())),
        vaccine_contraindications=tuple(_vaccine_contraindication(one) for one in rules.get("forbidden_vaccines", ())),
    )


def _vaccine_contraindication(one: Facts) -> Contraindication:
    return Contraindication(one["observation"], products=tuple(AllowableVaccine(code) for code in one["products"]))


def _series(antigen: str, rules: Facts) -> Series:
    return Series(
        name=rules["name"],
        antigen=antigen,
        vaccine_group="G",
        doses=tuple(_dose(number, one) for number, one in enumerate(rules["doses"], 1)),
        kind=SeriesKind(rules.get("kind", "standard")),
        selection=Selection(**_periods(rules.get("selection", {}))),
        equivalent_groups=frozenset(rules.get("equivalent", ())),
        genders=frozenset(Gender(one) for one in rules.get("genders", ())),
        indications=tuple(Indication(**_periods(one)) for one in rules.get("indications", ())),
    )


def _dose(number: int, rules: Facts) -> SeriesDose:
    return SeriesDose(
        number=number,
        ages=tuple(Age(**_periods(one)) for one in rules.get("ages", [rules["age"]] if "age" in rules else ())),
        intervals=tuple(_interval(one) for one in rules.get("intervals", ())),
        allowable_intervals=tuple(_interval(one) for one in rules.get("allowable_intervals", ())),
        preferable=tuple(PreferableVaccine(**_periods(_named(one))) for one in rules.get("prefer", ("a",))),
        allowable=tuple(AllowableVaccine(**_periods(_named(one))) for one in rules.get("allow", ())),
        inadvertent=frozenset(rules.get("inadvertent", ())),
        skips=tuple(_skip(one) for one in rules.get("skips", ())),
        recurring=rules.get("recurring", False),
        season=Season(**rules["season"]) if "season" in rules else None,
    )


def _named(one: Any) -> Facts:
    return {"product": one} if isinstance(one, str) else one


def _interval(rules: Facts) -> Interval:
    values = _periods(rules)
    if "products" in values:
        values |= {"products": frozenset(values["products"]), "counted_from": IntervalFrom.PRODUCTS}
    if "target_dose" in values:
        values["counted_from"] = IntervalFrom.TARGET_DOSE
    if "observation" in values:
        values["counted_from"] = IntervalFrom.OBSERVATION
    return Interval(**values)


def _skip(rules: Facts) -> ConditionalSkip:
    sets = tuple(
        SkipSet(
            tuple(_condition(one) for one in group["if"]),
            all_conditions=group.get("all", True),
            in_force=InForce(*group["in_force"]) if "in_force" in group else ALWAYS,
        )
        for group in rules.get("sets", [rules])
    )
    return ConditionalSkip(SkipContext(rules.get("when", "both")), sets, all_sets=rules.get("all_sets", False))


def _condition(rules: Facts) -> SkipCondition:
    values = _periods(rules)
    values["kind"] = SkipKind(values["kind"])
    if "count_logic" in values:
        values["count_logic"] = CountLogic(values["count_logic"])
    for name in ("products", "series_groups"):
        values[name] = frozenset(values.get(name, ()))
    return SkipCondition(**values)


def _periods(rules: Facts) -> dict[str, Any]:
    values = {
        name: parse_period(value) if name in PERIODS and isinstance(value, str) else value
        for name, value in rules.items()
    }
    if "in_force" in values:
        values["in_force"] = InForce(*values["in_force"])
    return values
