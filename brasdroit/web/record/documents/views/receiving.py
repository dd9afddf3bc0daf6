"""Receiving files: the page « Documents », a patient's tab, a new version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.live.topics import topic_of
from brasdroit.record.documents import services
from brasdroit.record.documents.selectors import DocumentFilter
from brasdroit.record.documents.services import Stored, Upload
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.documents import pages
from brasdroit.web.record.patients.views.record import record_page
from brasdroit.web.ui.notices import notice, trigger

Keep = Callable[[Upload], Any]


@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """`/documents/`: what waits for a patient, what came lately."""
    context = {"page": pages.desk(request.actor, _wanted(request)), **_shared()}
    return render(request, "record/documents/desk.html", context)


@require_GET
def of_patient(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/documents/`."""
    page = pages.of_patient(request.actor, patient_id, _wanted(request))
    context = {"page": page, "topic": topic_of("patient", patient_id), **_shared()}
    return record_page(request, patient_id, "record/documents/tab.html", "patient_documents", context)


def _shared() -> dict[str, Any]:
    return {"kinds": pages.KIND_CHOICES, "states": pages.STATES, "accept": pages.ACCEPT}


def _wanted(request: ActorRequest) -> DocumentFilter:
    asked = request.GET
    return DocumentFilter(asked.get("q", "")[:100], asked.get("type", "")[:40], asked.get("retires") == "1")


@require_POST
def drop(request: ActorRequest) -> HttpResponse:
    """Files for nobody yet."""
    return _received(
        request, reverse("documents"), lambda sent: services.store_document(actor=request.actor, upload=sent)
    )


@require_POST
def drop_for_patient(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Files for one patient."""
    return _received(
        request,
        reverse("patient_documents", args=[patient_id]),
        lambda sent: services.store_document(actor=request.actor, upload=sent, patient_id=patient_id),
    )


@require_POST
def new_version(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """A file in the place of another; the page then shows the new one."""
    stored = [
        services.replace_document(actor=request.actor, document_id=document_id, upload=sent)
        for sent in _uploads(request)[:1]
    ]
    address = reverse("document", args=[stored[0].pk])
    messages.success(request, "Nouvelle version enregistrée. L’ancienne reste dans l’historique.")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)


def _received(request: ActorRequest, back: str, keep: Keep) -> HttpResponse:
    words = [_words(keep(sent)) for sent in _uploads(request)]
    if request.headers.get("HX-Request"):
        return trigger(notice(HttpResponse(status=204), " ".join(words)), "documents-changed")
    for sentence in words:
        messages.success(request, sentence)
    return redirect(back)


def _words(stored: Stored) -> str:
    title = stored.document.title
    if not stored.created:
        return f"«\u202f{title}\u202f» est déjà là depuis le {stored.document.created_at:%d/%m/%Y}\u202f: il n’a pas été ajouté deux fois."
    if stored.elsewhere:
        return f"«\u202f{title}\u202f» est ajouté. Le même fichier est aussi ailleurs\u202f: vérifiez qu’il est au bon endroit."
    return f"«\u202f{title}\u202f» est ajouté."


def _uploads(request: ActorRequest) -> list[Upload]:
    sent = request.FILES.getlist("file")
    if not sent:
        raise Invalid("Choisissez un document à déposer.", code="no_file")
    return [as_upload(each) for each in sent]


def as_upload(sent: UploadedFile[Any]) -> Upload:
    """The file of a form as the services take it."""
    return Upload(sent, sent.name or "", sent.size or 0)  # type: ignore[arg-type]
