"""What a doctor usually leaves to the team at the end of a consultation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.http import QueryDict

from brasdroit.foundation.clock.dates import UnreadableDate
from brasdroit.foundation.clock.days import parse_day
from brasdroit.foundation.errors import Invalid
from brasdroit.record.tasks.services import TaskRequest
from brasdroit.web.assistance.preparation.pages import uuid_or_none

FREE_LINES = 2
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Preset:
    """A usual request: stable `code`, title, icon, days until it is due."""

    code: str
    title: str
    icon: str
    days: int
    hint: str = ""


PRESETS = (
    Preset("letter", "Préparer un courrier", "mail", 1, "À qui, pour quoi"),
    Preset("appointment", "Prendre un rendez-vous ailleurs", "calendar-plus", 2, "Chez qui, sous quel délai"),
    Preset("follow_up", "Fixer le prochain rendez-vous ici", "calendar-clock", 0, "Dans combien de temps"),
    Preset("kit", "Remettre un kit ou un document", "package", 0, "Lequel"),
    Preset("prescription", "Remettre l’ordonnance signée", "file-text", 0, ""),
    Preset("results", "Récupérer des résultats", "flask-conical", 7, "Lesquels, où"),
    Preset("call", "Rappeler le patient", "phone", 7, "Pour quoi"),
)


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One line of the closing form. `preset` is None for a free request; `usual` says when it is due unless a day is
    typed; `wrong` is what is wrong with that day; the rest is what was typed, shown again when the form comes back.
    """

    name: str
    preset: Preset | None
    label: str
    hint: str
    usual: str
    title: str
    words: str
    due: str
    wrong: str = ""


def closing_lines(post: QueryDict, wrong: Mapping[str, Sequence[str]] | None = None) -> list[ClosingLine]:
    """The lines of the form, the presets first, each with what `wrong` says of it; an empty ``post`` gives empty lines."""
    presets = [_line(post, f"task-{one.code}", one) for one in PRESETS]
    lines = [*presets, *(_line(post, f"free-{number}", None, number + 1) for number in range(FREE_LINES))]
    return [replace(line, wrong=" ".join((wrong or {}).get(f"{line.name}-due", ()))) for line in lines]


def _line(post: QueryDict, name: str, preset: Preset | None, number: int = 0) -> ClosingLine:
    typed = [post.get(f"{name}{part}", "") for part in ("", "-words", "-due")]
    if preset is None:
        return ClosingLine(name, None, f"Autre demande {number}", "Précision", "jj/mm/aaaa", *typed)
    return ClosingLine(name, preset, preset.title, preset.hint, _in_days(preset.days), *typed)


def _in_days(days: int) -> str:
    return {0: "aujourd’hui", 1: "demain"}.get(days, f"dans {days} jours")


def closing_requests(post: QueryDict, today: date) -> list[TaskRequest]:
    """The requests ticked or explained, then the free ones; raises Invalid for a date that cannot be read."""
    owner = uuid_or_none(post.get("owner", ""))
    ticked = [
        preset
        for preset in PRESETS
        if any(post.get(f"task-{preset.code}{part}", "").strip() for part in ("", "-words", "-due"))
    ]
    found = [
        _request(post, f"task-{one.code}", one.title, today + timedelta(days=one.days), owner, today) for one in ticked
    ]
    for number in range(FREE_LINES):
        title = post.get(f"free-{number}", "").strip()
        if title:
            found.append(_request(post, f"free-{number}", title[:200], None, owner, today))
    return found


def _request(
    post: QueryDict, name: str, title: str, usual: date | None, owner: UUID | None, today: date
) -> TaskRequest:
    words = post.get(f"{name}-words", "").strip()
    typed = post.get(f"{name}-due", "").strip()
    try:
        due = parse_day(typed, today, future_days=_YEAR) if typed else usual
    except UnreadableDate as error:
        raise Invalid(f"{title}\u202f: {error}", code="date", fields={f"{name}-due": [str(error)]}) from None
    return TaskRequest(title=title, reason=words[:2000], owner_id=owner, due_on=due)
