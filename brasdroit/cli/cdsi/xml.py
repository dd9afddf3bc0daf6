"""Values of an element of the CDC's supporting data."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from xml.etree.ElementTree import Element

from brasdroit.pathway.immunisation.rules import parse_period
from brasdroit.pathway.immunisation.types import ALWAYS, InForce, Period

_ABSENT = frozenset({"", "n/a", "N/A"})


def text(element: Element, path: str) -> str:
    """The text at `path`, stripped; "" where it is absent, empty or "n/a"."""
    found = (element.findtext(path) or "").strip()
    return "" if found in _ABSENT else found


def texts(element: Element, path: str) -> list[str]:
    """The texts at `path` that say something."""
    found = ((one.text or "").strip() for one in element.iterfind(path))
    return [one for one in found if one not in _ABSENT]


def codes(element: Element, path: str) -> frozenset[str]:
    """A list such as "09; 113;138"."""
    return frozenset(one.strip() for one in text(element, path).split(";") if one.strip())


def period(element: Element, path: str) -> Period | None:
    """An age or an interval. ValueError where it cannot be read."""
    found = text(element, path)
    return _period(found) if found else None


_period = cache(parse_period)


def day(element: Element, path: str) -> date | None:
    """A date written 20231001. ValueError where it is not."""
    found = text(element, path)
    return datetime.strptime(found, "%Y%m%d").date() if found else None  # noqa: DTZ007 - a day, not an instant


def in_force(element: Element) -> InForce:
    """Effective and cessation date."""
    effective, cessation = day(element, "effectiveDate"), day(element, "cessationDate")
    return InForce(effective, cessation) if effective or cessation else ALWAYS
