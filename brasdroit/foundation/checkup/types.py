"""What a check answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARNING, FAULT = "ok", "warning", "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """A stable ``code``, a ``status`` (ok, warning, fault), what was found, and what to do (empty when nothing)."""

    code: str
    status: str
    found: str
    advice: str = ""


def fine(code: str, found: str) -> Check:
    """Nothing to do."""
    return Check(code, OK, found)


def warning(code: str, found: str, advice: str) -> Check:
    """Works, but should be seen to."""
    return Check(code, WARNING, found, advice)


def fault(code: str, found: str, advice: str) -> Check:
    """Does not hold."""
    return Check(code, FAULT, found, advice)
