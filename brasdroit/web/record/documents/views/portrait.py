"""The photo of a patient."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.identifiers import new_id
from brasdroit.record.documents import selectors, services
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.documents.forms import PhotoForm
from brasdroit.web.record.documents.views.receiving import as_upload
from brasdroit.web.record.patients.views.record import record_page
from brasdroit.web.ui.forms import add_domain_errors


@require_http_methods(["GET", "POST"])
def portrait(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/photo/`: take, change."""
    form = PhotoForm(request.POST or None, request.FILES or None, initial={"id": new_id()})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_photo(
                actor=request.actor,
                patient_id=patient_id,
                upload=as_upload(form.cleaned_data["file"]),
                agreed=form.cleaned_data["agreed"],
                consent_id=form.cleaned_data["id"],
            )
        except DomainError as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, "Photo enregistrée, avec l’accord du patient.")
            return redirect("patient", patient_id)
    photo_id = selectors.photo_of(request.actor, patient_id)
    status = 422 if form.is_bound else 200
    context = {"form": form, "photo_id": photo_id}
    return record_page(request, patient_id, "record/documents/photo.html", "patient_documents", context, status)
