"""What the pages of the deadlines show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.certification.deadlines.selectors import AssistantDeadlines
from brasdroit.certification.deadlines.types import Anchor, DatedDeadline, Standing, Urgency, What
from brasdroit.foundation.clock.ages import counted

COLUMNS = ("À faire", "Au plus tard", "Règle", "État")
_TONES = {
    Urgency.PASSED: ("alert", "circle-alert"),
    Urgency.MONTH: ("alert", "clock"),
    Urgency.QUARTER: ("wait", "clock"),
    Urgency.HALF_YEAR: ("wait", "clock"),
    Urgency.YEAR: ("info", "calendar-clock"),
    Urgency.LATER: ("plain", "calendar-days"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline; `strict`: the day that counts, `reminder` the next one to come."""

    what: str
    by: date
    rule: str
    sources: str
    label: str
    tone: str
    icon: str
    strict: bool
    unknown_done: bool
    reminder: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """An assistant's sheet."""

    member_id: UUID
    name: str
    profile: str
    standing: str
    qualified: bool
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    no_afgsu: bool
    pressing: bool


def person(one: AssistantDeadlines) -> Person:
    """The sheet of one assistant."""
    found = one.situation
    lines = tuple(_line(item) for item in found.deadlines)
    return Person(
        member_id=one.member.pk,
        name=one.member.display_name,
        profile=one.profile.label,
        standing=found.standing.label,
        qualified=found.standing is Standing.QUALIFIED,
        lines=lines,
        missing=tuple(anchor.label for anchor in found.missing if anchor is not Anchor.AFGSU),
        no_afgsu=Anchor.AFGSU in found.missing,
        pressing=any(line.strict and line.tone == "alert" for line in lines),
    )


def team_state(people: Sequence[Person]) -> str:
    """How the team stands, in one sentence."""
    if not people:
        return ""
    pressing = [one.name for one in people if one.pressing]
    if pressing:
        return f"À voir sans attendre\u202f: {', '.join(pressing)}."
    return f"{counted(len(people), 'assistant')}, aucune échéance dépassée ni à moins d’un mois."


def _line(item: DatedDeadline) -> Line:
    deadline = item.deadline
    tone, icon = _TONES[item.urgency]
    return Line(
        what=deadline.what.label,
        by=deadline.by,
        rule=deadline.rule,
        sources=", ".join(deadline.sources),
        label=item.urgency.label,
        tone=tone,
        icon=icon,
        strict=deadline.strict,
        unknown_done=deadline.what is What.ENROL,
        reminder=item.reminder,
    )
