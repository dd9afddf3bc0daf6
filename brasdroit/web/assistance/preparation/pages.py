"""What the assistant's screen shows around the sheet: the steps, the banner's action, what the doctor will see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from brasdroit.assistance.measurements.selectors import is_result
from brasdroit.assistance.preparation.rules import answer_in_french, shown_items
from brasdroit.assistance.preparation.selectors import PARTS, Situation
from brasdroit.assistance.preparation.types import PreparationStep
from brasdroit.record.encounters.rules import chip
from brasdroit.record.encounters.types import EncounterStatus
from brasdroit.record.patients.rules.naming import capitalised
from brasdroit.web.assistance.preparation import words

STEPS = (
    ("motif", "Motif", PreparationStep.REASON),
    ("questions", "Questions", PreparationStep.QUESTIONS),
    ("mesures", "Mesures", PreparationStep.MEASUREMENTS),
    ("antecedents", "Antécédents", PreparationStep.HISTORY),
)
HAND_OVER = "remise"
PART_LABELS = {"history": "Antécédents et allergies", "treatments": "Traitement déclaré", "lifestyle": "Mode de vie"}
PART_ICONS = {"history": "scroll-text", "treatments": "pill", "lifestyle": "leaf"}


@dataclass(frozen=True, slots=True)
class NotBegun:
    """What the page reads of a preparation that nobody began: nothing was written, nothing was said."""

    version: str = ""
    words: str = ""
    request: str = ""
    requested_by_name: str = ""
    message: str = ""
    prepared_by_name: str = ""
    comment: str = ""
    handed_over_at: None = None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure as the doctor reads it. `tone`: alert, wait (doubtful) or plain."""

    label: str
    value: str
    about: str
    before: str
    tone: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class ForDoctor:
    """Everything collected, alerts first."""

    doctor: str
    alerts: tuple[MeasureLine, ...]
    reason: str
    words: str
    measures: tuple[MeasureLine, ...]
    changes: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    collected_by: tuple[str, ...]
    missing: str
    waiting: int


def steps(found: Situation, current: str) -> list[dict[str, str]]:
    """The steps with their state; questions that nobody asks are left out."""
    done = {state.step: state.done for state in found.completeness.steps}
    base = reverse("preparation_sheet", args=[found.encounter.pk])
    shown = [(key, label, done[step]) for key, label, step in STEPS if key != "questions" or found.asked]
    shown.append((HAND_OVER, "Remise au médecin", bool(found.preparation and found.preparation.handed_over_at)))
    return [
        {
            "label": label,
            "href": f"{base}?etape={key}",
            "state": "current" if key == current else "done" if ok else "to_do",
        }
        for key, label, ok in shown
    ]


def step_asked(wanted: str, found: Situation) -> str:
    """The step of the address, else the measures: the hands are on the device."""
    known = {key for key, _, _ in STEPS} | {HAND_OVER}
    if wanted == "questions" and not found.asked:
        return "mesures"
    return wanted if wanted in known else "mesures"


def following(current: str, found: Situation) -> str:
    """The step after this one."""
    keys = [key for key, _, _ in STEPS if key != "questions" or found.asked] + [HAND_OVER]
    return keys[min(keys.index(current) + 1, len(keys) - 1)]


def for_doctor(found: Situation, today: date) -> ForDoctor:
    """What the doctor will see, from what is stored now."""
    lines = [line for row in found.taken for line in _measure_lines(row, today)]
    lines += [
        MeasureLine(
            measure.label,
            words.with_unit(row, measure.unit),
            "calculé",
            "",
            _TONES.get(row.level, "plain"),
            row.judgement,
        )
        for measure, row in found.computed
    ]
    preparation = found.preparation
    return ForDoctor(
        doctor=found.encounter.doctor.short_name,
        alerts=tuple(line for line in lines if line.tone == "alert"),
        reason=found.encounter.reason,
        words=preparation.words if preparation else "",
        measures=tuple(line for line in lines if line.tone != "alert"),
        changes=found.differences,
        answers=_answers(found),
        told=_told(found),
        collected_by=_collected_by(found),
        missing=", ".join(found.completeness.missing),
        waiting=sum(part.waiting for part in found.clinical),
    )


_TONES = {"alert": "alert", "doubtful": "wait"}


def _measure_lines(row: Any, today: date) -> list[MeasureLine]:
    label = words.SHORT.get(row.code, row.label)
    before = f"{words.value_text(row.past[0])} le {words.short_date(row.past[0], today)}" if row.past else ""
    lines = [
        MeasureLine(
            label,
            words.with_unit(one, row.measure.unit),
            words.circumstances(one),
            before,
            _TONES.get(one.level, "plain"),
            one.judgement,
        )
        for one in row.here
    ]
    if row.summary and row.summary.systolic is not None and len([one for one in row.here if is_result(one)]) > 1:
        mean = f"{row.summary.systolic}/{row.summary.diastolic}\u00a0{row.measure.unit}"
        lines.append(MeasureLine(f"{label} moyenne", mean, "moyenne des deux dernières", before, "plain"))
    return lines


def _answers(found: Situation) -> tuple[tuple[str, str], ...]:
    if found.asked is None:
        return ()
    items = shown_items(found.asked.questionnaire, found.answers)
    return tuple((one.short, _answer(one, found.answers[one.link_id])) for one in items if one.link_id in found.answers)


def _answer(item: Any, answer: Any) -> str:
    text = answer_in_french(item, answer)
    return f"{text}\u00a0{item.unit}" if item.unit and not isinstance(answer, (str, bool, tuple)) else text


def _told(found: Situation) -> tuple[tuple[str, str], ...]:
    lines = []
    for part in found.clinical:
        text = ", ".join(item.text for item in part.active) or (part.none_label if part.absence else "")
        if text:
            lines.append((part.label, text))
    return tuple(lines)


def _collected_by(found: Situation) -> tuple[str, ...]:
    names = dict.fromkeys(one.entered_by_name for row in found.taken for one in row.here)
    entrusted = next((row.entrusted for row in found.rows if row.entrusted), "")
    told = entrusted[:1].lower() + entrusted[1:].rstrip(".")
    return (*names, *([told] if names and told else []))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the medical file gone through with the patient."""

    key: str
    label: str
    icon: str
    kinds: tuple[Any, ...]
    reviewed: bool


def parts(found: Situation) -> list[Part]:
    """Antecedents, treatment, lifestyle, with their lines."""
    by_kind: Mapping[str, Any] = {part.kind: part for part in found.clinical}
    reviewed = found.preparation.reviewed if found.preparation else {}
    return [
        Part(key, PART_LABELS[key], PART_ICONS[key], tuple(by_kind[kind] for kind in kinds), key in reviewed)
        for key, kinds in PARTS.items()
    ]


def part(found: Situation, key: str) -> Part:
    """One of them."""
    return next(one for one in parts(found) if one.key == key)


@dataclass(frozen=True, slots=True)
class DayLine:
    """One patient of the list of the day."""

    encounter: Any
    status: Any
    href: str
    open: bool
    here: bool
    given_name: str


TO_PREPARE = (EncounterStatus.WITH_ASSISTANT, EncounterStatus.WAITING, EncounterStatus.ARRIVED)
NEXT = (EncounterStatus.READY_FOR_DOCTOR, EncounterStatus.WITH_DOCTOR)
LATER = (EncounterStatus.BOOKED,)


def day_lines(encounters: list[Any], statuses: tuple[EncounterStatus, ...]) -> list[DayLine]:
    """The encounters in one of these statuses, in the order of the statuses then of the hour."""
    found = [one for one in encounters if one.status in statuses]
    found.sort(key=lambda one: (statuses.index(EncounterStatus(one.status)), one.planned_start))
    return [
        DayLine(
            one,
            chip(EncounterStatus(one.status)),
            reverse("preparation_sheet", args=[one.pk]),
            one.status in TO_PREPARE,
            one.status == EncounterStatus.WITH_ASSISTANT,
            capitalised(one.patient.used_given_name or one.patient.first_birth_given_name),
        )
        for one in found
    ]


def sentences(fields: Mapping[str, list[str]] | None = None) -> Mapping[str, list[str]]:
    """What is wrong, by field; nothing for a field that is right."""
    return defaultdict(list, fields or {})


def typed(post: QueryDict) -> Mapping[str, str]:
    """What was typed, by field; nothing for a field that was not sent."""
    return defaultdict(str, {name: post.get(name, "") for name in post})


def uuid_or_none(text: str) -> UUID | None:
    """An identifier as posted; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def version_shown(text: str) -> int:
    """The version a form started from; a page drawn before anything was written expects the first one."""
    return (int(text) if text.isascii() and text.isdecimal() else 0) or 1
