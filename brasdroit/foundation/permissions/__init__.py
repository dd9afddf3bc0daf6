"""Rights declared as data: a code, a French label, the roles that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Forbidden, ProgrammingError


@dataclass(frozen=True, slots=True)
class Permission:
    """A right: stable ``code``, French ``label`` of what it allows, ``roles`` that hold it (ANY_ROLE: everybody)."""

    code: str
    label: str
    roles: frozenset[str]

    def __str__(self) -> str:
        return self.code


ANY_ROLE = frozenset({"*"})
_registry: dict[str, Permission] = {}
_holders: dict[str, str] = {}


def permission(code: str, label: str, roles: Iterable[str]) -> Permission:
    """Declare a right; the same code twice is an error of the program."""
    if code in _registry:
        raise ProgrammingError(f"permission declared twice: {code}")
    _registry[code] = Permission(code, label, frozenset(roles))
    return _registry[code]


def name_holders(words: Mapping[str, str]) -> None:
    """How a person of each role is named in a sentence (« un médecin »), the one to ask first at the head."""
    _holders.update(words)


def declared() -> tuple[Permission, ...]:
    """Every right of the program, by code."""
    return tuple(_registry[code] for code in sorted(_registry))


def holds(actor: Actor, code: str) -> bool:
    """Whether the actor holds the right of that code; nobody holds one that is not declared."""
    right = _registry.get(code)
    return right is not None and may(actor, right)


def may(actor: Actor, right: Permission) -> bool:
    """Whether the actor's role holds the right; the program itself holds all of them."""
    return actor.is_system or actor.role in right.roles or right.roles == ANY_ROLE


def require(actor: Actor, right: Permission) -> None:
    """Raise Forbidden, in one French sentence, unless the actor holds the right."""
    if not may(actor, right):
        raise Forbidden(
            f"Votre rôle ne permet pas cette action\u202f: {right.label}. {_whom_to_ask(right)}".strip(),
            code="permission_missing",
        )


def _whom_to_ask(right: Permission) -> str:
    """Those who hold the right, in a sentence; blank when nobody of a known role does."""
    named = [f"à {words}" for role, words in _holders.items() if role in right.roles]
    if not named:
        return ""
    return f"Demandez {' ou '.join([', '.join(named[:-1]), named[-1]] if named[1:] else named)}."
