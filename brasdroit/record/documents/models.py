"""A document kept in a patient's record; its bytes lie encrypted in the vault."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.models import VersionedModel


class Document(VersionedModel):
    """One document (DocumentReference): `kind` is a code, `mime` was found in the content and never taken on trust.

    `file_id` is the vault's opaque name, `sha256` the digest of the clear content, `preview_id` a small picture of it
    in the vault. `source` says where it came from (`upload`, `scan`, `generated`, …). Without a patient it waits to be
    filed. The versions of one document share `series`; those that another replaced have `superseded_at`. A document
    removed from the screens keeps its row (`deleted_at`) and its file.
    """

    patient = models.ForeignKey(
        "record.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(unique=True)
    preview_id = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=30, default="upload")
    dated_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    series = models.UUIDField(default=new_id, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by_name = models.CharField(max_length=200, blank=True)
    deleted_reason = models.CharField(max_length=300, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "patient", "-created_at"], name="document_of_patient"),
            models.Index(fields=["tenant", "-created_at"], name="document_lately"),
            models.Index(fields=["tenant", "sha256"], name="document_digest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(sha256=""), name="document_has_digest"),
            models.CheckConstraint(condition=~Q(title=""), name="document_titled"),
            models.UniqueConstraint(
                fields=["tenant", "series"], condition=Q(superseded_at=None), name="document_current_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "patient"],
                condition=Q(kind="photo", superseded_at=None, deleted_at=None),
                name="document_one_photo",
            ),
        ]

    def __str__(self) -> str:
        return self.title
