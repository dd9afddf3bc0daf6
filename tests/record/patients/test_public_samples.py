"""The public samples of identities, where the shared folder is present."""

import csv
import gzip
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from brasdroit.foundation.codes.checks import check
from brasdroit.record.identity_matching.rules.blocking import blocking_keys
from brasdroit.record.patients.rules.resemblance import PersonFacts, compare, profile
from brasdroit.record.patients.rules.writing import write_name
from brasdroit.record.patients.types import NameKind

DATA = Path(__file__).resolve().parents[3].parent / "shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared test data is not here")


def test_every_key_of_the_insc_sample():
    with (DATA / "identity/insc_sample_1of7.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter=";"))[2:]
    wrong = [row for row in rows if check("nir", row[2]).key != row[3] or not check("nir", row[2] + row[3]).valid]
    assert (len(rows) > 2000, wrong) == (True, [])


def test_the_keys_of_the_ans_examples():
    with (DATA / "identity/ans_example_identities.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [str(check("nir", row["matricule"]).valid) for row in rows] == [row["cle_valide"] for row in rows]
    names = [write_name(row["nom_naissance"], NameKind.FAMILY) for row in rows if row["nom_naissance"]]
    assert [name.problem for name in names if name.problem] == []


def record(row):
    try:
        birth = date.fromisoformat(row["date_of_birth"])
    except ValueError:
        birth = None
    address = f"{row['street_number']} {row['address_1']} {row['suburb']}"
    return profile(
        PersonFacts(row["surname"], "", row["given_name"], "", birth, address=address, postal_code=row["postcode"])
    )


def test_febrl_duplicates_are_found_and_nobody_else_is():
    with gzip.open(DATA / "linkage/febrl_dataset1.csv.gz", "rt") as lines:
        rows = [{k.strip(): v.strip() for k, v in row.items()} for row in csv.DictReader(lines)]
    people = {row["rec_id"]: record(row) for row in rows}
    blocks: dict[str, list[str]] = {}
    for name, person in people.items():
        for key in blocking_keys(person):
            blocks.setdefault(key, []).append(name)
    pairs = {pair for names in blocks.values() for pair in combinations(sorted(names), 2)}
    found = {pair for pair in pairs if compare(people[pair[0]], people[pair[1]]).one_person}
    right = {(a, b) for a, b in found if a.rsplit("-dup")[0] == b.removesuffix("-org")}
    assert found == right
    assert len(right) >= 415
