"""The journal's lines, and the head of each tenant's chain."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from brasdroit.foundation.identifiers import new_id


class AuditEntry(models.Model):
    """One act or one read. Written once; ``seal`` later gives it its place and hash in the tenant's chain.

    ``action`` is a stable code (``patient.created``), ``subject`` the object acted upon, ``about_id`` the person
    whose record it concerns, ``details`` the names and, outside health data, the values that changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.UUIDField(null=True, editable=False)
    actor_role = models.CharField(max_length=20, editable=False)
    actor_name = models.CharField(max_length=200, editable=False)
    workstation = models.CharField(max_length=64, blank=True, editable=False)
    action = models.CharField(max_length=60, editable=False)
    subject_type = models.CharField(max_length=60, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, editable=False)
    about_id = models.UUIDField(null=True, editable=False)
    details = models.JSONField(default=dict, editable=False)
    position = models.BigIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        app_label = "foundation"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "position"], name="audit_position_once")]
        indexes = [
            models.Index(fields=["tenant_id", "about_id", "-at"], name="audit_about"),
            models.Index(fields=["tenant_id", "at"], name="audit_at"),
            models.Index(fields=["id"], condition=models.Q(position=None), name="audit_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action}"


class AuditChain(models.Model):
    """The last sealed link of a tenant: its position and digest."""

    tenant_id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "foundation"

    def __str__(self) -> str:
        return f"{self.tenant_id} #{self.position}"
