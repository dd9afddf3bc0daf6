"""One document: seen, named, filed, removed, brought back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from brasdroit.foundation.errors import DomainError, NotFound
from brasdroit.record.documents import selectors, services
from brasdroit.record.documents.services.contents import CONTENTS
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.documents import pages
from brasdroit.web.record.documents.forms import DocumentForm, RemovalForm
from brasdroit.web.ui.forms import add_domain_errors
from brasdroit.web.ui.notices import notice, trigger


@require_http_methods(["GET", "POST"])
def detail(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """`/documents/<id>/`: look, name, file."""
    document = selectors.document_detail(request.actor, document_id, traced=request.method == "GET")
    if request.method == "GET":
        return _page(request, document, DocumentForm(initial=_start(document)))
    form = DocumentForm(request.POST)
    if form.is_valid():
        try:
            return _filed(request, document, form)
        except NotFound:
            form.add_error("patient", "Ce patient n’existe pas ou plus. Choisissez-le dans la liste.")
        except DomainError as error:
            add_domain_errors(form, error)
    return _page(request, document, form, status=422)


def _start(document: Any) -> dict[str, Any]:
    unsorted = document.kind == "unsorted"
    names = {"title": document.title, "dated_on": document.dated_on, "version": document.version}
    return {**names, "kind": "" if unsorted else document.kind, "patient": document.patient_id}


def _filed(request: ActorRequest, document: Any, form: DocumentForm) -> HttpResponse:
    asked = {
        "actor": request.actor,
        "document_id": document.pk,
        "facts": form.facts(),
        "version": form.cleaned_data["version"],
    }
    patient_id = form.cleaned_data["patient"]
    if not patient_id or patient_id == document.patient_id:
        services.edit_document(**asked)
        messages.success(request, "Document enregistré.")
        return redirect(_after(request, document.pk, document.patient_id))
    services.attach_document(**asked, patient_id=patient_id)
    messages.success(request, f"«\u202f{form.cleaned_data['title']}\u202f» est classé dans la fiche du patient.")
    return redirect("documents") if document.patient_id is None else redirect("patient_documents", patient_id)


def _after(request: ActorRequest, document_id: UUID, patient_id: UUID | None) -> str:
    try:
        selectors.document_detail(request.actor, document_id, traced=False)
    except NotFound:  # now of a kind that this role files without reading
        return reverse("patient_documents", args=[patient_id]) if patient_id else reverse("documents")
    return reverse("document", args=[document_id])


def _page(request: ActorRequest, document: Any, form: DocumentForm, status: int = 200) -> HttpResponse:
    shown = pages.row(document)
    content = CONTENTS.get(document.mime)
    context = {
        "document": shown,
        "form": form,
        "removal": RemovalForm(),
        "versions": [
            each
            for each in pages.rows(selectors.versions(request.actor, document), named=False)
            if each.id != document.pk
        ],
        "current": document.superseded_at is None and document.deleted_at is None,
        "superseded": document.superseded_at is not None,
        "inline": content is not None and content.shown_inline,
        "picture": document.mime in ("image/jpeg", "image/png"),
        "patient_shown": str(document.patient) if document.patient else "",
        "patient_value": str(form["patient"].value() or ""),
        "back": reverse("patient_documents", args=[document.patient_id])
        if document.patient_id
        else reverse("documents"),
        "back_label": "Documents du patient" if document.patient_id else "Documents",
        "accept": pages.ACCEPT,
    }
    return render(request, "record/documents/detail.html", context, status=status)


@require_POST
def remove(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Take a document off the screens, with the reason."""
    document = selectors.document_detail(request.actor, document_id, traced=False)
    services.remove_document(actor=request.actor, document_id=document_id, reason=request.POST.get("reason", "")[:2000])
    back = reverse("patient_documents", args=[document.patient_id]) if document.patient_id else reverse("documents")
    return _changed(request, "Document retiré.", back, undo=reverse("document_restore", args=[document_id]))


@require_POST
def restore(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Bring a removed document back."""
    services.restore_document(actor=request.actor, document_id=document_id)
    return _changed(request, "Document remis.", reverse("document", args=[document_id]))


@require_POST
def unfile(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Put a document back among those to be filed."""
    services.attach_document(actor=request.actor, document_id=document_id, patient_id=None, facts=None, version=None)
    return _changed(request, "Document remis parmi ceux à classer.", reverse("documents"))


def _changed(request: ActorRequest, words: str, back: str, *, undo: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return trigger(notice(HttpResponse(status=204), words, undo=undo), "documents-changed")
    messages.success(request, words)
    return redirect(back)
