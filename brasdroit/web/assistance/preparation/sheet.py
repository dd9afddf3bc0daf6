"""The measurement sheet as the page shows it: one field for each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from brasdroit.assistance.measurements.rules import french_number
from brasdroit.assistance.measurements.selectors import SheetRow, is_result
from brasdroit.assistance.measurements.types import BLOOD_PRESSURE
from brasdroit.assistance.preparation.selectors import Situation
from brasdroit.reference.measurements import Capture
from brasdroit.web.assistance.preparation import words

SESSION_DEVICES = "devices"
STATE_ICONS = {
    "alert": "bell-ring",
    "doubtful": "circle-question-mark",
    "refused": "circle-alert",
    "aside": "circle-slash",
}
_INPUT_MODES = {0: "numeric"}
_FACTS = {"birth_date": "âge", "arrhythmia": "arythmie", "pregnant": "grossesse"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A device that may be used."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class MeasureField:
    """One line of the sheet. `state`: empty, ok, doubtful, alert, refused, aside, blocked; `say` is its sentence."""

    code: str
    label: str
    unit: str
    state: str
    say: str = ""
    first: str = ""
    second: str = ""
    last: str = ""
    change: str = ""
    spark: str = ""
    devices: tuple[Choice, ...] = ()
    device: str = ""
    observation: Any = None
    readings: tuple[str, ...] = ()
    mean: str = ""
    remaining: int = 0
    next_at: Any = None
    arm: str = "right"
    position: str = "sitting"
    expected: bool = False
    inputmode: str = "decimal"
    fresh: bool = False
    unknown: str = ""

    @property
    def is_pressure(self) -> bool:
        """Two inputs read as one."""
        return self.code == BLOOD_PRESSURE

    @property
    def icon(self) -> str:
        """What the sentence is announced by."""
        return STATE_ICONS.get(self.state, "info")

    @property
    def next_ordinal(self) -> str:
        """« 2e »."""
        return words.ordinal(len(self.readings) + 1)


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed: « IMC 25,6 kg/m² », and the sentence when it passes a limit."""

    text: str
    state: str
    say: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Measures that cannot be taken for one same reason, which says what to do."""

    labels: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The fields at hand, those folded away, what cannot be taken, what is computed, with which devices."""

    fields: tuple[MeasureField, ...]
    folded: tuple[MeasureField, ...]
    blocked: tuple[Blocked, ...]
    computed: tuple[Computed, ...]
    devices: str
    choices: tuple[MeasureField, ...]


def sheet(found: Situation, chosen: Mapping[str, str], today: date) -> Sheet:
    """The sheet of a situation; `chosen` are the devices remembered, by kind."""
    lines = [(row, field_of(row, found, chosen, today)) for row in found.rows]
    folded = [field for row, field in lines if row.measure.capture is Capture.CLINICIAN and field.state == "empty"]
    near = [field for _, field in lines if field not in folded and field.state != "blocked"]
    names = dict.fromkeys(
        _name(one) for row, field in lines if field in near for one in row.devices if str(one.pk) == field.device
    )
    choices = {field.devices: field for field in near if len(field.devices) > 1}
    blocked = [field for _, field in lines if field.state == "blocked"]
    return Sheet(
        tuple(near), tuple(folded), _reasons(blocked), computed(found), ", ".join(names), tuple(choices.values())
    )


def _name(device: Any) -> str:
    return f"{device.brand} {device.model}".strip() or device.label


def _reasons(fields: Sequence[MeasureField]) -> tuple[Blocked, ...]:
    by_sentence: dict[str, list[str]] = {}
    for field in fields:
        by_sentence.setdefault(field.say, []).append(field.label)
    return tuple(Blocked(", ".join(labels), sentence) for sentence, labels in by_sentence.items())


def computed(found: Situation) -> tuple[Computed, ...]:
    """« IMC 25,6 kg/m² », of today."""
    return tuple(
        Computed(f"{measure.label} {words.with_unit(row, measure.unit)}", row.level, row.judgement)
        for measure, row in found.computed
    )


def field_of(row: SheetRow, found: Situation, chosen: Mapping[str, str], today: date) -> MeasureField:
    """One line of the sheet from what is stored."""
    devices = _choices(row, chosen)
    latest = row.latest
    aside = found.preparation.set_aside.get(row.code, "") if found.preparation else ""
    base = MeasureField(
        code=row.code,
        label=row.label,
        unit=row.measure.unit,
        state="blocked" if row.blocked else "aside" if aside and latest is None else "empty",
        say=row.blocked or (f"Non mesuré{words.THIN}: {aside}." if aside and latest is None else ""),
        last=words.last_text(row.past, today),
        spark=words.spark_points(row.past, [one for one in row.here if is_result(one)]),
        devices=devices,
        device=next((one.id for one in devices if one.chosen), ""),
        expected=row.code in found.expected,
        inputmode=_INPUT_MODES.get(row.measure.decimals, "decimal"),
        unknown=", ".join(_FACTS[name] for name in row.unknown),
    )
    return _filled(base, row, latest) if latest else base


def _filled(field: MeasureField, row: SheetRow, latest: Any) -> MeasureField:
    summary = row.summary
    results = [one for one in row.here if is_result(one)]
    return replace(
        field,
        state="blocked" if row.blocked and not row.here else latest.level,
        say=latest.judgement or row.blocked,
        first=french_number(latest.value),
        second=french_number(latest.diastolic) if latest.diastolic is not None else "",
        change=words.change_text(latest, row.past, row.measure.unit),
        observation=latest,
        readings=tuple(words.value_text(one) for one in results),
        mean=_mean(summary, results),
        remaining=summary.remaining if summary and results else 0,
        next_at=summary.next_at if summary and results else None,
        arm=latest.body_site or "right",
        position=latest.position or "sitting",
    )


def _mean(summary: Any, results: Sequence[Any]) -> str:
    if summary is None or len(results) < 2 or summary.systolic is None:
        return ""
    return f"{french_number(summary.systolic)}/{french_number(summary.diastolic)}"


def _choices(row: SheetRow, chosen: Mapping[str, str]) -> tuple[Choice, ...]:
    ids = [str(one.pk) for one in row.devices]
    wanted = next((chosen[one.kind] for one in row.devices if chosen.get(one.kind) in ids), ids[0] if ids else "")
    return tuple(Choice(str(one.pk), one.label, str(one.pk) == wanted) for one in row.devices)


def next_reading(field: MeasureField) -> MeasureField:
    """The same line ready for one more reading."""
    return replace(field, state="empty", say="", first="", second="", observation=None, fresh=True)


def refused(field: MeasureField, first: str, second: str, sentence: str) -> MeasureField:
    """The same line with what was typed, and why it is refused."""
    return replace(field, state="refused", say=sentence, first=first, second=second)
