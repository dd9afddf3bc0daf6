"""Reading the recorded doses: what cannot be counted is set aside and told, the rest goes to the engine component by component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brasdroit.pathway.immunisation.types import AdministeredDose
from brasdroit.pathway.prevention.rules.campaigns import season_of
from brasdroit.pathway.prevention.rules.translation import PAST, named
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose
from brasdroit.reference.immunisation import Edition, Programme

WITH_POLIO = {"DT-full": "DTP-full", "DT-reduced": "DTP-reduced", "DT": "DTP"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded dose as read: `set_aside` is the code of why it cannot be counted; `completed`: another dose of the day completes it."""

    dose: RecordedDose
    components: tuple[str, ...]
    set_aside: str | None = None
    completed: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """The doses as read; `engine_doses` beside `origins`: the place in `entries` each engine dose comes from."""

    born_on: date
    entries: tuple[Entry, ...]
    engine_doses: tuple[AdministeredDose, ...]
    origins: tuple[int, ...]


def read_history(facts: PreventionFacts, edition: Edition, on: date) -> History:
    """The doses of `facts`, in the order of the record."""
    entries = _completed(_entries(facts, on))
    doses: list[AdministeredDose] = []
    origins: list[int] = []
    for place, entry in enumerate(entries):
        if entry.set_aside is None and entry.dose.on is not None:
            products = _products(entry.components, entry.dose.on, edition, on)
            doses += [AdministeredDose(entry.dose.on, product) for product in products]
            origins += [place] * len(products)
    return History(facts.born_on, tuple(entries), tuple(doses), tuple(origins))


def _entries(facts: PreventionFacts, on: date) -> list[Entry]:
    seen: set[tuple[date | None, frozenset[str]]] = set()
    found = []
    for dose in facts.doses:
        fault = _fault(dose, facts, on)
        key = (dose.on, frozenset(dose.components or ()))
        if fault is None and key in seen:
            fault = "duplicate"
        if fault is None:
            seen.add(key)
        found.append(Entry(dose, dose.components or (), fault))
    return found


def _fault(dose: RecordedDose, facts: PreventionFacts, on: date) -> str | None:
    if dose.on is None:
        return "unreadable_date"
    if dose.on < facts.born_on:
        return "before_birth"
    if dose.on > on:
        return "in_future"
    return "unknown_product" if dose.components is None else None


def _completed(entries: list[Entry]) -> list[Entry]:
    """Diphtheria-tetanus and polio given apart on one day are one diphtheria-tetanus-polio dose."""
    counted = [one for one in entries if one.set_aside is None]
    polio = {one.dose.on for one in counted if "IPV" in one.components}
    both = polio & {one.dose.on for one in counted if not WITH_POLIO.keys().isdisjoint(one.components)}
    return [_with_polio(one) if one.set_aside is None and one.dose.on in both else one for one in entries]


def _with_polio(entry: Entry) -> Entry:
    components = tuple(WITH_POLIO.get(name, name) for name in entry.components)
    return Entry(entry.dose, components, completed="IPV" in components)


def _products(components: tuple[str, ...], given_on: date, edition: Edition, on: date) -> list[str]:
    """The engine's products of a dose: the component itself, and its name in each campaign that uses it."""
    by_component = _campaigns(edition)
    found = []
    for component in components:
        programmes = by_component.get(component, ())
        found += [_in_campaign(component, one, given_on, on) for one in programmes] or [component]
    return found


def _in_campaign(component: str, programme: Programme, given_on: date, on: date) -> str:
    campaign = programme.campaign
    past = campaign is not None and given_on < season_of(campaign, on).start
    return named(f"{component}{PAST}" if past else component, programme)


@lru_cache(maxsize=8)
def _campaigns(edition: Edition) -> Mapping[str, tuple[Programme, ...]]:
    found: dict[str, tuple[Programme, ...]] = {}
    for programme in edition.programmes:
        for component in programme.campaign.products if programme.campaign else ():
            found[component] = (*found.get(component, ()), programme)
    return found
