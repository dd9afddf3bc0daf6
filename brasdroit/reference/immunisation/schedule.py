"""Typed reading of the programmes and situations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from brasdroit.reference.editions import Confidence, NoEditionInForce, ReferenceDataError, Value, load

T = TypeVar("T")
_PACKAGE = "brasdroit.reference.immunisation"
_BOOKS = ("infant", "hepatitis_pneumococcus", "adolescent_adult", "seasonal")


@dataclass(frozen=True, slots=True)
class Age:
    """Ages of a dose, as spans; None: no limit."""

    absolute: str | None = None
    minimum: str | None = None
    start: str | None = None
    end: str | None = None
    maximum: str | None = None


@dataclass(frozen=True, slots=True)
class After:
    """An interval: from the previous dose, from the last of `products`, or from the day of `fact`."""

    absolute: str | None = None
    minimum: str | None = None
    start: str | None = None
    end: str | None = None
    products: tuple[str, ...] = ()
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """When a dose is superfluous: the patient's age, a valid dose given between two ages, a product already given."""

    age: tuple[str | None, str | None] | None = None
    count: tuple[str | None, str | None] | None = None
    count_products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose of a series. `also`: component -> ages between which it counts too."""

    vaccines: tuple[str, ...]
    age: Age = Age()
    after: tuple[After, ...] = ()
    also: tuple[tuple[str, str | None, str | None], ...] = ()
    skip: tuple[Skip, ...] = ()
    historical_until: str | None = None
    label: str = ""
    booster: bool = False
    obligatory: bool = False
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One way to follow a programme."""

    name: str
    doses: tuple[Dose, ...]
    default: bool = False
    evaluation_only: bool = False
    start: tuple[str | None, str | None] = (None, None)

    @property
    def opens_by_age(self) -> bool:
        """Whether the age at the first dose decides that this series is followed."""
        return self.start != (None, None) and not self.evaluation_only


@dataclass(frozen=True, slots=True)
class Campaign:
    """A season returning every year, « MM-DD » both included. `born_since`: only for those born since that day before it."""

    start: str
    end: str
    products: tuple[str, ...] = ()
    born_since: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that decides, asked at some `ages` or from those of a group `conditions`.

    `answers`: the conditions that answer it; `closed`: a list of conditions without them answers no; a dose of `products` answers too, by
    `then`.
    """

    fact: str
    answers: tuple[str, ...]
    ages: tuple[str | None, str | None] | None = None
    conditions: str | None = None
    closed: bool = False
    products: tuple[str, ...] = ()
    then: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The programme ends `length` after the day of `fact`."""

    fact: str
    length: str


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """A set of series for one target. `doubts`: what is weak, in French, shown « à vérifier ».

    `if_started`: never proposed, finished once begun; `each_time`: to be done again (pregnancy); `obligation_only`: kept for the law.
    `strict_limit`: a dose given past the age limit does not count.
    """

    key: str
    target: str
    label: str
    series: tuple[Series, ...]
    source: str
    confidence: Confidence
    doubts: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    applies: tuple[str | None, str | None] = (None, None)
    overrides: bool = False
    each_time: bool = False
    obligation_only: bool = False
    only_in_campaign: bool = False
    if_started: bool = False
    strict_limit: bool = False
    immune_if_born_before: date | None = None
    immunity: tuple[str, ...] = ()
    contraindications: tuple[tuple[str, str], ...] = ()
    campaign: Campaign | None = None
    asks: Ask | None = None
    closes: Closing | None = None
    proposal: str = ""
    proposal_ages: tuple[str | None, str | None] | None = None

    @property
    def to_verify(self) -> bool:
        """True when the programme, or a value in it, waits for a doctor's check."""
        return self.confidence is Confidence.TO_VERIFY or bool(self.doubts)


@dataclass(frozen=True, slots=True)
class Situations:
    """Conditions of a patient: groups the programmes speak of, groups by age, other words, conflicts of live vaccines."""

    groups: Mapping[str, frozenset[str]]
    aged: Mapping[str, tuple[str | None, str | None]]
    aliases: Mapping[str, str]
    live: tuple[str, ...]
    live_interval: str
    preterm_before_weeks: int
    margin: str


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The schedule in force on a day. Two editions are the same only when they are the same object."""

    name: str
    programmes: tuple[Programme, ...]
    situations: Situations


def edition_on(day: date) -> Edition:
    """The edition in force on `day`; for an earlier day the oldest one known."""
    book = load(_PACKAGE, "facts")
    try:
        found = book.on(day)
    except NoEditionInForce:
        found = book.on(book.editions[0].valid_from)
    return _edition(_last_change(max(day, found.valid_from)))


@lru_cache(maxsize=4096)
def _last_change(day: date) -> date:
    """The last day up to `day` on which a value began or ended: editions are built, and compiled, once between changes."""
    values = [value for name in ("facts", *_BOOKS) for raw in load(_PACKAGE, name).editions for value in raw.values]
    starts = [value.valid_from for value in values]
    ends = [value.valid_to + timedelta(days=1) for value in values if value.valid_to]
    return max(change for change in (*starts, *ends) if change <= day)


@lru_cache(maxsize=64)
def _read(name: str, day: date) -> tuple[Programme, ...]:
    return tuple(_programme(value) for value in load(_PACKAGE, name).on(day).values())


@lru_cache(maxsize=64)
def _edition(day: date) -> Edition:
    facts = load(_PACKAGE, "facts").on(day)
    programmes = tuple(one for name in _BOOKS for one in _read(name, day))
    return Edition(facts.name, programmes, _situations(facts.values_by_key))


def _situations(values: Mapping[str, Value]) -> Situations:
    live = values["live_conflicts"].raw
    return Situations(
        groups={key: frozenset(found) for key, found in values["groups"].raw.items()},
        aged={key: _pair(found) for key, found in values["aged_groups"].raw.items()},
        aliases=dict(values["aliases"].raw),
        live=tuple(live["products"]),
        live_interval=live["interval"],
        preterm_before_weeks=values["preterm_before_weeks"].integer(),
        margin=values["margin"].text(),
    )


def _programme(value: Value) -> Programme:
    raw = dict(value.raw)
    readers: dict[str, Callable[[Any], Any]] = {
        "series": lambda found: tuple(_series(one) for one in found),
        "applies": _pair,
        "proposal_ages": _pair,
        "contraindications": lambda found: tuple(found.items()),
        "campaign": lambda found: Campaign(**_tuples(found)),
        "asks": lambda found: Ask(**_tuples(found)),
        "closes": lambda found: Closing(**found),
    }
    built: dict[str, Any] = {
        name: readers[name](found) if name in readers else _tuple(found) for name, found in raw.items()
    }
    _check(Programme, built, value.key)
    return Programme(key=value.key, source=value.source, confidence=value.confidence, **built)


def _series(raw: Mapping[str, Any]) -> Series:
    common = raw.get("vaccines", ())
    doses = tuple(_dose(one, common) for one in (*raw["doses"], *raw.get("then", ())))
    rest = {key: raw[key] for key in raw.keys() - {"vaccines", "doses", "then", "start"}}
    _check(Series, rest, str(raw.get("name")))
    return Series(doses=doses, start=_pair(raw.get("start", (None, None))), **rest)


def _dose(raw: Mapping[str, Any], common: tuple[str, ...]) -> Dose:
    rest = {key: raw[key] for key in raw.keys() - {"vaccines", "age", "after", "also", "skip"}}
    _check(Dose, rest, str(raw))
    after = raw.get("after", ())
    return Dose(
        vaccines=tuple(raw.get("vaccines", common)),
        age=_lengths(Age, raw.get("age", {})),
        after=tuple(_lengths(After, one) for one in ([after] if isinstance(after, dict) else after)),
        also=tuple((name, *_pair(ages)) for name, ages in raw.get("also", {}).items()),
        skip=tuple(Skip(**_tuples(one)) for one in raw.get("skip", ())),
        **rest,
    )


def _lengths(cls: type[T], raw: Mapping[str, Any]) -> T:
    return cls(**{{"from": "start", "to": "end"}.get(key, key): _tuple(found) for key, found in raw.items()})


def _tuples(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _tuple(found) for key, found in raw.items()}


def _tuple(found: Any) -> Any:
    return tuple(found) if isinstance(found, list) else found


def _pair(found: Any) -> tuple[str | None, str | None]:
    start, end = found
    return start, end


def _check(cls: type[Any], built: Mapping[str, Any], where: str) -> None:
    if unknown := built.keys() - {field.name for field in fields(cls)}:
        raise ReferenceDataError(f"{where}: unknown entries {sorted(unknown)}")
