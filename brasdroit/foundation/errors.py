"""Errors a person can act on: each carries one French sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """Base of the errors shown to people; ``code`` is stable, ``message`` is French."""

    def __init__(self, message: str, *, code: str = "error") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Invalid(DomainError):
    """Input refused. ``fields`` maps a field name to its sentences."""

    def __init__(
        self, message: str, *, code: str = "invalid", fields: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fields: dict[str, list[str]] = {name: list(lines) for name, lines in (fields or {}).items()}


class Forbidden(DomainError):
    """The actor has not the right, or no delegation in force."""


class Conflict(DomainError):
    """Somebody else was faster: a slot taken, a record changed meanwhile. ``alternatives`` may help."""

    def __init__(self, message: str, *, code: str = "conflict", alternatives: Sequence[object] = ()) -> None:
        super().__init__(message, code=code)
        self.alternatives = tuple(alternatives)


class NotFound(DomainError):
    """No such object for this tenant; a foreign object answers the same."""

    def __init__(self, message: str = "Cet élément n’existe pas ou plus.", *, code: str = "not_found") -> None:
        super().__init__(message, code=code)


class ProgrammingError(Exception):
    """The program broke its own law (a write outside a service, a service without a trace)."""
