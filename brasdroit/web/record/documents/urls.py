"""Addresses of documents."""

from django.urls import path

from brasdroit.record.documents.selectors import to_file_count
from brasdroit.web import navigation
from brasdroit.web.record.documents.views import contents, keeping, portrait, receiving

navigation.badge("documents")(to_file_count)

urlpatterns = [
    path("documents/", receiving.desk, name="documents"),
    path("documents/deposer/", receiving.drop, name="document_drop"),
    path("documents/<uuid:document_id>/", keeping.detail, name="document"),
    path("documents/<uuid:document_id>/contenu/", contents.content, name="document_content"),
    path("documents/<uuid:document_id>/apercu/", contents.preview, name="document_preview"),
    path("documents/<uuid:document_id>/photo/", contents.photo, name="document_photo"),
    path("documents/<uuid:document_id>/version/", receiving.new_version, name="document_version"),
    path("documents/<uuid:document_id>/declasser/", keeping.unfile, name="document_unfile"),
    path("documents/<uuid:document_id>/retirer/", keeping.remove, name="document_remove"),
    path("documents/<uuid:document_id>/remettre/", keeping.restore, name="document_restore"),
    path("patients/<uuid:patient_id>/documents/", receiving.of_patient, name="patient_documents"),
    path("patients/<uuid:patient_id>/documents/deposer/", receiving.drop_for_patient, name="patient_document_drop"),
    path("patients/<uuid:patient_id>/photo/", portrait.portrait, name="patient_photo"),
]
