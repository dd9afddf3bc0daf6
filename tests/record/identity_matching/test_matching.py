"""Whole lists: the pairs found, the traps left alone, the figures that must hold."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from brasdroit.record.identity_matching.rules.columns import read_columns, read_entry
from brasdroit.record.identity_matching.selectors.files import read_entries
from brasdroit.record.identity_matching.selectors.matching import find_matches
from brasdroit.record.identity_matching.types import Entry, Match
from tests.record.identity_matching.french import FrenchList, demo_names, write_list
from tests.record.identity_matching.measure import febrl_truth, quality

ROOT = Path(__file__).resolve().parents[3]
FEBRL = ROOT.parent / "shared/data/linkage/febrl_dataset1.csv.gz"
TODAY = date(2026, 11, 23)
CASES = yaml.safe_load((ROOT / "tests/rules/identity_matching/pairs.yaml").read_text(encoding="utf-8"))
HEADERS = [
    "id",
    "nom",
    "nom_naissance",
    "prenom",
    "date_naissance",
    "sexe",
    "telephone",
    "adresse",
    "cp",
    "commune",
    "nir",
]


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def others(count: int) -> list[Entry]:
    """A practice around the cases."""
    rows = [row | {"id": f"o{place}"} for place, (_, row) in enumerate(FrenchList(3, demo_names()).rows(count))]
    columns = read_columns(list(rows[0]))
    return [read_entry(list(row.values()), columns, TODAY) for row in rows]


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    columns = read_columns(HEADERS)
    entries = others(600)
    for number, case in enumerate(CASES):
        entries += [read_entry([f"{side}{number}", *case[side].split("|")], columns, TODAY) for side in ("a", "b")]
    return {(match.a, match.b) for match in find_matches(entries, quiet)}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_one_person_or_two(found: set[tuple[str, str]], number: int) -> None:
    assert ((f"a{number}", f"b{number}") in found) is CASES[number]["one"]


def test_french_lists_keep_their_figures(tmp_path: Path) -> None:
    truth = write_list(tmp_path / "list.csv", FrenchList(11, demo_names()), 2000)
    result = quality(find_matches(read_entries(tmp_path / "list.csv", TODAY), quiet), truth)
    assert result["f1"] >= 0.97


@pytest.mark.skipif(not FEBRL.exists(), reason="the shared test data is not here")
def test_febrl_keeps_its_figures(tmp_path: Path) -> None:
    path = tmp_path / "febrl.csv"
    path.write_bytes(gzip.decompress(FEBRL.read_bytes()))
    with path.open(encoding="utf-8") as lines:
        truth = febrl_truth([row["rec_id"] for row in csv.DictReader(lines)])
    assert quality(find_matches(read_entries(path, TODAY), quiet), truth)["f1"] >= 0.98


def test_the_answer_is_the_same_every_time_and_the_surest_come_first() -> None:
    entries = others(300)
    first, second = find_matches(entries, quiet), find_matches(entries, quiet)
    assert first == second
    assert [match.score for match in first] == sorted((match.score for match in first), reverse=True)


@pytest.mark.parametrize("make", [list, lambda: others(1), lambda: others(2)], ids=["none", "one", "two"])
def test_tiny_lists_have_an_answer(make: Callable[[], list[Entry]]) -> None:
    assert find_matches(make(), quiet) == []


def test_reasons_are_french_and_name_what_was_compared() -> None:
    columns = read_columns(["id", "nom", "prenom", "date_naissance"])
    pair = [("1", "Quéméneur", "Solenn", "14/03/1961"), ("2", "Quemeneurr", "Solenn", "14/03/1961")]
    matches: list[Match] = find_matches([*others(200), *(read_entry(row, columns, TODAY) for row in pair)], quiet)
    mine = next(match for match in matches if (match.a, match.b) == ("1", "2"))
    assert sorted(reason.replace("\u202f", " ") for reason in mine.reasons) == [
        "Même date de naissance.",
        "Même premier prénom : SOLENN.",
        "Noms de même prononciation : QUEMENEUR, QUEMENEURR.",
    ]
