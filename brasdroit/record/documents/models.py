"""A document kept in a patient's record; its bytes lie encrypted in the vault."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import VersionedModel


class Document(VersionedModel):
    """One document (DocumentReference): `kind` is a code, `mime` was found in the content and never taken on trust.

    `file_id` is the vault's opaque name, `sha256` the digest of the clear content. `source` says where it came
    from (`upload`, `scan`, `generated`, …). A document removed from the screens keeps its row (`deleted_at`).
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField(unique=True)
    source = models.CharField(max_length=30, default="upload")
    dated_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient", "-created_at"], name="document_of_patient")]
        constraints = [models.CheckConstraint(condition=~models.Q(sha256=""), name="document_has_digest")]

    def __str__(self) -> str:
        return self.title
