"""Whatever the record holds, the answer comes, whole and explained; one bad dose changes nothing for the others."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from brasdroit.pathway.prevention.rules import UnreadableRequest, assess, read_request
from brasdroit.pathway.prevention.rules.output import as_document
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose, Status

TODAY = date(2026, 11, 23)
COMPONENTS = ["DTP-full", "DTP-reduced", "Ca", "ca", "Hib", "HB10", "PCV13", "PCV20", "PPV23", "ROTA1", "MENB-4C", "ACWY-T", "MMR", "VAR", "HPV9", "ZONA-R", "FLU", "COVID", "IPV", "T"]  # fmt: skip
CONDITIONS = ["asplenia", "immunosuppression", "diabetes", "healthcare-worker", "guyane", "hiv", "copd", "nobody-knows"]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "birth_date",
    "sex",
    "on",
    "doses",
    "screenings",
    "conditions",
    "pregnancy",
    "preterm_weeks",
    "history_known",
    "contraindications",
    "entry",
    "patient",
]
keys = st.sampled_from(KEYS)
days = st.integers(-400, 36_000).map(lambda number: TODAY - timedelta(days=number))
doses = st.lists(
    st.tuples(st.none() | days, st.none() | st.lists(st.sampled_from(COMPONENTS), max_size=4, unique=True)), max_size=9
)


@given(document=st.dictionaries(keys, anything, max_size=8) | anything)
@settings(max_examples=60, deadline=None)
def test_any_document_is_read_or_refused_in_one_sentence(document: Any) -> None:
    try:
        read_request(document)
    except UnreadableRequest as error:
        sentence = str(error)
    else:
        sentence = "Lu."
    assert sentence.endswith(".")


@given(rest=st.dictionaries(keys, anything, max_size=8), recorded=st.lists(anything, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_patient_is_answered(rest: dict[str, Any], recorded: list[Any]) -> None:
    known = {"birth_date": "2020-01-01", "sex": "F", "doses": recorded, "screenings": recorded}
    facts, _ = read_request({"contraindications": rest, "resourceType": None, "patient": None, "on": None, **known})
    answer = assess(facts, TODAY)
    assert [one.index for one in answer.doses] == list(range(len(recorded)))


@given(
    born_on=st.dates(date(1920, 1, 1), TODAY),
    recorded=doses,
    conditions=st.sets(st.sampled_from(CONDITIONS)),
    weeks=st.none() | st.integers(0, 45),
    known=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_any_record_is_answered(
    born_on: date, recorded: list[Any], conditions: set[str], weeks: int | None, *, known: bool
) -> None:
    given_doses = tuple(
        RecordedDose(index, day, None if parts is None else tuple(parts)) for index, (day, parts) in enumerate(recorded)
    )
    facts = PreventionFacts(
        born_on,
        "F",
        frozenset(conditions),
        pregnant=weeks is not None,
        weeks=weeks,
        history_known=known,
        doses=given_doses,
    )
    answer = assess(facts, TODAY)
    assert {one.index for one in answer.doses} == {dose.index for dose in given_doses}
    assert [
        one for one in answer.items if not one.explanation or not one.sources or one.status not in set(Status)
    ] == []
    assert [one.target for one in answer.items if one.status == "undetermined" and not one.missing] == []
    json.dumps(as_document(answer))


@given(recorded=doses)
@settings(max_examples=30, deadline=None)
def test_a_dose_that_cannot_be_counted_changes_nothing_for_the_others(recorded: list[Any]) -> None:
    good = tuple(RecordedDose(index, day, tuple(parts)) for index, (day, parts) in enumerate(recorded) if day and parts)
    bad = (
        RecordedDose(100, None, ("MMR",)),
        RecordedDose(101, TODAY, None),
        RecordedDose(102, date(2500, 1, 1), ("MMR",)),
    )
    born_on = date(2000, 1, 1)
    assert (
        assess(PreventionFacts(born_on, "F", doses=good), TODAY).items
        == assess(PreventionFacts(born_on, "F", doses=(*bad, *good)), TODAY).items
    )
