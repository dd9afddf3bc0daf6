"""A list answered with a memory gives the answers of each patient alone; a schedule that cannot be answered is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.pathway.immunisation.rules import Memory, compile_schedule, evaluate_and_forecast
from brasdroit.pathway.immunisation.types import (
    AdministeredDose,
    DoseStatus,
    Gender,
    Observation,
    PatientFacts,
    SeriesStatus,
    VaccineGroup,
)
from tests.factories.immunisation import schedule

ON = date(2026, 11, 23)
RULES: dict[str, Any] = {
    "products": {"ab": {"A": (), "B": ()}, "a": "A", "c": "C"},
    "conflicts": [{"previous": "c", "impacted": "a", "begin": "1 day", "minimum_end": "24 days", "end": "28 days"}],
    "antigens": {
        "A": {
            "series": [
                {"name": "all", "equivalent": ["2"], "selection": {"default": True}, "doses": [
                    {"age": {"minimum": "2 months", "absolute_minimum": "2 months - 4 days", "earliest_recommended": "3 months"}},
                    {"intervals": [{"absolute_minimum": "8 weeks", "minimum": "8 weeks"}], "prefer": ["a", "ab"]},
                ]},
                {"name": "risk", "kind": "risk", "selection": {"group": "2"}, "doses": [{"recurring": True}],
                 "indications": [{"observation": "asplenia"}]},
            ],
            "contraindications": [{"observation": "allergy"}],
        },
        "B": {
            "series": [{"name": "women", "genders": ["female"], "doses": [{"prefer": ["ab"], "age": {"maximum": "20 years"}}]}],
            "born_immune": [{"before": date(1980, 1, 1), "country": "FR", "unless": ["healthcare-worker"]}],
        },
        "C": {"series": [{"name": "C", "doses": [
            {"prefer": ["c"], "skips": [{"if": [{"kind": "vaccine_count", "products": ["a"], "dose_count": 1}]}]},
            {"prefer": ["c"], "intervals": [{"observation": "pregnancy", "minimum": "20 weeks"}]},
        ]}]},
    },
}  # fmt: skip
SCHEDULE = replace(schedule(RULES), groups=tuple(VaccineGroup(name, (name,)) for name in "ABC"))
COMPILED = compile_schedule(SCHEDULE)
HELD = {"a": "A", "ab": "AB", "c": "C", "z": ""}
CODES = ["asplenia", "allergy", "healthcare-worker", "pregnancy", "other"]

births = st.sampled_from([date(1979, 12, 31), date(1990, 5, 31), date(2020, 2, 29), date(2026, 9, 1)])
days = st.dates(date(2019, 1, 1), date(2027, 1, 1))
patients = st.builds(
    PatientFacts,
    born_on=births,
    gender=st.sampled_from(Gender),
    doses=st.lists(st.builds(AdministeredDose, days, st.sampled_from(["a", "ab", "c", "z"])), max_size=4).map(tuple),
    observations=st.lists(st.builds(Observation, st.sampled_from(CODES), st.none() | days), max_size=2).map(tuple),
    country_of_birth=st.sampled_from([None, "FR"]),
    unknown=st.frozensets(st.sampled_from(CODES), max_size=1),
)


@given(st.lists(patients, max_size=6))
def test_a_memory_never_changes_an_answer(people: list[PatientFacts]) -> None:
    memory = Memory()
    together = [evaluate_and_forecast(COMPILED, one, ON, memory) for one in people]
    assert together == [evaluate_and_forecast(COMPILED, one, ON) for one in people]


@given(patients)
def test_every_answer_hangs_together(person: PatientFacts) -> None:
    outcome = evaluate_and_forecast(COMPILED, person, ON)
    for series in outcome.series:
        known = [
            place
            for place, dose in enumerate(person.doses)
            if dose.on <= ON and series.series.antigen in HELD[dose.product]
        ]
        assert sorted(one.index for one in series.evaluations) == known
        assert series.valid_doses == sum(one.status is DoseStatus.VALID for one in series.evaluations)
        found = series.forecast
        dated = [found.earliest, found.recommended]
        if found.status is SeriesStatus.NOT_COMPLETE:
            assert all(day is not None and day >= person.born_on for day in dated)
            assert sorted(dated, key=str) == dated
        else:
            assert (dated, found.dose_number) == ([None, None], None)


def test_a_group_of_risk_series_is_silent_without_its_indications() -> None:
    rules = {"series": [{"name": "risk", "kind": "risk", "doses": [{}], "indications": [{"observation": "asplenia"}]}]}
    compiled = compile_schedule(schedule({"products": {"a": "A"}, "antigens": {"A": rules}}))
    well, ill = PatientFacts(date(1990, 5, 1)), PatientFacts(date(1990, 5, 1), observations=(Observation("asplenia"),))
    found = [evaluate_and_forecast(compiled, one, ON) for one in (well, ill)]
    assert [(one.best, [each.series.name for each in one.series], len(one.groups)) for one in found] == [
        ({"A": ()}, [], 0),
        ({"A": found[1].series}, ["risk"], 1),
    ]


def test_a_memory_that_is_full_starts_again() -> None:
    memory = Memory(room=2)
    people = [PatientFacts(date(1990, 5, day)) for day in (1, 2, 3, 1)]
    together = [evaluate_and_forecast(COMPILED, one, ON, memory) for one in people]
    assert together == [evaluate_and_forecast(COMPILED, one, ON) for one in people]


def test_a_patient_without_history_is_answered_from_memory() -> None:
    memory = Memory()
    first, second = (evaluate_and_forecast(COMPILED, PatientFacts(date(1990, 5, 1)), ON, memory) for _ in range(2))
    assert [one is other for one, other in zip(first.series, second.series, strict=True)] == [True, True]


@pytest.mark.parametrize(
    "groups",
    [
        (VaccineGroup("AB", ("A", "B")),),
        (VaccineGroup("ABC", ("A", "B", "C")), VaccineGroup("A", ("A",))),
        (VaccineGroup("ABCD", ("A", "B", "C", "D")),),
    ],
)
def test_an_antigen_belongs_to_one_group(groups: tuple[VaccineGroup, ...]) -> None:
    with pytest.raises(ValueError, match="antigens and vaccine groups differ"):
        compile_schedule(replace(SCHEDULE, groups=groups))
