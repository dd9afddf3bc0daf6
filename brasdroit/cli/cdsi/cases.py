"""The CDC's test cases (CSV form of its two workbooks) -> patients and what is expected of the engine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brasdroit.cli.output import UnusableInput
from brasdroit.pathway.immunisation.types import AdministeredDose, Gender, Observation, PatientFacts

# A spreadsheet may have dropped the zeros that begin a code: CVX has at least two figures, an observation three.
_COUNTRY = "U.S."
"""The cases are American people: the CSV does not say it, the rules of immunity by year of birth ask it."""
_GENDERS = {"F": Gender.FEMALE, "M": Gender.MALE}
_GROUPS = {
    "DTAP": "DTaP/Tdap/Td", "POL": "Polio", "IPOL": "Polio", "PCV": "Pneumococcal", "VAR": "Varicella",
    "ROTA": "Rotavirus", "MCV": "Meningococcal", "MENB": "Meningococcal B", "FLU": "Influenza",
}  # fmt: skip
"""Names of vaccine groups in the cases that the supporting data writes otherwise."""
_NEEDED = frozenset({"CDC_Test_ID", "DOB", "Series_Status", "Vaccine_Group", "Assessment_Date", "Forecast_#"})


@dataclass(frozen=True, slots=True)
class ExpectedDose:
    """What the workbook says of a dose, in small letters; "" = nothing. `kind`: the type of series it speaks of."""

    status: str
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the workbook expects: each dose, the status and the next dose of the vaccine group. No date: none forecast."""

    doses: tuple[ExpectedDose, ...]
    series_status: str
    forecast_number: str
    earliest: date | None
    recommended: date | None
    past_due: date | None


@dataclass(frozen=True, slots=True)
class TestCase:
    """One row. `label`: the vaccine group as the row names it; `group`: its name in the supporting data, in small letters."""

    identifier: str
    group: str
    label: str
    patient: PatientFacts
    on: date
    expected: Expected


def read_cases(path: Path) -> list[TestCase]:
    """Every row of `path`. UnusableInput: no such file, not the columns of the workbooks, a date that is none."""
    rows = _rows(path)
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(_case(row))
        except ValueError as error:
            raise UnusableInput(f"Le fichier {path} contient une valeur illisible au cas {number}.") from error
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    try:
        if _NEEDED.issubset(reader.fieldnames or ()):
            return list(reader)
    except csv.Error as error:
        raise UnusableInput(f"Le fichier {path} n’est pas un tableau CSV lisible.") from error
    raise UnusableInput(f"Le fichier {path} n’a pas les colonnes des cas de test CDSi.")


def _text(path: Path) -> str:
    """UTF-8, with or without its mark, else Windows-1252."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"Le fichier {path} est introuvable ou illisible.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _case(row: Mapping[str, str]) -> TestCase:
    group = _value(row, "Vaccine_Group")
    on = _date(row, "Assessment_Date")
    if on is None:
        raise ValueError("no assessment date")
    return TestCase(
        identifier=_value(row, "CDC_Test_ID"),
        group=_GROUPS.get(group.upper(), group).casefold(),
        label=group,
        patient=_patient(row),
        on=on,
        expected=_expected(row),
    )


def _patient(row: Mapping[str, str]) -> PatientFacts:
    born_on = _date(row, "DOB")
    if born_on is None:
        raise ValueError("no birth date")
    return PatientFacts(
        born_on=born_on,
        gender=_GENDERS.get(_value(row, "Gender") or _value(row, "gender"), Gender.UNKNOWN),
        doses=tuple(_doses(row)),
        observations=tuple(_observations(row)),
        country_of_birth=_COUNTRY,
    )


def _doses(row: Mapping[str, str]) -> Iterator[AdministeredDose]:
    for number in _numbers(row, "Date_Administered_"):
        day = _date(row, f"Date_Administered_{number}")
        if day:
            manufacturer = _value(row, f"MVX_{number}") or None
            yield AdministeredDose(day, _value(row, f"CVX_{number}").zfill(2), manufacturer)


def _observations(row: Mapping[str, str]) -> Iterator[Observation]:
    for number in _numbers(row, "Observation_Code_"):
        code = _value(row, f"Observation_Code_{number}")
        if code:
            yield Observation(code.zfill(3), _date(row, f"Observation_Date_{number}"))


def _numbers(row: Mapping[str, str], prefix: str) -> list[int]:
    return sorted(int(name.removeprefix(prefix)) for name in row if name and name.startswith(prefix))


def _expected(row: Mapping[str, str]) -> Expected:
    numbers = [one for one in _numbers(row, "Date_Administered_") if _value(row, f"Date_Administered_{one}")]
    number = _value(row, "Forecast_#")
    return Expected(
        doses=tuple(_expected_dose(row, one) for one in numbers),
        series_status=_value(row, "Series_Status").casefold(),
        forecast_number="" if number == "-" else number,
        earliest=_date(row, "Earliest_Date"),
        recommended=_date(row, "Recommended_Date"),
        past_due=_date(row, "Past_Due_Date"),
    )


def _expected_dose(row: Mapping[str, str], number: int) -> ExpectedDose:
    names = (f"{column}_{number}" for column in ("Evaluation_Status", "Evaluation_Reason", "Series_Type"))
    return ExpectedDose(*(_value(row, name).casefold() for name in names))


def _value(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()


def _date(row: Mapping[str, str], name: str) -> date | None:
    value = _value(row, name)
    return date.fromisoformat(value[:10]) if value and value != "-" else None
