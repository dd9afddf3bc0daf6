"""What other capabilities may add to a patient's page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from brasdroit.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: when, what in French, who, lucide `icon`, `tone` of a chip, where it leads."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    icon: str = "circle"
    tone: str = "plain"
    href: str = ""


TimelineSource = Callable[[Actor, UUID, int], Iterable[TimelineEntry]]
_sources: dict[str, TimelineSource] = {}


def timeline_source(name: str, source: TimelineSource) -> None:
    """Add what a capability knows to every timeline; `brasdroit.wiring` calls this. The same name twice is once.

    A source answers at most the given number of entries, the newest, in one statement.
    """
    _sources[name] = source


def timeline_sources() -> tuple[TimelineSource, ...]:
    """The sources that upper floors added."""
    return tuple(_sources.values())


_nouns: dict[str, str] = {}


def row_noun(model: str, noun: str) -> None:
    """Tell the French plural of a model that points to patients (« reception.Call », « Appels »), for who sorts rows."""
    _nouns[model] = noun


def row_nouns() -> dict[str, str]:
    """The nouns told, by model."""
    return dict(_nouns)
