"""Do two records look like one person?"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from brasdroit.record.identity_matching.rules.blocking import blocking_keys
from brasdroit.record.patients.rules.resemblance import PersonFacts, compare, profile

BOOK = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "rules/patients/resemblance.yaml").read_text(encoding="utf-8")
)


def person(**facts):
    for name in ("phones", "ins"):
        if name in facts:
            facts[name] = tuple(facts[name])
    return profile(PersonFacts(**facts))


def pair(case):
    base = BOOK["base"] | case.get("base", {})
    return person(**base), person(**(base | case["other"]))


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_likeness(case):
    found = compare(*pair(case))
    assert found.likeness == case["likeness"]
    assert [reason for reason in case["reasons"] if reason not in {r.code for r in found.reasons}] == []


@pytest.mark.parametrize("case", BOOK["cases"], ids=lambda case: case["name"])
def test_the_order_of_the_two_records_does_not_matter(case):
    a, b = pair(case)
    assert (compare(a, b).score, compare(a, b).likeness) == (compare(b, a).score, compare(b, a).likeness)


@pytest.mark.parametrize("case", [c for c in BOOK["cases"] if c["likeness"] in ("same", "probable")], ids=str)
def test_one_person_twice_is_met_through_a_common_key(case):
    a, b = pair(case)
    assert blocking_keys(a) & blocking_keys(b)


def test_reasons_are_said_in_french_the_weightiest_first():
    a = person(birth_name="MARTIN", given_names="MARIE", birth_date=date(1961, 3, 14))
    b = person(birth_name="MARTIN", given_names="MARIE", birth_date=date(1961, 3, 14))
    assert [reason.text.replace("\u202f", " ") for reason in compare(a, b).reasons] == [
        "Même date de naissance.",
        "Même nom : MARTIN.",
        "Même premier prénom : MARIE.",
    ]


def test_two_empty_records_are_not_one_person():
    found = compare(person(), person())
    assert (found.one_person, found.reasons) == (False, ())
