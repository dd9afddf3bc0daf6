"""The bytes of a document, sent so that nothing in them can act: verified, typed, sandboxed, never kept by a cache."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from brasdroit.record.documents import selectors
from brasdroit.record.documents.rules.names import download_name
from brasdroit.record.documents.services.contents import CONTENTS, PDF
from brasdroit.web.http import ActorRequest

# A sandboxed PDF stays blank: the browser's own reader, which runs nothing of the page, needs to be let in.
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_SANDBOX = f"{_NOTHING}; img-src 'self'; style-src 'unsafe-inline'; sandbox"
_PDF_READER = f"{_NOTHING}; object-src 'self'; plugin-types application/pdf; style-src 'unsafe-inline'"


@require_GET
def content(request: ActorRequest, document_id: UUID) -> HttpResponseBase:
    """`/documents/<id>/contenu/`: shown when the type is harmless, otherwise saved; `?telecharger=1` always saves."""
    opened = selectors.open_document(request.actor, document_id, printed="imprimer" in request.GET)
    document = opened.document
    kind = CONTENTS.get(document.mime)
    inline = kind is not None and kind.shown_inline and "telecharger" not in request.GET
    answer = StreamingHttpResponse(opened.chunks, content_type=_media_type(document.mime))
    name = download_name(document.title, kind.extension if kind else "bin")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not inline, filename=name) or "attachment"
    answer["Content-Length"] = str(document.size)
    return _guarded(answer, pdf=document.mime == PDF.mime)


@require_GET
def preview(request: ActorRequest, document_id: UUID) -> HttpResponseBase:
    """The small view of a document, a JPEG that we made."""
    picture = selectors.preview_picture(request.actor, document_id)
    return _guarded(HttpResponse(picture, content_type="image/jpeg"), pdf=False)


@require_GET
def photo(request: ActorRequest, document_id: UUID) -> HttpResponseBase:
    """The photo of a patient, for the banner: the page that shows it is traced, not each of its pictures."""
    return _guarded(
        HttpResponse(selectors.photo_picture(request.actor, document_id), content_type="image/jpeg"), pdf=False
    )


def _media_type(mime: str) -> str:
    if mime.startswith("text/"):
        return f"{mime}; charset=utf-8"
    return mime if mime in CONTENTS else "application/octet-stream"


def _guarded(answer: HttpResponseBase, *, pdf: bool) -> HttpResponseBase:
    answer["Content-Security-Policy"] = _PDF_READER if pdf else _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
