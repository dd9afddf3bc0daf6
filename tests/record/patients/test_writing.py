"""Writing rules of names, incomplete dates and labels."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.record.patients.rules import labels
from brasdroit.record.patients.rules.birth_dates import check_birth_date, complete_birth_date
from brasdroit.record.patients.rules.writing import given_name_consistency, write_name
from brasdroit.record.patients.types import (
    BirthDate,
    CaptureChannel,
    IdentityAttribute,
    IdentityStatus,
    ManagementCode,
    NameKind,
    OidKind,
    Sex,
)

CASES = Path(__file__).resolve().parents[2] / "rules/patients"


def cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases("writing"), ids=lambda case: case["typed"])
def test_name(case):
    written = write_name(case["typed"], NameKind(case["kind"]))
    assert (written.problem or "").replace("\u202f", " ") == case.get("refused", "")
    assert written.accepted is ("stored" in case)
    if written.accepted:
        assert written.value == case["stored"]


def test_a_name_of_101_letters_is_refused():
    assert write_name("A" * 100, NameKind.FAMILY).accepted
    assert write_name("A" * 101, NameKind.FAMILY).problem == (
        "Le nom compte 101 caractères\u202f; il ne peut pas dépasser 100."
    )


@given(st.text(max_size=30), st.sampled_from(list(NameKind)))
def test_writing_twice_changes_nothing(text, kind):
    once = write_name(text, kind)
    assert write_name(once.value, kind).value == once.value


@pytest.mark.parametrize("case", cases("given_names"), ids=lambda case: f"{case['first']} / {case['list']}")
def test_first_given_name(case):
    answer = given_name_consistency(case["first"], case["list"])
    assert answer.allowed is case["allowed"]
    assert bool(answer.missing) is (case["allowed"] is None)


@pytest.mark.parametrize(
    ("parts", "stored"),
    [
        ((1961, 3, 14), BirthDate(date(1961, 3, 14), estimated=False)),
        ((1961, 3, None), BirthDate(date(1961, 3, 1), estimated=True)),
        ((1961, None, 14), BirthDate(date(1961, 1, 14), estimated=True)),
        ((1961, None, None), BirthDate(date(1961, 12, 31), estimated=True)),
    ],
)
def test_incomplete_birth_date(parts, stored):
    assert complete_birth_date(*parts) == stored


def test_a_day_the_calendar_lacks_is_refused():
    with pytest.raises(ValueError, match="day"):
        complete_birth_date(1961, 2, 30)


@pytest.mark.parametrize(
    ("birth", "stated_age", "code"),
    [
        (date(1961, 3, 14), None, "birth_date_possible"),
        (date(1961, 3, 14), 66, "birth_date_possible"),
        (date(1961, 3, 14), 45, "birth_date_against_stated_age"),
        (date(2026, 11, 24), None, "birth_date_in_future"),
        (date(1890, 1, 1), None, "birth_date_too_old"),
    ],
)
def test_birth_date_on_a_day(birth, stated_age, code):
    assert check_birth_date(birth, date(2026, 11, 23), stated_age).code == code


@pytest.mark.parametrize(
    ("codes", "mapping"),
    [
        (Sex, labels.SEX),
        (IdentityStatus, labels.STATUS),
        (IdentityAttribute, labels.ATTRIBUTE),
        (CaptureChannel, labels.CHANNEL),
        (OidKind, labels.OID_KIND),
        (ManagementCode, labels.MANAGEMENT),
    ],
)
def test_every_code_has_its_label(codes, mapping):
    assert list(mapping) == list(codes)
