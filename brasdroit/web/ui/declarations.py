"""What a component is: a name, declared props and slots, one template. A misspelt prop is an error, never a silent blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise

REQUIRED: Any = object()


class Kind(Enum):
    """What a prop holds, as types that `isinstance` understands."""

    TEXT = (str, Promise, int, Decimal)
    FLAG = (bool,)
    NUMBER = (int, float, Decimal)
    ITEMS = (Iterable,)
    ANY = (object,)


class WrongProp(ValueError):
    """A prop that the component does not know, lacks, or cannot hold."""


@dataclass(frozen=True, slots=True)
class Prop:
    """One declared input. Without `default` it must be given; `choices` closes the list of its values."""

    kind: Kind = Kind.TEXT
    default: Any = REQUIRED
    choices: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether leaving it out is an error."""
        return self.default is REQUIRED

    def check(self, component: str, name: str, value: Any) -> None:
        """Raise WrongProp unless the prop can hold `value`; None stands for "not given" where there is a default."""
        if value is None and not self.required:
            return
        if not isinstance(value, self.kind.value):
            raise WrongProp(f"{component}: {name} takes {self.kind.name.lower()}, got {value!r}")
        if self.choices and value not in self.choices:
            raise WrongProp(f"{component}: {name} is one of {', '.join(self.choices)}, got {value!r}")


def text(default: Any = REQUIRED, *, choices: Iterable[str] = ()) -> Prop:
    """A prop that holds words (or a number to print)."""
    return Prop(Kind.TEXT, default, tuple(choices))


def flag() -> Prop:
    """A prop that is False unless said."""
    return Prop(Kind.FLAG, default=False)


def number(default: Any = REQUIRED) -> Prop:
    """A prop that holds a number."""
    return Prop(Kind.NUMBER, default)


def items(default: Any = REQUIRED) -> Prop:
    """A prop that holds a list."""
    return Prop(Kind.ITEMS, default)


def anything(default: Any = REQUIRED) -> Prop:
    """A prop that holds an object of the program (a form field, a page)."""
    return Prop(Kind.ANY, default)


@dataclass(frozen=True, slots=True)
class Component:
    """The declaration of a component; `about` is the line of the catalogue.

    `slots` maps a slot's name to whether it must be filled ("body" is what lies between the tags outside any slot).
    With `attributes`, names starting with hx-, data- or aria- pass through to the main element.
    """

    name: str
    about: str
    props: Mapping[str, Prop] = field(default_factory=dict)
    slots: Mapping[str, bool] = field(default_factory=dict)
    attributes: bool = False

    @property
    def template(self) -> str:
        """The template's address."""
        return f"components/{self.name}.html"

    def check_names(self, props: Iterable[str], slots: Iterable[str]) -> None:
        """Raise WrongProp for unknown or missing props and slots."""
        given, filled = set(props), set(slots)
        self._refuse("unknown prop", given - set(self.props))
        self._refuse("missing prop", {name for name, prop in self.props.items() if prop.required} - given)
        self._refuse("unknown slot", filled - set(self.slots))
        self._refuse("empty slot", {name for name, needed in self.slots.items() if needed} - filled)

    def _refuse(self, what: str, names: set[str]) -> None:
        if names:
            known = ", ".join([*self.props, *self.slots]) or "none"
            raise WrongProp(f"{self.name}: {what} {', '.join(sorted(names))} (declared: {known})")

    def defaults(self) -> dict[str, Any]:
        """The values of what may be left out; a slot left out is an empty text."""
        given = {name: prop.default for name, prop in self.props.items() if not prop.required}
        return given | dict.fromkeys(self.slots, "")
