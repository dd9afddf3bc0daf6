"""Measures of the demonstration: possible for everybody, and close from one visit to the next."""

from __future__ import annotations

from datetime import date, timedelta

from brasdroit.assistance.measurements.rules.devices import measure_of
from brasdroit.cli.demo.health import Body, clinical, coverage
from brasdroit.cli.demo.people import generate
from brasdroit.record.patients.rules.file_codes import CLINICAL_KINDS, COVERAGE_KINDS
from brasdroit.reference.measurements import measures

TODAY = date(2026, 11, 25)
PEOPLE = list(generate(300, 11, TODAY))


def test_every_value_can_be_recorded():
    known = measures(TODAY)
    for person in PEOPLE:
        for value in Body(person).visit(TODAY, TODAY):
            measure = measure_of(value.code, known)
            assert measure.minimum <= value.value <= measure.maximum
            assert value.diastolic is None or value.diastolic < value.value


def test_an_adult_changes_slowly():
    person = next(each for each in PEOPLE if each.birth_date.year < 1980)
    body = Body(person)
    weights = [
        value.value
        for months in range(6)
        for value in body.visit(TODAY - timedelta(days=30 * months), TODAY)
        if value.code == "weight"
    ]
    assert max(weights) - min(weights) < 6


def test_a_child_grows():
    child = next(each for each in PEOPLE if 2012 < each.birth_date.year < 2020)
    now, before = (
        {value.code: value.value for value in Body(child).visit(day, TODAY)}
        for day in (TODAY, TODAY - timedelta(days=500))
    )
    assert (now["height"] > before["height"], now["weight"] > before["weight"]) == (True, True)


def test_what_is_told_of_a_child_is_told_of_children():
    told: dict[bool, set[str]] = {}
    for person in PEOPLE:
        grown = (TODAY - person.birth_date).days > 18 * 366
        told.setdefault(grown, set()).update(clinical(person, TODAY).get("lifestyle", []))
    assert told[True] & told[False] == set()
    assert len(told[False]) > 5


def test_files_use_the_codes_of_the_record():
    assert {kind for person in PEOPLE for kind in clinical(person, TODAY)} - CLINICAL_KINDS.keys() == set()
    assert {kind for person in PEOPLE for kind, _ in coverage(person)} - COVERAGE_KINDS.keys() == set()
