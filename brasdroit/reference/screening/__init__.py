"""The French screenings and preventive examinations, edition by edition.

Facts: reference "prevention", section 2; every programme carries its source and its confidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from brasdroit.reference.editions import NoEditionInForce, Value, load

ORGANISED = ("colorectal", "breast", "cervical")
"""The three cancers screened by invitation of the Assurance Maladie."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Whom a programme concerns. Ages are spans from birth, `end` excluded; `every` None: once in life (or in `within`).

    `conditions`: one of them must be known (empty: none asked); `weeks_from`: only during a pregnancy of that many weeks.
    """

    code: str
    every: str | None
    sex: str | None = None
    start: str = "0d"
    end: str | None = None
    conditions: frozenset[str] = frozenset()
    weeks_from: int | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that decides, for whom it is worth asking."""

    fact: str
    sex: str | None = None
    start: str = "0d"
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Positive:
    """What follows a positive test: the examination within `within` (None: no delay given), closed by the tests of `cleared_by`."""

    action: str
    within: str | None
    cleared_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Programme:
    """A screening repeated by age and risk. `tests`: test -> how long a normal one is good, None: the criterion's interval.

    Empty `tests`: any test recorded for the target counts. `specialist`: tests whose abnormal result ends the programme.
    `without_result`: being made is all that is asked of the examination.
    """

    key: str
    label: str
    source: str
    to_verify: bool
    criteria: tuple[Criterion, ...]
    test_label: str = ""
    sex: str | None = None
    tests: Mapping[str, str | None] = field(default_factory=dict)
    specialist: frozenset[str] = frozenset()
    positive: Positive | None = None
    exclusions: Mapping[str, str] = field(default_factory=dict)
    asks: Ask | None = None
    without_result: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Intervals of one test of the cervix; `reinforced` for immunodepressed women."""

    every: str
    reinforced: str
    second_after: str | None = None


@dataclass(frozen=True, slots=True)
class CervicalProgramme:
    """The screening of the cervix: cytology, then HPV from `hpv_from`."""

    label: str
    source: str
    to_verify: bool
    start: str
    end: str
    hpv_from: str
    cytology: Rhythm
    hpv: Rhythm
    pregnancy_weeks_from: int
    immunodepressed: frozenset[str]
    personal: frozenset[str]
    exclusions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """A time of life, from birth, `end` excluded."""

    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class WindowProgramme:
    """An examination offered once in each window. `catch_up`: still asked for after a window, until the next one opens."""

    key: str
    label: str
    source: str
    to_verify: bool
    windows: tuple[Window, ...]
    catch_up: bool


@dataclass(frozen=True, slots=True, eq=False)
class ScreeningEdition:
    """All the programmes of one edition. `margin`: how long after its date an examination is not yet late."""

    name: str
    margin: str
    periodic: tuple[Programme, ...]
    cervical: CervicalProgramme
    windows: tuple[WindowProgramme, ...]


def edition_on(day: date) -> ScreeningEdition:
    """The edition in force on `day`; the oldest one for an earlier day."""
    book = load(__name__, "programmes")
    try:
        found = book.on(day)
    except NoEditionInForce:
        found = book.on(book.editions[0].valid_from)
    return _edition(max(day, found.valid_from))


@lru_cache(maxsize=64)
def _edition(day: date) -> ScreeningEdition:
    edition = load(__name__, "programmes").on(day)
    programmes = [value for key, value in edition.items() if key not in {"margin", "cervical"}]
    return ScreeningEdition(
        name=edition.name,
        margin=edition["margin"].text(),
        periodic=tuple(_programme(value) for value in programmes if "criteria" in value.raw),
        cervical=_cervical(edition["cervical"]),
        windows=tuple(_windows(value) for value in programmes if "criteria" not in value.raw),
    )


def _programme(value: Value) -> Programme:
    raw = value.raw
    return Programme(
        key=value.key,
        label=raw["label"],
        source=value.source,
        to_verify=value.to_verify,
        criteria=tuple(_criterion(item) for item in raw["criteria"]),
        test_label=raw.get("test_label", ""),
        sex=raw.get("sex"),
        tests=MappingProxyType(raw.get("tests", {})),
        specialist=frozenset(raw.get("follow_up", {})),
        positive=_positive(raw.get("positive")),
        exclusions=MappingProxyType(raw.get("exclusions", {})),
        asks=_ask(raw.get("asks")),
        without_result=raw.get("without_result", False),
    )


def _criterion(raw: Mapping[str, Any]) -> Criterion:
    rest = {key: raw[key] for key in ("sex", "weeks_from", "within") if key in raw}
    conditions = frozenset(raw.get("conditions", ()))
    return Criterion(
        raw["code"], raw["every"], start=raw.get("from", "0d"), end=raw.get("to"), conditions=conditions, **rest
    )


def _ask(raw: Mapping[str, Any] | None) -> Ask | None:
    return Ask(raw["fact"], raw.get("sex"), raw.get("from", "0d"), raw.get("to")) if raw else None


def _positive(raw: Mapping[str, Any] | None) -> Positive | None:
    return Positive(raw["action"], raw["within"], frozenset(raw["cleared_by"])) if raw else None


def _cervical(value: Value) -> CervicalProgramme:
    raw = value.raw
    return CervicalProgramme(
        label=raw["label"],
        source=value.source,
        to_verify=value.to_verify,
        start=raw["from"],
        end=raw["to"],
        hpv_from=raw["hpv_from"],
        cytology=_rhythm(raw["cytology"]),
        hpv=_rhythm(raw["hpv"]),
        pregnancy_weeks_from=raw["pregnancy_weeks_from"],
        immunodepressed=frozenset(raw["immunodepressed"]),
        personal=frozenset(raw["personal"]),
        exclusions=MappingProxyType(raw["exclusions"]),
    )


def _rhythm(raw: Mapping[str, str]) -> Rhythm:
    return Rhythm(raw["every"], raw["every_if_immunodepressed"], raw.get("second_after"))


def _windows(value: Value) -> WindowProgramme:
    raw = value.raw
    if "bands" in raw:
        windows = tuple(Window("", start, end) for start, end in raw["bands"])
    else:
        windows = tuple(Window(name, start, end) for name, start, end in raw["windows"])
    return WindowProgramme(value.key, raw["label"], value.source, value.to_verify, windows, raw["catch_up"])
