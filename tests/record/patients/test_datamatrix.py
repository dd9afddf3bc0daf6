"""The INS DataMatrix, read and written."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from brasdroit.foundation.codes.checks import nir_key
from brasdroit.record.patients.rules.datamatrix import (
    GS,
    HEADER,
    DataMatrixRefused,
    InsScan,
    build_datamatrix,
    is_ins_payload,
    parse_datamatrix,
)
from brasdroit.record.patients.rules.naming import capitalised, display_name, search_words
from brasdroit.record.patients.types import (
    BirthDate,
    ComplementaryTraits,
    Identity,
    IdentityStatus,
    InsIdentifier,
    Sex,
    StrictTraits,
)

CASES = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "rules/patients/datamatrix.yaml").read_text(encoding="utf-8")
)
EXAMPLE = {
    "matricule": "277010115400329",
    "oid": "1.2.250.1.213.1.4.8",
    "birth_name": "GARCIA-HAMMADI",
    "birth_given_names": "SARAH-LOU ANNA",
    "sex": "F",
    "birth_date": date(1977, 1, 21),
    "birth_place": None,
}
SARAH = Identity(
    StrictTraits(
        "Garcia-Hammadi", "Sarah-Lou", BirthDate(date(1977, 1, 21)), Sex.FEMALE, birth_given_names="Sarah-Lou Anna"
    ),
    status=IdentityStatus.QUALIFIED,
    ins=InsIdentifier("277010115400329", "1.2.250.1.213.1.4.8"),
)
NAMES = st.from_regex(r"[A-Z]{1,9}([-' ][A-Z]{1,9}){0,3}", fullmatch=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_payload(case):
    scan = asdict(parse_datamatrix(case["payload"].replace("<EN-TETE>", HEADER).replace("<GS>", GS)))
    problems = [problem.replace("\u202f", " ") for problem in scan.pop("problems")]
    assert scan == EXAMPLE | case.get("differs", {})
    assert problems == case.get("problems", [])


@pytest.mark.parametrize("payload", ["", "bonjour", "IS02" + "0" * 22, "]d20103400949497294"])
def test_what_is_no_ins_datamatrix(payload):
    problem = "Le code lu n’est pas un DataMatrix INS\u202f: son en-tête est absent."
    assert parse_datamatrix(payload) == InsScan(problems=(problem,))
    assert is_ins_payload(payload) is False


def test_the_example_of_the_format_is_written_as_printed():
    assert build_datamatrix(SARAH) == CASES[0]["payload"].replace("<EN-TETE>", HEADER).replace("<GS>", GS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": IdentityStatus.RETRIEVED}, "Seule une identité qualifiée"),
        ({"ins": None}, "Seule une identité qualifiée"),
        ({"traits": replace(SARAH.traits, sex=Sex.INDETERMINATE)}, "n’admet que les sexes"),
        ({"traits": replace(SARAH.traits, birth_name="G4RCIA")}, "n’est pas autorisé"),
        ({"ins": InsIdentifier("277010115400330", "1.2.250.1.213.1.4.8")}, "La clé 30"),
    ],
)
def test_what_cannot_be_written(change, message):
    with pytest.raises(DataMatrixRefused, match=message):
        build_datamatrix(replace(SARAH, **change))


@settings(max_examples=40)
@given(
    st.from_regex(r"[12][0-9]{4}([0-9]{2}|2A|2B)[0-9]{6}", fullmatch=True),
    st.sampled_from(["8", "9", "10", "11"]),
    NAMES,
    NAMES,
    st.sampled_from([Sex.MALE, Sex.FEMALE]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.sampled_from([None, "75056", "2A004", "99109"]),
)
def test_what_is_written_reads_back(number, oid, family, given_names, sex, birth, place):
    ins = InsIdentifier(number + nir_key(number), f"1.2.250.1.213.1.4.{oid}")
    traits = StrictTraits(family, given_names, BirthDate(birth), sex, place, given_names)
    payload = build_datamatrix(Identity(traits, status=IdentityStatus.QUALIFIED, ins=ins))
    assert parse_datamatrix(payload) == InsScan(ins.matricule, ins.oid, family, given_names, sex, birth, place)


def test_names_of_full_length_take_no_separator():
    long = "A" * 100
    payload = build_datamatrix(replace(SARAH, traits=replace(SARAH.traits, birth_name=long, birth_given_names=long)))
    assert payload.count(GS) == 1
    assert parse_datamatrix(payload).birth_name == long


@given(st.text(alphabet="S1234567A-. \x1dF", max_size=60))
def test_any_payload_is_read_or_told(text):
    assert parse_datamatrix(HEADER + text).problems


def test_names_as_they_are_shown():
    married = replace(SARAH, complementary=ComplementaryTraits(used_name="d'Arc", used_given_name="Lou"))
    assert display_name(SARAH) == "GARCIA-HAMMADI Sarah-Lou"
    assert display_name(married) == "D’ARC Lou (née GARCIA-HAMMADI)"
    assert capitalised("JEAN-PIERRE D'ARC ÉLODIE") == "Jean-Pierre D’Arc Élodie"
    assert search_words(married) == ("GARCIA", "HAMMADI", "D", "ARC", "LOU", "SARAH", "ANNA")
