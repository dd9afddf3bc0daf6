"""Small views drawn behind the page."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from brasdroit.foundation.actors import Actor, system_actor
from brasdroit.foundation.errors import DomainError
from brasdroit.foundation.files import vault
from brasdroit.foundation.live.topics import topic_of
from brasdroit.foundation.service import service, touch, trace
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.permissions import FILE
from brasdroit.record.documents.services.pictures import preview_of_pdf


@task()
def draw_preview(tenant_id: str, document_id: str) -> None:
    """Draw the first page of a document; one that cannot be drawn, or read, simply has no small view."""
    with tenant_scope(UUID(tenant_id)):
        document = Document.objects.filter(pk=document_id, preview_id=None).first()
        if document is None:
            return
        try:
            picture = preview_of_pdf(b"".join(vault.read(document.file_id)))
        except DomainError:
            return
    if picture:
        keep_preview(actor=system_actor(UUID(tenant_id)), document_id=document.pk, picture=picture)


@service(FILE)
def keep_preview(*, actor: Actor, document_id: UUID, picture: bytes) -> None:
    """Keep the small view of a document, unless it has one."""
    preview_id = vault.store([picture])[0]
    if not Document.objects.filter(pk=document_id, preview_id=None).update(preview_id=preview_id):
        vault.erase(preview_id)
        return
    document = Document.objects.get(pk=document_id)
    trace("document.preview_drawn", subject=document, about_id=document.patient_id)
    touch("documents", *([topic_of("patient", document.patient_id)] if document.patient_id else []))
