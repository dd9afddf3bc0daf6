"""The backups in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from brasdroit.foundation.backup.selectors import BackupState
from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.clock.formats import clock_time, datetime_in_words, relative_day

STATUSES = {
    "queued": ("En attente", "clock", "info"),
    "running": ("En cours", "loader", "info"),
    "done": ("Faite et relue", "circle-check", "ok"),
    "failed": ("En échec", "circle-alert", "alert"),
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """One backup of the list."""

    when: str
    who: str
    word: str
    icon: str
    tone: str
    about: str


def size_in_words(size: int) -> str:
    """« 840 ko », « 12,4 Mo », « 3,1 Go »."""
    if size < 1_000_000:
        return f"{max(size // 1000, 1)} ko"
    number, unit = (size / 1e6, "Mo") if size < 1e9 else (size / 1e9, "Go")
    return f"{number:.1f} {unit}".replace(".", ",")


def stats(state: BackupState, now: datetime) -> list[dict[str, str]]:
    """The strip of figures."""
    last = state.last
    when = timezone.localtime(last.created_at) if last else None
    return [
        {
            "label": "Dernière sauvegarde",
            "value": relative_day(when.date(), now.date()).capitalize() if when else "–",
            "note": f"à {clock_time(when)}" if when else "aucune encore",
        },
        {
            "label": "Taille",
            "value": size_in_words(last.size) if last else "–",
            "note": "chiffrée, relue après écriture" if last else "",
        },
        {
            "label": "Contenu",
            "value": str(last.counts.get("patients", 0)) if last else "–",
            "unit": "patients" if last else "",
            "note": counted(int(last.counts.get("documents", 0)), "document") if last else "",
        },
        {
            "label": "Prochaine",
            "value": relative_day(state.next_at.date(), now.date()).capitalize() if state.next_at else "–",
            "note": f"à partir de {clock_time(state.next_at)}" if state.next_at else "aucune n’est programmée",
        },
    ]


def lines(state: BackupState) -> list[RunLine]:
    """The last backups, newest first."""
    return [_line(run) for run in state.runs]


def _line(run: Any) -> RunLine:
    when = datetime_in_words(timezone.localtime(run.created_at))
    who = "programmée" if run.scheduled else f"demandée par {run.asked_by}"
    about = run.problem or (f"{size_in_words(run.size)}, {run.path}" if run.status == "done" else "")
    return RunLine(when, who, *STATUSES[run.status], about)
