"""The plan of the backups, and what became of each. Of the installation, not of one practice: no tenant."""

from __future__ import annotations

from datetime import time

from django.db import models

from brasdroit.foundation.identifiers import new_id


class BackupPlan(models.Model):
    """When backups are made, where they go, how many are kept; one row at most. An empty ``folder`` is the data directory's own."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    active = models.BooleanField(default=True)
    folder = models.CharField(max_length=500, blank=True)
    at = models.TimeField(default=time(12, 45))
    daily = models.PositiveSmallIntegerField(default=7)
    weekly = models.PositiveSmallIntegerField(default=4)
    monthly = models.PositiveSmallIntegerField(default=12)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "foundation"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="backup_plan_once")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


class BackupRun(models.Model):
    """One backup asked for: ``status`` queued, running, done or failed; sizes in bytes; counts by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(max_length=10)
    scheduled = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=700, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=500, blank=True)
    step = models.CharField(max_length=40, blank=True)
    step_done = models.PositiveBigIntegerField(default=0)
    step_total = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    alive_at = models.DateTimeField(auto_now=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "foundation"
        indexes = [models.Index(fields=["status", "-created_at"], name="backup_run_lately")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.status}"
