"""``brasdroit prevention recompute --bench N``: a list judged in runs is judged as one by one."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

import pytest

from brasdroit.cli.__main__ import main
from brasdroit.cli.output import Bar
from brasdroit.cli.recompute.population import facts_of, rows
from brasdroit.cli.recompute.running import jobs_of, recompute
from brasdroit.pathway.prevention.types import PreventionFacts

TODAY = date(2026, 11, 23)


def test_the_document_has_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prevention", "recompute", "--bench", "40", "--processes", "1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["patients", "seconds", "max_rss_mb", "mismatches_with_single"]
    assert (said["patients"], said["mismatches_with_single"]) == (40, 0)
    assert [said["seconds"] > 0, said["max_rss_mb"] > 0] == [True, True]


def test_several_processes_judge_the_same_list() -> None:
    found = [recompute(60, TODAY, processes, Bar().tell) for processes in (1, 2)]
    assert [(one.patients, one.checked, one.mismatches) for one in found] == [(60, 60, 0), (60, 60, 0)]
    assert found[0].overdue == found[1].overdue


def test_a_long_list_is_checked_on_a_part_spread_over_it() -> None:
    jobs = list(jobs_of(sorted(rows(4_500, TODAY)), TODAY))
    places = [start * 1_000 + place for start, job in enumerate(jobs) for place in sorted(job.checked)]
    assert places == list(range(0, 4_500, 2))


def test_without_json_it_is_said_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prevention", "recompute", "--bench", "5", "--processes", "1"]) == 0
    said = capsys.readouterr()
    lines = said.err.replace("\u202f", " ").splitlines()
    assert (said.out, len(lines), lines[2]) == ("", 3, "Écarts avec l’évaluation d’un seul patient : 0 sur 5.")


@pytest.mark.parametrize("number", ["0", "-3", "abc", "1.5", "", "5000001", "9" * 5000, "²"])
def test_an_impossible_number_is_one_sentence(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prevention", "recompute", f"--bench={number}", "--json"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.replace("\u202f", " ").strip()) == (
        "",
        "« --bench » est un nombre entier de 1 à 5000000.",
    )


def test_an_impossible_number_of_processes_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prevention", "recompute", "--bench", "5", "--processes", "0"]) == 2
    said = capsys.readouterr().err.replace("\u202f", " ").strip()
    assert said == "« --processes » est un nombre entier de 1 à 64."


def test_the_list_is_the_same_every_time_and_nobody_is_born_or_vaccinated_later() -> None:
    first = [facts_of(row, TODAY) for row in rows(120, TODAY)]
    assert first == [facts_of(row, TODAY) for row in rows(120, TODAY)]
    days = [dose.on for facts in first for dose in facts.doses if dose.on is not None]
    assert max(*days, *(facts.born_on for facts in first)) <= TODAY
    assert [dose.name for facts in first for dose in facts.doses if dose.components is None] == []


def test_the_list_holds_every_kind_of_fact() -> None:
    known = [facts_of(row, TODAY) for row in rows(400, TODAY)]
    varied = {one.name for one in fields(PreventionFacts) if len({getattr(facts, one.name) for facts in known}) > 1}
    assert varied == {one.name for one in fields(PreventionFacts)} - {"unplaced_screenings", "certified"}
