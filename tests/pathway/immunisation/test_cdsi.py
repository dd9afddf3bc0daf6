"""The CDC's data and cases: the importer, the command, and the conformance of the engine to the published cases."""

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from brasdroit.cli.__main__ import main
from brasdroit.cli.cdsi.cases import read_cases
from brasdroit.cli.cdsi.comparison import report
from brasdroit.cli.cdsi.supporting_data import load_schedule
from brasdroit.cli.output import UnusableInput
from brasdroit.pathway.immunisation.rules import CompiledSchedule, compile_schedule
from brasdroit.pathway.immunisation.types import (
    AllowableVaccine,
    BirthImmunity,
    Conflict,
    CountLogic,
    Interval,
    IntervalFrom,
    Period,
    Season,
    SkipContext,
    SkipKind,
    VaccineGroup,
)

DATA = Path(__file__).resolve().parents[3].parent / "shared/data/cdsi"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the CDC's data are not beside this checkout")

ANTIGEN = """<antigenSupportingData>
<immunity><clinicalHistory><guidelineCode>018</guidelineCode></clinicalHistory>
<dateOfBirth><immunityBirthDate>01/31/1957</immunityBirthDate><birthCountry>U.S.</birthCountry>
<exclusion><exclusionCode>055</exclusionCode></exclusion></dateOfBirth></immunity>
<contraindications><vaccineGroup><contraindication><observationCode>080</observationCode><beginAge/><endAge>8 months</endAge>
</contraindication></vaccineGroup><vaccine><contraindication><observationCode>081</observationCode><contraindicatedVaccine>
<cvx>03</cvx><beginAge>7 years</beginAge><endAge/></contraindicatedVaccine></contraindication></vaccine></contraindications>
<series><seriesName>Measles</seriesName><targetDisease>Measles</targetDisease><vaccineGroup>MMR</vaccineGroup>
<seriesAdminGuidance/><seriesType>Standard</seriesType><equivalentSeriesGroups>2; 3</equivalentSeriesGroups><requiredGender/>
<selectSeries><defaultSeries>Yes</defaultSeries><productPath>No</productPath><seriesGroup>1</seriesGroup>
<seriesPriority>A</seriesPriority><seriesPreference/></selectSeries>
<seriesDose><doseNumber>Dose 1</doseNumber><age><absMinAge>12 months - 4 days</absMinAge><minAge>12 months</minAge></age>
<interval/><preferableVaccine><cvx>03</cvx><volume>0.5</volume><forecastVaccineType>Y</forecastVaccineType></preferableVaccine>
<inadvertentVaccine/><conditionalSkip><context>Forecast</context><setLogic>n/a</setLogic><set><setID>1</setID>
<conditionLogic/><condition><conditionType>Vaccine Count By Age</conditionType><beginAge>1 year</beginAge><doseCount>1</doseCount>
<doseType>valid</doseType><doseCountLogic>Greater Than</doseCountLogic><vaccineTypes>03; 94</vaccineTypes></condition></set>
</conditionalSkip><recurringDose>No</recurringDose><seasonalRecommendation/></seriesDose>
<seriesDose><doseNumber>Dose 2</doseNumber><age/><interval><fromPrevious>N</fromPrevious><fromMostRecent>03;94</fromMostRecent>
<minInt>28 days</minInt><intervalPriority>override</intervalPriority><effectiveDate>20250827</effectiveDate></interval>
<recurringDose>Yes</recurringDose><seasonalRecommendation><startDate>20251001</startDate><endDate/></seasonalRecommendation>
</seriesDose></series></antigenSupportingData>"""
SCHEDULE = """<scheduleSupportingData><liveVirusConflicts><liveVirusConflict><previous><cvx>03</cvx></previous>
<current><cvx>94</cvx></current><conflictBeginInterval>1 day</conflictBeginInterval>
<minConflictEndInterval>24 days</minConflictEndInterval><conflictEndInterval>28 days</conflictEndInterval></liveVirusConflict>
</liveVirusConflicts><vaccineGroups><vaccineGroup><name>MMR</name><administerFullVaccineGroup>Yes</administerFullVaccineGroup>
</vaccineGroup></vaccineGroups><vaccineGroupToAntigenMap><vaccineGroupMap><name>MMR</name><antigen>Measles</antigen>
</vaccineGroupMap></vaccineGroupToAntigenMap><cvxToAntigenMap><cvxMap><cvx>03</cvx><shortDescription>MMR</shortDescription>
<association><antigen>Measles</antigen></association></cvxMap></cvxToAntigenMap></scheduleSupportingData>"""
ROW = {
    "CDC_Test_ID": "2026-0001",
    "DOB": "2025-01-10",
    "gender": "F",
    "Series_Status": "Not Complete",
    "Date_Administered_1": "2026-01-09",
    "CVX_1": "03",
    "MVX_1": "MSD",
    "Evaluation_Status_1": "Valid",
    "Evaluation_Reason_1": "",
    "Forecast_#": "2",
    "Earliest_Date": "2026-02-06",
    "Recommended_Date": "2026-02-06",
    "Past_Due_Date": "",
    "Vaccine_Group": "MMR",
    "Assessment_Date": "2026-01-20",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "AntigenSupportingData- Measles-508.xml").write_text(ANTIGEN, encoding="utf-8")
    (tmp_path / "ScheduleSupportingData.xml").write_text(SCHEDULE, encoding="utf-8")
    return tmp_path


def write_cases(folder: Path, *changes: dict[str, str], encoding: str = "utf-8") -> Path:
    path = folder / "cases.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        writer.writerows({**ROW, **change} for change in changes)
    return path


def test_the_schedule_is_read(folder: Path) -> None:
    found = load_schedule(folder)
    assert found.groups == (VaccineGroup("MMR", ("Measles",), administer_full=True),)
    assert found.conflicts == (Conflict("03", "94", Period(0, 1), Period(0, 24), Period(0, 28)),)
    assert [(one.code, one.associations[0].antigen) for one in found.products] == [("03", "Measles")]


def test_an_antigen_is_read(folder: Path) -> None:
    (found,) = load_schedule(folder).antigens
    assert found.immunity_observations == {"018"}
    assert found.birth_immunity == (BirthImmunity(date(1957, 1, 31), "U.S.", frozenset({"055"})),)
    assert [(one.observation, one.end_age) for one in found.contraindications] == [("080", Period(8))]
    assert found.vaccine_contraindications[0].products == (AllowableVaccine("03", Period(84)),)


def test_a_series_is_read(folder: Path) -> None:
    (found,) = load_schedule(folder).antigens[0].series
    first, second = found.doses
    assert found.equivalent_groups == {"2", "3"}
    assert (found.genders, found.guidance, found.indications) == (frozenset(), (), ())
    assert (first.ages[0].absolute_minimum, first.ages[0].maximum) == (Period(12, -4), None)
    assert (first.intervals, first.season, first.inadvertent) == ((), None, frozenset())
    assert [(one.product, one.volume, one.forecast) for one in first.preferable] == [("03", 0.5, True)]
    assert (second.recurring, second.season) == (True, Season(date(2025, 10, 1)))
    assert second.intervals == (
        Interval(
            counted_from=IntervalFrom.PRODUCTS,
            products=frozenset({"03", "94"}),
            minimum=Period(0, 28),
            priority=True,
            in_force=second.intervals[0].in_force,
        ),
    )
    assert second.intervals[0].in_force.effective == date(2025, 8, 27)


def test_a_conditional_skip_is_read(folder: Path) -> None:
    (skip,) = load_schedule(folder).antigens[0].series[0].doses[0].skips
    (condition,) = skip.sets[0].conditions
    assert (skip.context, skip.all_sets, skip.sets[0].all_conditions) == (SkipContext.FORECAST, False, True)
    assert (condition.kind, condition.count_logic) == (SkipKind.VACCINE_COUNT, CountLogic.GREATER)
    assert (condition.dose_count, condition.valid_only, condition.products) == (1, True, frozenset({"03", "94"}))


def test_a_case_that_agrees_passes(folder: Path) -> None:
    found = report(read_cases(write_cases(folder, {})), compile_schedule(load_schedule(folder)))
    assert found == {"total": 1, "passed": 1, "by_group": {"MMR": {"total": 1, "passed": 1}}, "failed": []}


@pytest.mark.parametrize(
    ("column", "value", "expected", "got"),
    [
        ("Evaluation_Status_1", "Not Valid", "not valid", "valid"),
        ("Evaluation_Reason_1", "Age: Too Young", "age: too young", "age_grace"),
        ("Series_Status", "Complete", "complete", "not complete"),
        ("Forecast_#", "-", "", "2"),
        ("Earliest_Date", "2026-02-07", "2026-02-07", "2026-02-06"),
        ("Recommended_Date", "", "", "2026-02-06"),
        ("Past_Due_Date", "2026-03-01", "2026-03-01", ""),
    ],
)
def test_each_difference_is_told(folder: Path, column: str, value: str, expected: str, got: str) -> None:
    cases = read_cases(write_cases(folder, {column: value}, {}))
    found = report(cases, compile_schedule(load_schedule(folder)))
    assert (found["total"], found["passed"]) == (2, 1)
    (only,) = found["failed"]
    assert (only.id, only.field, only.expected, only.got) == ("2026-0001", column, expected, got)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_usual_encodings_are_read(folder: Path, encoding: str) -> None:
    (found,) = read_cases(write_cases(folder, {"CDC_Test_ID": "n° 1"}, encoding=encoding))
    assert (found.identifier, found.label, found.group) == ("n° 1", "MMR", "mmr")


def test_data_in_a_folder_below_are_found(folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    for path in folder.glob("*.xml"):
        path.rename(below / path.name)
    assert len(load_schedule(folder).antigens) == 1


def test_codes_that_lost_their_zero_are_read(folder: Path) -> None:
    (found,) = read_cases(write_cases(folder, {"CVX_1": "3"}))
    assert [one.product for one in found.patient.doses] == ["03"]


def test_the_command_answers_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_cases(folder, {"Forecast_#": "3"})
    assert main(["cdsi", "run", str(path), "--data", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "total": 1,
        "passed": 0,
        "by_group": {"MMR": {"total": 1, "passed": 0}},
        "failed": [{"id": "2026-0001", "field": "Forecast_#", "expected": "3", "got": "2"}],
    }


def test_the_command_says_it_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_cases(folder, {"Forecast_#": ""})
    assert main(["cdsi", "run", str(path), "--data", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "MMR\u202f: 0 sur 1",
        "2026-0001 · Forecast_#\u202f: attendu rien, obtenu 2",
        "0 cas conforme sur 1",
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "ScheduleSupportingData.xml").unlink(),
        lambda folder: (folder / "ScheduleSupportingData.xml").write_text("<schedule", encoding="utf-8"),
        lambda folder: _replace(folder, "12 months - 4 days", "some months"),
        lambda folder: _replace(folder, "<seriesType>Standard", "<seriesType>Usual"),
        lambda folder: _replace(folder, "Vaccine Count By Age", "Moon"),
        lambda folder: _replace(folder, "<series>", "<serie>").write_text("<antigenSupportingData/>", encoding="utf-8"),
    ],
)
def test_other_data_are_refused_in_one_sentence(folder: Path, damage: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_cases(folder, {})
    damage(folder)
    assert main(["cdsi", "run", str(path), "--data", str(folder), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"Le dossier {folder} ne contient pas les données CDSi du CDC en XML.\n"


def _replace(folder: Path, old: str, new: str) -> Path:
    path = folder / "AntigenSupportingData- Measles-508.xml"
    path.write_text(ANTIGEN.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"DOB": "10/01/2025"}, "contient une valeur illisible au cas 1"),
        ({"DOB": ""}, "contient une valeur illisible au cas 1"),
        ({"Assessment_Date": ""}, "contient une valeur illisible au cas 1"),
    ],
)
def test_a_case_that_cannot_be_read_is_named(folder: Path, change: dict[str, str], sentence: str) -> None:
    path = write_cases(folder, change)
    with pytest.raises(UnusableInput, match=sentence):
        read_cases(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "introuvable"),
        ("a,b\n1,2\n", "n’a pas les colonnes"),
        ("", "n’a pas"),
        (",".join(ROW) + "\n" + "x" * 200_000, "n’est pas un tableau"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str | None, sentence: str) -> None:
    path = tmp_path / "cases.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    longest = csv.field_size_limit(131_072)  # a longer one may have been allowed for the lists of patients
    try:
        with pytest.raises(UnusableInput, match=sentence):
            read_cases(path)
    finally:
        csv.field_size_limit(longest)


@cache
def american() -> CompiledSchedule:
    return compile_schedule(load_schedule(DATA / "supporting-data"))


@needs_data
def test_the_published_data_are_read_whole() -> None:
    found = american()
    assert (sum(len(group.antigens) for group in found.groups), len(found.groups)) == (30, 26)
    assert sum(len(one.series) for group in found.groups for one in group.antigens) == 143


@needs_data
def test_every_healthy_case_passes() -> None:
    found = report(read_cases(DATA / "healthy_dev.csv"), american())
    assert (found["failed"], found["passed"]) == ([], 507)


# Each is explained in docs/rules/immunisation.md, "CDSi conformance".
EXPLAINED = {
    "2016-UC-0057", "2016-UC-0093", "2016-UC-0110", "2016-UC-0128", "2016-UC-0130", "2016-UC-0132", "2016-UC-0165",
    "2016-UC-0167", "2016-UC-0178", "2022-UC-0030", "2023-UC-0047", "2023-UC-0051", "2025-UC-0015",
}  # fmt: skip


@needs_data
def test_every_condition_case_passes_but_those_that_are_explained() -> None:
    found = report(read_cases(DATA / "conditions_dev.csv"), american())
    assert {one.id for one in found["failed"]} == EXPLAINED
    assert (found["total"], found["passed"]) == (169, 156)
