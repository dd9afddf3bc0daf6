"""Dated, sourced reference values, and the edition in force on a given day.

A *book* is one YAML file beside the code; it holds one or more *editions*, each a set of named values::

    title: Rappels de vaccination              # French, shown to the professional
    editions:
      - edition: "2026"                        # its short name
        valid_from: 2026-01-01                 # first day in force; valid_to (last day) may be left out: still in force
        source: RNIV 1 v2.0, §3.3.3            # inherited by every value that names none
        confidence: established                # established | reading | to_verify; inherited in the same way
        values:
          margin_days: {value: 30, unit: day}
          ceiling:                             # a value corrected inside an edition: a list of dated values
            - {value: 10, valid_from: 2026-01-01, valid_to: 2026-03-31}
            - {value: 12, valid_from: 2026-04-01, source: Arrêté du 20 mars 2026}
          passport: {value: {label: Passeport, grants: true}}

Usage: ``load("brasdroit.reference.identity", "evidence").on(day)["passport"].build(Evidence)``.
A value marked ``to_verify`` is shown « à vérifier » and stays editable by the practice; it may have an empty source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
_META = {"value", "unit", "source", "confidence", "valid_from", "valid_to"}


class ReferenceDataError(ValueError):
    """A reference file does not have the shape described above (a defect of ours, not of the user)."""


class NoEditionInForce(LookupError):
    """No edition of a book covers the day asked for."""


class Confidence(StrEnum):
    """How sure we are of a value: quoted from a source, our reading of it, or waiting to be verified."""

    ESTABLISHED = "established"
    READING = "reading"
    TO_VERIFY = "to_verify"


@dataclass(frozen=True, slots=True)
class Value:
    """One named value with its unit, source, confidence and days of validity (both ends included)."""

    key: str
    raw: Any
    unit: str | None
    source: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None

    @property
    def to_verify(self) -> bool:
        """True when the screen must show « à vérifier » beside it."""
        return self.confidence is Confidence.TO_VERIFY

    def in_force(self, day: date) -> bool:
        """Whether the value holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def integer(self) -> int:
        """The value as an int; ReferenceDataError when it is none."""
        return self._typed(int)

    def text(self) -> str:
        """The value as a str; ReferenceDataError when it is none."""
        return self._typed(str)

    def decimal(self) -> Decimal:
        """The value as an exact Decimal, from an int or from a quoted text (never from a binary float)."""
        if isinstance(self.raw, bool) or not isinstance(self.raw, int | str):
            raise ReferenceDataError(f"{self.key}: an exact decimal must be an integer or a quoted text")
        return Decimal(self.raw)

    def build(self, cls: type[T]) -> T:
        """The value (a mapping) as the dataclass `cls`: unknown or missing fields raise ReferenceDataError.

        Lists become tuples, so that the result can be frozen. A field `key` receives the value's key.
        """
        given = {name: _frozen(item) for name, item in self._typed(dict).items()}
        known = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]
        if "key" in known:
            given.setdefault("key", self.key)
        needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
        if faults := (given.keys() - known.keys()) | (needed - given.keys()):
            raise ReferenceDataError(f"{self.key}: unknown or missing fields {sorted(faults)}")
        return cls(**given)

    def _typed(self, kind: type[T]) -> T:
        if not isinstance(self.raw, kind) or (isinstance(self.raw, bool) and kind is int):
            raise ReferenceDataError(f"{self.key}: expected {kind.__name__}, found {type(self.raw).__name__}")
        return self.raw


@dataclass(frozen=True, slots=True)
class Edition(Mapping[str, Value]):
    """The values of one edition in force on one day, by key, in the order of the file."""

    book: str
    name: str
    valid_from: date
    valid_to: date | None
    source: str
    values_by_key: Mapping[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values_by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_key)

    def __len__(self) -> int:
        return len(self.values_by_key)

    def build_all(self, cls: type[T]) -> tuple[T, ...]:
        """Every value built as the dataclass `cls`, in the order of the file."""
        return tuple(value.build(cls) for value in self.values())


@dataclass(frozen=True, slots=True)
class Book:
    """One reference file: its title and its editions, oldest first."""

    name: str
    title: str
    editions: tuple["_RawEdition", ...]

    def on(self, day: date) -> Edition:
        """The edition in force on `day`, with only the values in force that day; NoEditionInForce otherwise."""
        for raw in reversed(self.editions):
            if raw.valid_from <= day and (raw.valid_to is None or day <= raw.valid_to):
                return raw.on(self.name, day)
        raise NoEditionInForce(f"{self.name}: no edition in force on {day.isoformat()}")


@dataclass(frozen=True, slots=True)
class _RawEdition:
    name: str
    valid_from: date
    valid_to: date | None
    source: str
    values: tuple[Value, ...]

    def on(self, book: str, day: date) -> Edition:
        current = {value.key: value for value in self.values if value.in_force(day)}
        return Edition(book, self.name, self.valid_from, self.valid_to, self.source, MappingProxyType(current))


@lru_cache(maxsize=128)
def load(package: str, name: str) -> Book:
    """The book `name` (without .yaml) of a package such as ``brasdroit.reference.identity``; read once per process."""
    text = files(package).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return parse(f"{package.rsplit('.', 1)[-1]}/{name}", text)


def parse(name: str, text: str) -> Book:
    """A book from YAML text; ReferenceDataError naming the book when the shape is wrong."""
    try:
        document = yaml.safe_load(text)
        editions = sorted((_edition(item) for item in document["editions"]), key=lambda e: e.valid_from)
        return Book(name, document["title"], tuple(editions))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ReferenceDataError(f"{name}: {error}") from error


def _edition(item: Mapping[str, Any]) -> _RawEdition:
    values = tuple(
        _value(key, entry, item)
        for key, entries in item["values"].items()
        for entry in (entries if isinstance(entries, list) else [entries])
    )
    name, start, end = str(item["edition"]), item["valid_from"], item.get("valid_to")
    return _RawEdition(name, start, end, item.get("source", ""), values)


def _value(key: str, entry: Mapping[str, Any], edition: Mapping[str, Any]) -> Value:
    if unknown := entry.keys() - _META:
        raise ReferenceDataError(f"{key}: unknown entries {sorted(unknown)}")
    inherited = {**edition, **entry}
    confidence = Confidence(inherited["confidence"])
    source = inherited.get("source") or ""
    if not source and confidence is not Confidence.TO_VERIFY:
        raise ReferenceDataError(f"{key}: a value without a source must be marked to_verify")
    start, end = inherited["valid_from"], inherited.get("valid_to")
    return Value(str(key), entry["value"], entry.get("unit"), source, confidence, start, end)


def _frozen(item: object) -> object:
    return tuple(_frozen(child) for child in item) if isinstance(item, list) else item
