"""« Journal »: who did or read what, when, under which role; the same as a table to keep."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from brasdroit.foundation.audit import selectors
from brasdroit.foundation.audit.labels import known_actions
from brasdroit.foundation.audit.log import record_read
from brasdroit.foundation.clock.dates import UnreadableDate, parse_date
from brasdroit.foundation.clock.formats import numeric_datetime
from brasdroit.foundation.permissions import require
from brasdroit.foundation.tables.writing import csv_lines
from brasdroit.practice.members.types import role_label
from brasdroit.practice.organisation.permissions import SEE_JOURNAL
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.places import tabs

HEADER = ("Quand", "Qui", "Rôle", "Poste", "Action", "Objet", "Dossier", "Scellé")


def journal(request: ActorRequest) -> HttpResponse:
    """A page of the journal, filtered by person, day, action, record."""
    require(request.actor, SEE_JOURNAL)
    wanted, wrong = _wanted(request)
    page = selectors.journal(wanted, after=_uuid(request.GET.get("apres", "")))
    asked = {name: value for name, value in request.GET.items() if value and name != "apres"}
    context: dict[str, Any] = {
        "lines": [{"line": one, "role": role_label(one.role)} for one in page.lines],
        "more": f"?{urlencode({**asked, 'apres': str(page.after)})}" if page.after else "",
        "export": f"/cabinet/journal/export/?{urlencode(asked)}",
        "people": [(str(pk), name) for pk, name in selectors.journal_actors()],
        "actions": known_actions(),
        "asked": {name: request.GET.get(name, "") for name in ("personne", "du", "au", "action", "dossier")},
        "wrong": wrong,
        "tabs": tabs(request.actor, "journal"),
    }
    return render(request, "practice/journal.html", context)


def export(request: ActorRequest) -> StreamingHttpResponse:
    """The same lines as CSV; handing them out is noted too."""
    require(request.actor, SEE_JOURNAL)
    wanted, _ = _wanted(request)
    record_read(request.actor, "journal.exported", about_id=wanted.about_id)
    # Read now: the tenant's scope is closed by the time the answer streams.
    rows = [_row(one) for one in selectors.every_line(wanted)]
    name = f"journal-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        csv_lines(HEADER, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _row(one: selectors.JournalLine) -> tuple[object, ...]:
    when = numeric_datetime(timezone.localtime(one.at))
    return (
        when, one.actor_name, role_label(one.role), one.workstation, one.action_text, one.subject_type,
        one.about_id, "oui" if one.sealed else "en attente",
    )  # fmt: skip


def _wanted(request: HttpRequest) -> tuple[selectors.JournalFilter, str]:
    wrong: list[str] = []
    first, last = (_day(request.GET.get(name, ""), wrong) for name in ("du", "au"))
    asked = request.GET
    wanted = selectors.JournalFilter(
        _uuid(asked.get("personne", "")), first, last, asked.get("action", "")[:60], _uuid(asked.get("dossier", ""))
    )
    return wanted, wrong[0] if wrong else ""


def _day(text: str, wrong: list[str]) -> date | None:
    try:
        return parse_date(text, timezone.localdate()) if text.strip() else None
    except UnreadableDate as error:
        wrong.append(str(error))
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
