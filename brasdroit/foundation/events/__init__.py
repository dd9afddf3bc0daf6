"""Domain events: what happened, told to those the composition root has wired to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from brasdroit.foundation.actors import Actor

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, slots=True)
class Event:
    """Base of the events: frozen facts in plain values, named in the past tense."""


Handler = Callable[[Actor, Any], None]
_handlers: dict[type[Event], list[Handler]] = defaultdict(list)


def subscribe(event: type[E], handler: Callable[[Actor, E], None]) -> None:
    """Wire a handler to an event; only ``brasdroit.wiring`` calls this. Twice is once."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def handlers_of(event: Event) -> tuple[Handler, ...]:
    """The handlers wired to this event."""
    return tuple(_handlers[type(event)])
