"""What the patient or his papers say about his health, until the doctor has looked at it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel


class ClinicalItem(VersionedModel):
    """An allergy, an antecedent, a treatment as told, a habit of life.

    `since` is free (« 2011 », « enfance »). What an assistant enters waits for the doctor (`reviewed_at` empty).
    A line is never deleted: `status` says active, resolved or entered in error.
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="clinical_items")
    kind = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    since = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, default="active")
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    reviewed_by = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient", "kind"], name="clinical_of_patient")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="clinical_has_text"),
            models.CheckConstraint(condition=Q(status__in=["active", "resolved", "in_error"]), name="clinical_status"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ClinicalAbsence(TenantModel):
    """« Aucune connue » for one kind: said by somebody on a day, which is not the same as never asked."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="clinical_absences")
    kind = models.CharField(max_length=20)
    stated_on = models.DateField()
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "record"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "patient", "kind"], condition=Q(ended_at=None), name="clinical_absence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stated_on}"
