"""The administrative file: who surrounds the patient, who pays, what makes his visit easier, what he agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel


class PatientContact(VersionedModel):
    """Somebody beside the patient (RelatedPerson): legal representative, trusted person, emergency contact, carer."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient"], name="contact_of_patient")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="contact_named")]

    def __str__(self) -> str:
        return self.name


class Coverage(VersionedModel):
    """One line of the coverage summary (Coverage): AMO, AMC, ALD, CSS, maternity …, as last seen on a document."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="coverages")
    kind = models.CharField(max_length=20)
    payer = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient"], name="coverage_of_patient")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="coverage_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Accommodation(VersionedModel):
    """What makes the visit possible for this patient (language, reduced mobility, hearing …); a chip of the banner."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="accommodations")
    kind = models.CharField(max_length=30)
    note = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient"], name="accommodation_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "patient", "kind"], condition=Q(ended_at=None), name="accommodation_once"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Consent(TenantModel):
    """What the patient answered, once (Consent); a change of mind is a new row and the latest one counts."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=40)
    decision = models.CharField(max_length=10)
    decided_on = models.DateField()
    means = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient", "kind", "-created_at"], name="consent_of_patient")]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=["given", "refused", "withdrawn"]), name="consent_decision")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"
