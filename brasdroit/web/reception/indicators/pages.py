"""The figures as a table, as bars and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brasdroit.reception.waiting_room.selectors.indicators import Indicators, Line
from brasdroit.reception.waiting_room.types import Spread

COLUMNS = ("Période", "Visites", "Attente", "Préparation", "Consultation", "Absences")
CSV_HEADER = (
    "Période", "Visites",
    "Attente médiane (min)", "Attente 9e décile (min)",
    "Préparation médiane (min)", "Préparation 9e décile (min)",
    "Consultation médiane (min)", "Consultation 9e décile (min)",
    "Absences", "Absences (%)",
)  # fmt: skip
BAR_HEIGHT, LABEL_WIDTH, WIDTH, MOST_BARS = 28, 220, 760, 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart, in the units of its drawing."""

    label: str
    y: int
    text_y: int
    width: int
    p90: int
    value: str
    value_x: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Median waiting times; `sentence` says the same to who cannot see it."""

    bars: list[Bar]
    height: int
    width: int
    sentence: str


def stats(found: Indicators) -> list[dict[str, str]]:
    """The whole period in a strip."""
    whole = found.whole
    named = (("Attente", whole.waiting), ("Préparation", whole.preparation), ("Consultation", whole.consultation))
    times = [{"label": f"{label}, médiane", **_value(each), "note": _tail(each)} for label, each in named]
    shows = whole.no_shows
    percent = f"{shows.percent:.1f}".replace(".", ",") if shows.percent is not None else "–"
    return [
        *times,
        {"label": "Absences", "value": percent, "unit": "%", "note": f"{shows.part} sur {shows.whole} rendez-vous"},
    ]


def _value(times: Spread) -> dict[str, str]:
    return {"value": str(times.median), "unit": "min"} if times.median is not None else {"value": "–"}


def _tail(times: Spread) -> str:
    return f"neuf patients sur dix\u202f: {times.p90} min au plus" if times.p90 is not None else "aucune mesure"


def chart(found: Indicators) -> Chart:
    """Bars of the median waiting time, with a mark at the ninth decile."""
    lines = found.lines[-MOST_BARS:]
    longest = max((line.waiting.p90 or 0 for line in lines), default=0) or 1
    bars = [_bar(line, row, longest) for row, line in enumerate(lines)]
    said = ", ".join(f"{line.label} {line.waiting.median} min" for line in lines if line.waiting.median is not None)
    return Chart(
        bars, BAR_HEIGHT * len(bars) + 8, WIDTH, f"Attente médiane\u202f: {said}." if said else "Aucune mesure."
    )


def _bar(line: Line, row: int, longest: int) -> Bar:
    room = WIDTH - LABEL_WIDTH - 90
    median, p90 = line.waiting.median or 0, line.waiting.p90 or 0
    width, mark = round(room * median / longest), LABEL_WIDTH + round(room * p90 / longest)
    text = f"{median} min" if line.waiting.median is not None else "–"
    return Bar(line.label, row * BAR_HEIGHT + 4, row * BAR_HEIGHT + 19, width, mark, text, mark + 10)


def csv_rows(found: Indicators) -> Iterator[tuple[object, ...]]:
    """The lines of the file, the whole period last."""
    for line in (*found.lines, found.whole):
        times = (line.waiting, line.preparation, line.consultation)
        yield (
            line.label, line.visits, *(value for each in times for value in (each.median, each.p90)),
            line.no_shows.part, str(line.no_shows.percent or "").replace(".", ","),
        )  # fmt: skip
