"""A patient's prevention as the page shows it: what is due first, then everything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.prevention.selectors import PatientPrevention
from brasdroit.pathway.prevention.types import DoseAnswer, ObligationStatus, PreventionItem, Status
from brasdroit.practice.missions.types import DelegationAnswer
from brasdroit.web.pathway.prevention import words
from brasdroit.web.pathway.prevention.words import Word

_FIRST = (Status.OVERDUE, Status.DUE, Status.CONTRAINDICATED, Status.UNDETERMINED)
_ASIDE = {Status.NOT_INDICATED, Status.AGED_OUT}
_AHEAD_DAYS, _FAR_DAYS = 730, 5 * 365
_OWN_NOTES = re.compile(r"[\s\u202f]*;[\s\u202f]*prevention §[^;]*|^prevention §[^;]*;[\s\u202f]*")
"""Where our own notes stand in a source: of no use to a reader."""
_UNSAID = {"recorded", "extra_dose"}  # true of every dose of a past season: on each line it would hide the rest
_PARTIAL = "Date incomplète\u202f: la dose est gardée, elle ne compte pas tant que le jour n’est pas connu."


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A dose on a line: `counts` is « comptée » or « non comptée », why; `row` is the dose itself."""

    row: Any
    when: str
    counts: Word
    why: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One disease or one screening in words. `doses` for a disease; `events`: what was done, for a screening."""

    target: str
    label: str
    status: Word
    text: str
    sources: str
    to_verify: bool
    obligation: Word | None
    doses: tuple[DoseLine, ...] = ()
    events: tuple[str, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What could be given on one day."""

    day: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows; `aside` is what does not concern the patient today."""

    due: tuple[Line, ...]
    vaccines: tuple[Line, ...]
    screenings: tuple[Line, ...]
    aside: tuple[Line, ...]
    doses: tuple[DoseLine, ...]
    visits: tuple[Visit, ...]
    edition: str
    state: str
    waiting: int


def page(found: PatientPrevention) -> Page:
    """The page of a patient."""
    items = sorted(found.answer.items, key=_urgency)
    lines = {item.target: _line(item, found) for item in items}
    shown = [
        item for item in items if not _is_far(item, found.on) or lines[item.target].doses or lines[item.target].events
    ]
    due = [item for item in items if _is_due(item, found)]
    return Page(
        due=tuple(lines[item.target] for item in due),
        vaccines=tuple(lines[item.target] for item in shown if item.kind == "immunisation"),
        screenings=tuple(lines[item.target] for item in shown if item.kind == "screening"),
        aside=tuple(lines[item.target] for item in items if item not in shown),
        doses=tuple(_dose(row, found.answers.get(row.pk, ())) for row in reversed(found.doses)),
        visits=tuple(_visits(items, found.on)),
        edition=found.answer.edition,
        state=_state(due),
        waiting=found.waiting,
    )


def _urgency(item: PreventionItem) -> tuple[int, str]:
    rank = _FIRST.index(item.status) if item.status in _FIRST else len(_FIRST)
    return rank, "" if item.kind == "immunisation" else "z"


def _is_due(item: PreventionItem, found: PatientPrevention) -> bool:
    """Due, and neither refused for now nor waiting for the result of a kit."""
    late = (
        item.status in {Status.OVERDUE, Status.DUE, Status.UNDETERMINED} or item.obligation is ObligationStatus.MISSING
    )
    return late and item.target not in found.refusals and item.target not in found.kits


def _is_far(item: PreventionItem, on: date) -> bool:
    """Not for this patient, or a screening of another age of life."""
    far = on + timedelta(days=_FAR_DAYS)
    later = item.kind == "screening" and item.status is Status.NOT_YET and item.recommended is not None
    return item.status in _ASIDE or bool(later and item.recommended and item.recommended > far)


def _state(due: Iterable[PreventionItem]) -> str:
    counts = [item.status for item in due]
    late, now = counts.count(Status.OVERDUE), counts.count(Status.DUE)
    unknown = counts.count(Status.UNDETERMINED)
    parts = [f"{late} en retard"] if late else []
    parts += [f"{now} à faire"] if now else []
    parts += [f"{unknown} à préciser"] if unknown else []
    return f"{', '.join(parts)}." if parts else "Rien à faire aujourd’hui."


def _line(item: PreventionItem, found: PatientPrevention) -> Line:
    return Line(
        target=item.target,
        label=words.label_of(item),
        status=_status(item, found),
        text=words.sentence_of(item),
        sources="\u202f; ".join(_OWN_NOTES.sub("", one) for one in item.sources),
        to_verify=item.to_verify,
        obligation=words.OBLIGATION.get(item.obligation),
        doses=tuple(_doses_of(item.target, found)),
        events=tuple(_events_of(item.target, found)),
        next=numeric_date(item.recommended) if item.recommended and item.recommended > found.on else "",
    )


def _status(item: PreventionItem, found: PatientPrevention) -> Word:
    if refusal := found.refusals.get(item.target):
        return Word(f"Refusé jusqu’au {numeric_date(refusal.until or refusal.done_on)}", "plain", "hand")
    if item.target in found.kits:
        return Word("Résultat attendu", "info", "hourglass")
    return words.STATUS[item.status]


def _doses_of(target: str, found: PatientPrevention) -> Iterable[DoseLine]:
    for row in found.doses:
        mine = tuple(one for one in found.answers.get(row.pk, ()) if one.target == target)
        if mine:
            yield _dose(row, mine)


def _dose(row: Any, answers: tuple[DoseAnswer, ...]) -> DoseLine:
    valid = any(one.valid for one in answers)
    partly = valid and not all(one.valid for one in answers)
    counts = Word("Comptée", "ok", "check") if valid else Word("Non comptée", "alert", "x")
    if partly:
        counts = Word("Comptée en partie", "wait", "circle-alert")
    reasons = dict.fromkeys(one.explanation for one in answers if one.explanation and one.code not in _UNSAID)
    why = _PARTIAL if row.given_on is None else " ".join(reasons)
    when = words.when(row.given_on, row.given_text)
    return DoseLine(row, when, counts, why, words.EVIDENCE[row.evidence])


def _events_of(target: str, found: PatientPrevention) -> Iterable[str]:
    for row in reversed(found.entries):
        if row.target == target:
            yield f"{numeric_date(row.done_on)}\u202f: {event_words(row)}"


def event_words(row: Any) -> str:
    """« mammographie, résultat normal ou négatif », « kit n° 204 remis », « refus, à reproposer le … »."""
    if row.kind == "kit":
        return f"kit n°\u202f{row.kit_number} remis"
    if row.kind == "refusal":
        return f"refus, à reproposer le {numeric_date(row.until)}"
    result = f"résultat {words.RESULTS[row.result]}" if row.result else "résultat pas encore reçu"
    return f"{words.TEST.get(row.test, 'examen')}, {result}"


def _visits(items: Iterable[PreventionItem], on: date) -> Iterable[Visit]:
    """Today's possible doses, then the recommended days of the two years to come; a proposal for the doctor."""
    days: dict[date, list[str]] = {}
    for item in items:
        if day := _day(item, on):
            days.setdefault(day, []).append(words.label_of(item))
    for day in sorted(days):
        yield Visit("Dès aujourd’hui" if day == on else numeric_date(day), tuple(days[day]))


def _day(item: PreventionItem, on: date) -> date | None:
    if item.kind != "immunisation" or item.recommended is None:
        return None
    if item.status in {Status.DUE, Status.OVERDUE, Status.UNDETERMINED}:
        return max(item.earliest or item.recommended, on)
    ahead = item.status in {Status.NOT_YET, Status.UP_TO_DATE} and item.recommended <= on + timedelta(days=_AHEAD_DAYS)
    return max(item.recommended, on) if ahead else None


def refused(entrusted: Mapping[str, DelegationAnswer], mission: str) -> str:
    """Why this person may not do it for this patient; empty when he may."""
    answer = entrusted.get(mission)
    return "" if answer is None or answer.allowed else answer.explanation
