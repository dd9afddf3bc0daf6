"""Views of the imports: send a file, check its columns, follow it, decide what was left aside."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.files import vault
from brasdroit.foundation.tables.writing import csv_lines
from brasdroit.record.imports import selectors, services
from brasdroit.record.imports.types import Outcome, RunStatus
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.imports import pages

DECIDED = {"create": "Patient créé.", "same": "Fiche complétée.", "skip": "Ligne laissée de côté."}


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """The last imports, and where to send a file."""
    runs = [pages.run_page(run) for run in selectors.recent_runs(request.actor)]
    return render(request, "record/imports/list.html", {"runs": runs})


@require_POST
def upload(request: ActorRequest) -> HttpResponse:
    """Keep the file encrypted, recognise it, go to its columns."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise Invalid("Choisissez un fichier CSV ou XLSX.", code="no_file")
    if (sent.size or 0) > settings.MAX_DOCUMENT_BYTES * 4:
        raise Invalid("Ce fichier dépasse 100 Mo. Coupez la liste en plusieurs fichiers.", code="too_large")
    run_id = _prepared(request, sent)
    address = reverse("import_columns", args=[run_id])
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


def _prepared(request: ActorRequest, sent: UploadedFile[Any]) -> UUID:
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in sent.chunks():
            copy.write(chunk)
        copy.flush()
        file_id, _, _ = vault.store(sent.chunks())
        try:
            run = services.prepare_run(
                actor=request.actor, path=Path(copy.name), file_name=sent.name or "liste", file_id=file_id
            )
        except BaseException:
            vault.erase(file_id)  # whatever refused it, the list does not stay behind
            raise
    return run.pk


@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """What each column means; then try, or import."""
    run, problem = selectors.run(request.actor, run_id), ""
    if request.method == "POST":
        run.columns = {name: request.POST.get(f"c{place}", "") for place, name in enumerate(run.headers)}
        try:
            return _start(request, run_id, run.columns)
        except Invalid as error:
            problem = error.message
    context = {
        "page": pages.run_page(run),
        "lines": pages.column_lines(run, services.sample_rows(run)),
        "targets": pages.TARGETS,
        "profiles": selectors.profiles(request.actor),
        "problem": problem,
    }
    return render(request, "record/imports/columns.html", context, status=422 if problem else 200)


def _start(request: ActorRequest, run_id: UUID, columns: dict[str, str]) -> HttpResponse:
    actor, dry_run = request.actor, request.POST.get("action") == "try"
    if name := request.POST.get("profile", "").strip():
        services.save_profile(actor=actor, name=name, columns=columns)
    services.choose_mapping(actor=actor, run_id=run_id, columns=columns, dry_run=dry_run)
    services.queue_run(actor=actor, run_id=run_id)
    return redirect("import_run", run_id)


@require_GET
def detail(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How far the import is, its report, what is left to decide."""
    run, outcome = selectors.run(request.actor, run_id), request.GET.get("resultat", "")
    context = {
        "page": pages.run_page(run),
        "outcome": outcome,
        "rows": pages.row_lines(selectors.rows(request.actor, run_id, outcome if outcome in set(Outcome) else "")),
        "doubts": pages.doubts(selectors.undecided(request.actor, run_id, 50)) if not run.dry_run else [],
        "mapping": run.status == RunStatus.MAPPING,
        "limit": selectors.SHOWN_ROWS,
        "trait_columns": ["Trait", "Dans le fichier", "Dans la fiche"],
        "row_columns": ["Ligne", "Résultat", "Motif", "Patient"],
    }
    return render(request, "record/imports/detail.html", context)


@require_POST
def decide(request: ActorRequest, row_id: UUID) -> HttpResponse:
    """Another person, the same, or left out."""
    decision = request.POST.get("decision", "")
    row = services.decide_row(actor=request.actor, row_id=row_id, decision=decision)
    messages.success(request, DECIDED[decision])
    return redirect(reverse("import_run", args=[row.run_id]) + "#a-decider")


@require_GET
def report(request: ActorRequest, run_id: UUID) -> StreamingHttpResponse:
    """The whole report as a CSV that opens in a spreadsheet."""
    run = selectors.run(request.actor, run_id)
    # Read here: the answer is written once the practice's scope is closed, in whatever thread is free.
    lines = [(number, pages.OUTCOMES[code][0], why) for number, code, why in selectors.report(request.actor, run_id)]
    answer = StreamingHttpResponse(
        csv_lines(["Ligne", "Résultat", "Motif"], lines), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="import-{run.created_at:%Y-%m-%d}.csv"'
    return answer
