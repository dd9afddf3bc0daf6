"""How an identity came to be what it is."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import TenantModel


class PatientIdentityEvent(TenantModel):
    """One change of status, attribute or strict trait: channel, proof, who, when (safety §1.6)."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="identity_events")
    kind = models.CharField(max_length=20)
    status_before = models.CharField(max_length=5, blank=True)
    status_after = models.CharField(max_length=5)
    channel = models.CharField(max_length=5)
    evidence_kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "patient", "-created_at"], name="identity_event_of_patient")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status_after}"


class InsHistory(TenantModel):
    """A matricule that a patient no longer uses, kept so that it is still recognised (safety §1.9, §1.10)."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="former_ins")
    matricule = models.CharField(max_length=15)
    oid = models.CharField(max_length=20)
    ended_on = models.DateField()
    reason = models.CharField(max_length=40)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "patient"], name="ins_history_of_patient"),
            models.Index(fields=["tenant", "matricule"], name="ins_history_matricule"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(matricule="") & ~models.Q(oid=""), name="ins_history_with_oid")
        ]

    def __str__(self) -> str:
        return self.matricule
