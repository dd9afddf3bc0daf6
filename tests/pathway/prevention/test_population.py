"""The whole list is judged as each patient alone is: same statuses, codes, dates, numbers, obligations, missing facts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brasdroit.pathway.prevention.rules import assess
from brasdroit.pathway.prevention.rules.population import Roll, standings_of
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose
from brasdroit.pathway.screening.types import ResultKind, ScreeningResult

DAYS = [date(2026, 11, 23), date(2026, 4, 2), date(2027, 2, 28)]
# Births from few days, so that patients alike meet in what the list remembers; ages at which a rule begins or ends among them.
BIRTHS = [
    date(2026, 11, 23), date(2026, 9, 24), date(2026, 2, 1), date(2025, 11, 23), date(2024, 1, 31), date(2022, 12, 31),
    date(2017, 12, 31), date(2015, 11, 23), date(2012, 2, 29), date(2008, 11, 24), date(2001, 11, 23), date(1999, 6, 30),
    date(1990, 1, 1), date(1981, 11, 23), date(1979, 12, 31), date(1966, 11, 23), date(1961, 11, 22), date(1951, 5, 31),
    date(1946, 11, 23), date(1940, 3, 1),
]  # fmt: skip
COMPONENTS = [
    "DTP-full", "DTP-reduced", "DT-full", "IPV", "T", "Ca", "ca", "Hib", "HB10", "HB20", "PCV13", "PCV20", "PPV23", "ROTA1", "MENB-4C",
    "ACWY-T", "MENC", "MMR", "MMR-part", "VAR", "HPV9", "HPV4", "ZONA-R", "ZONA-L", "FLU", "COVID", "RSV-MAB", "RSV-F", "BCG", "YF", "HEPA",
]  # fmt: skip
CONDITIONS = [
    "asplenia", "immunosuppression", "diabetes", "healthcare-worker", "guyane", "hiv", "copd", "smoker", "dialysis",
    "varicella-history", "mother-rsv-vaccinated", "varicella-non-immune", "cocooning", "nursing-home", "hysterectomy", "msm", "nobody-knows",
]  # fmt: skip
TARGETS = ["colorectal", "breast", "cervical", "hypertension", "diabetes", "hiv", "child-examination", "nothing"]

ages = st.integers(-30, 400) | st.integers(0, 30_000)
parts = st.lists(st.sampled_from(COMPONENTS), min_size=1, max_size=3, unique=True).map(tuple)
recorded = st.lists(st.tuples(st.none() | ages, st.none() | parts), max_size=7)
examined = st.lists(
    st.tuples(
        st.sampled_from(TARGETS),
        st.integers(-100, 4_000),
        st.sampled_from([None, "FIT", "HPV", "cytology", "mammography", "colonoscopy"]),
        st.none() | st.sampled_from(list(ResultKind)),
    ),
    max_size=3,
)


@cache
def roll(on: date) -> Roll:
    """Shared by every example of a day: what is remembered of one patient serves the next."""
    return Roll(on)


@st.composite
def patients(draw: st.DrawFn) -> tuple[PreventionFacts, date]:
    on = draw(st.sampled_from(DAYS))
    born_on = min(on, draw(st.sampled_from(BIRTHS) | st.dates(date(1920, 1, 1), date(2026, 11, 23))))
    weeks = draw(st.none() | st.integers(0, 45))
    return PreventionFacts(
        born_on=born_on,
        sex=draw(st.sampled_from(["F", "M", None])),
        conditions=frozenset(draw(st.sets(st.sampled_from(CONDITIONS), max_size=2))),
        conditions_known=draw(st.booleans()),
        preterm_weeks=draw(st.none() | st.integers(25, 41)),
        pregnant=weeks is not None or draw(st.booleans()),
        weeks=weeks,
        history_known=draw(st.booleans()),
        doses=tuple(_dose(born_on, index, *one) for index, one in enumerate(draw(recorded))),
        screenings=tuple(_result(on, index, *one) for index, one in enumerate(draw(examined))),
        certified=frozenset(draw(st.sets(st.sampled_from(["mmr", "dtp", "hpv"]), max_size=1))),
    ), on


def _dose(born_on: date, index: int, age: int | None, components: tuple[str, ...] | None) -> RecordedDose:
    return RecordedDose(index, None if age is None else born_on + timedelta(days=age), components)


def _result(on: date, index: int, target: str, ago: int, test: str | None, kind: ResultKind | None) -> ScreeningResult:
    return ScreeningResult(target, on - timedelta(days=ago), test, kind, index)


@given(patient=patients())
@settings(max_examples=150, deadline=None)
def test_the_list_and_the_patient_alone_are_answered_alike(patient: tuple[PreventionFacts, date]) -> None:
    facts, on = patient
    assert roll(on).standings(facts) == standings_of(assess(facts, on))


def _infant(**changed: Any) -> PreventionFacts:
    return PreventionFacts(**{"born_on": date(2026, 1, 15), "sex": "F", **changed})


@pytest.mark.parametrize(
    "other",
    [
        _infant(sex="M"),
        _infant(sex=None),
        _infant(conditions=frozenset({"asplenia"})),
        _infant(conditions_known=False),
        _infant(preterm_weeks=33),
        _infant(history_known=False),
        _infant(certified=frozenset({"mmr"})),
        _infant(doses=(RecordedDose(0, date(2026, 3, 16), ("PCV13",)),)),
        _infant(doses=(RecordedDose(0, None, ("RSV-MAB",)),)),
        _infant(screenings=(ScreeningResult("child-examination", date(2026, 3, 1)),)),
    ],
)
def test_what_is_remembered_of_a_patient_serves_only_those_alike(other: PreventionFacts) -> None:
    shared = Roll(DAYS[0])
    found = [shared.standings(one) for one in (_infant(), other, _infant(), other)]
    assert found == [standings_of(assess(one, DAYS[0])) for one in (_infant(), other, _infant(), other)]


def test_a_patient_born_later_is_refused() -> None:
    with pytest.raises(ValueError, match="born 2026-11-24, after 2026-11-23"):
        Roll(DAYS[0]).standings(_infant(born_on=date(2026, 11, 24)))
