"""The doses of a patient, and what is said of his vaccination history."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.pathway.immunisation.types.record import Evidence, ImmunizationStatus, StatementKind

_STATUSES = [each.value for each in ImmunizationStatus]
_KINDS = [each.value for each in StatementKind]


class Immunization(VersionedModel):
    """One dose of one patient (FHIR Immunization).

    The day is `given_on`, or `given_text` when it is known in part. Codes are blank for a vaccine nobody knows; the
    name told is always kept. A dose is never rewritten: a correction is a new row that `supersedes` the former, which
    stays as entered in error. What an assistant enters waits for the doctor (`reviewed_at` empty).
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    given_on = models.DateField(null=True)
    given_text = models.CharField(max_length=20, blank=True)
    product_name = models.CharField(max_length=120)
    product_nuva = models.CharField(max_length=10, blank=True)
    product_cip13 = models.CharField(max_length=13, blank=True)
    lot = models.CharField(max_length=20, blank=True)
    expires_on = models.DateField(null=True)
    site = models.CharField(max_length=20, blank=True)
    route = models.CharField(max_length=20, blank=True)
    rank_told = models.CharField(max_length=40, blank=True)
    evidence = models.CharField(max_length=10, default=Evidence.DECLARED.value)
    prescribed_by = models.CharField(max_length=120, blank=True)
    administered_by = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, default=ImmunizationStatus.COMPLETED.value)
    recorded_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_by_name = models.CharField(max_length=200)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    change_reason = models.CharField(max_length=200, blank=True)
    reviewed_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        app_label = "pathway"
        indexes = [models.Index(fields=["tenant", "patient", "given_on"], name="immunization_of_patient")]
        constraints = [
            models.CheckConstraint(condition=~Q(product_name=""), name="immunization_named"),
            models.CheckConstraint(
                condition=Q(given_on__isnull=False, given_text="") | (Q(given_on=None) & ~Q(given_text="")),
                name="immunization_dated_once",
            ),
            models.CheckConstraint(condition=Q(status__in=_STATUSES), name="immunization_status"),
            models.CheckConstraint(
                condition=Q(evidence__in=[each.value for each in Evidence]), name="immunization_evidence"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="immunization_not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_name} {self.given_on or self.given_text}"


class VaccinationStatement(TenantModel):
    """What somebody states of a vaccination history: read whole, no trace, or a contraindication certified by a doctor.

    One statement about the history at a time, one contraindication per target; `ended_at` closes it, nothing is erased.
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField()
    author = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "pathway"
        indexes = [models.Index(fields=["tenant", "patient"], name="vaccination_statement_patient")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="vaccination_statement_kind"),
            models.CheckConstraint(
                condition=Q(kind=StatementKind.CONTRAINDICATION.value) ^ Q(target=""),
                name="vaccination_statement_target",
            ),
            models.UniqueConstraint(
                fields=["tenant", "patient", "target"], condition=Q(ended_at=None), name="vaccination_statement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.stated_on}"
