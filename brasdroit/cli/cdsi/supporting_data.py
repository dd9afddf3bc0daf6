"""CDC "CDSi supporting data" (XML, one file per antigen and one schedule) -> `Schedule`.

Element names are those of AntigenSupportingData.xsd and ScheduleSupportingData.xsd. An empty or "n/a" element is an absent limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, parse

from brasdroit.cli.cdsi.series import series
from brasdroit.cli.cdsi.xml import period, text, texts
from brasdroit.cli.output import UnusableInput
from brasdroit.pathway.immunisation.types import (
    AllowableVaccine,
    Antigen,
    Association,
    BirthImmunity,
    Conflict,
    Contraindication,
    Product,
    Schedule,
    VaccineGroup,
)


def load_schedule(folder: Path) -> Schedule:
    """Read the schedule found in `folder` or below, and the antigens beside it.

    UnusableInput: no such data there, or XML that is not theirs.
    """
    try:
        path = min(folder.rglob("ScheduleSupportingData*.xml"))
        antigens = tuple(_antigen(_root(one)) for one in sorted(path.parent.glob("AntigenSupportingData*.xml")))
        return _schedule(_root(path), antigens)
    except (OSError, ParseError, ValueError, IndexError) as error:
        raise UnusableInput(f"Le dossier {folder} ne contient pas les données CDSi du CDC en XML.") from error


def _root(path: Path) -> Element:
    return parse(path).getroot()  # noqa: S314 - files the operator took from the CDC; expat bounds entity expansion


def _schedule(root: Element, antigens: tuple[Antigen, ...]) -> Schedule:
    return Schedule(
        edition="CDC",
        antigens=antigens,
        groups=tuple(_groups(root)),
        products=tuple(_product(one) for one in root.iterfind("cvxToAntigenMap/cvxMap")),
        conflicts=tuple(_conflict(one) for one in root.iterfind("liveVirusConflicts/liveVirusConflict")),
    )


def _groups(root: Element) -> Iterator[VaccineGroup]:
    full = {
        text(one, "name"): text(one, "administerFullVaccineGroup") == "Yes" for one in root.iterfind("vaccineGroups/*")
    }
    for one in root.iterfind("vaccineGroupToAntigenMap/vaccineGroupMap"):
        name = text(one, "name")
        yield VaccineGroup(name, tuple(texts(one, "antigen")), full.get(name, False))


def _product(element: Element) -> Product:
    associations = tuple(
        Association(text(one, "antigen"), period(one, "associationBeginAge"), period(one, "associationEndAge"))
        for one in element.iterfind("association")
    )
    return Product(text(element, "cvx"), text(element, "shortDescription"), associations)


def _conflict(element: Element) -> Conflict:
    begin, minimum, end = (
        period(element, name) for name in ("conflictBeginInterval", "minConflictEndInterval", "conflictEndInterval")
    )
    if begin is None or minimum is None or end is None:
        raise ValueError("a conflict without its intervals")
    return Conflict(text(element, "previous/cvx"), text(element, "current/cvx"), begin, minimum, end)


def _antigen(root: Element) -> Antigen:
    found = tuple(series(one) for one in root.iterfind("series"))
    return Antigen(
        name=found[0].antigen,
        series=found,
        immunity_observations=frozenset(texts(root, "immunity/clinicalHistory/guidelineCode")),
        birth_immunity=tuple(_birth_immunity(one) for one in root.iterfind("immunity/dateOfBirth")),
        contraindications=tuple(
            _contraindication(one) for one in root.iterfind("contraindications/vaccineGroup/contraindication")
        ),
        vaccine_contraindications=tuple(
            _contraindication(one) for one in root.iterfind("contraindications/vaccine/contraindication")
        ),
    )


def _birth_immunity(element: Element) -> BirthImmunity:
    return BirthImmunity(
        born_before=_american_date(text(element, "immunityBirthDate")),
        country=text(element, "birthCountry") or None,
        exclusions=frozenset(texts(element, "exclusion/exclusionCode")),
    )


def _american_date(value: str) -> date:
    return datetime.strptime(value, "%m/%d/%Y").date()  # noqa: DTZ007 - a birthday has no time zone


def _contraindication(element: Element) -> Contraindication:
    return Contraindication(
        observation=text(element, "observationCode"),
        text=text(element, "contraindicationText"),
        guidance=text(element, "contraindicationGuidance"),
        begin_age=period(element, "beginAge"),
        end_age=period(element, "endAge"),
        products=tuple(
            AllowableVaccine(text(one, "cvx"), period(one, "beginAge"), period(one, "endAge"))
            for one in element.iterfind("contraindicatedVaccine")
        ),
    )
