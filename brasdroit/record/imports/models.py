"""An import, what became of each of its rows, and the column mappings kept for next time."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.record.imports.types import RunStatus


class MappingProfile(TenantModel):
    """A mapping kept under a name: header -> target code."""

    name = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        app_label = "record"
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="mapping_profile_once")]

    def __str__(self) -> str:
        return self.name


class ImportRun(VersionedModel):
    """One file brought in. The file is kept encrypted until the run is done; counts grow batch by batch."""

    file_name = models.CharField(max_length=200)
    file_id = models.UUIDField(null=True, blank=True)
    file_sha256 = models.CharField(max_length=64)
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    dry_run = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default=RunStatus.MAPPING)
    problem = models.CharField(max_length=500, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    started_by = models.UUIDField(null=True, blank=True)
    started_by_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "-created_at"], name="import_run_recent")]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(TenantModel):
    """What became of one row. ``values`` are kept for doubtful rows only, until a person decides."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=10, blank=True)
    fingerprint = models.CharField(max_length=64)
    patient = models.ForeignKey("record.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "run", "outcome", "number"], name="import_row_report"),
            models.Index(fields=["tenant", "fingerprint"], name="import_row_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
