"""The delegations a doctor signs."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import TenantModel


class Protocol(TenantModel):
    """A written protocol of a doctor, for the missions that are not entrusted without one.

    Never edited: another wording is another protocol, so that a signed line keeps the text it was signed with.
    """

    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=20_000)

    class Meta(TenantModel.Meta):
        app_label = "practice"
        indexes = [models.Index(fields=["tenant", "doctor", "title"], name="protocol_doctor")]

    def __str__(self) -> str:
        return self.title


class Delegation(TenantModel):
    """One mission entrusted by one doctor to one assistant, as signed.

    A signed line never changes: other conditions, devices or dates are a new line that replaces it, so that the
    history shows what was in force on any day. ``valid_until``: last day included. ``device_ids``: devices named.
    At most one line of a doctor, an assistant and a mission is not ended.
    """

    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="given", db_index=False)
    assistant = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="held", db_index=False)
    mission = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    device_ids = models.JSONField(default=list, blank=True)
    protocol_id = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+")
    signature_method = models.CharField(max_length=20)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("practice.Member", on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=20, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "practice"
        indexes = [models.Index(fields=["tenant", "assistant", "mission", "doctor"], name="delegation_check")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "doctor", "assistant", "mission"],
                condition=models.Q(revoked_at=None),
                name="delegation_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="delegation_dates_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=models.F("doctor")), name="delegation_signed_by_its_doctor"
            ),
        ]

    def __str__(self) -> str:
        return self.mission
