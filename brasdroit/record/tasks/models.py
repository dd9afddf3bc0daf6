"""The task and its history."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.record.tasks.types import TaskStatus


class Task(VersionedModel):
    """What somebody of the team must do, for whom, by when and why (FHIR R4 Task).

    ``owner`` None: anyone may take it. ``link`` is the page's path where the work is done, when there is one.
    ``origin_id`` names what asked for it (a call, a slot, an encounter), so that the same thing never asks twice.
    """

    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True, max_length=2000)
    status = models.CharField(max_length=20, default=TaskStatus.REQUESTED)
    patient = models.ForeignKey("record.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    encounter = models.ForeignKey(
        "record.Encounter", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    requester = models.ForeignKey(
        "practice.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_requested"
    )
    owner = models.ForeignKey(
        "practice.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_owned"
    )
    source = models.CharField(max_length=20)
    origin_id = models.UUIDField(null=True, blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True)
    due_before = models.TimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    outcome = models.TextField(blank=True, max_length=2000)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "status", "due_on"], name="task_open"),
            models.Index(fields=["tenant", "owner", "status"], name="task_owner"),
            models.Index(fields=["tenant", "patient", "-created_at"], name="task_patient"),
            models.Index(fields=["tenant", "closed_at"], name="task_closed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source", "origin_id", "title"],
                condition=models.Q(origin_id__isnull=False),
                name="task_once_per_origin",
            ),
            models.CheckConstraint(
                condition=models.Q(due_before__isnull=True) | models.Q(due_on__isnull=False), name="task_hour_needs_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskEvent(TenantModel):
    """One move of a task: who, what, with which words."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=20)
    by = models.ForeignKey("practice.Member", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    to = models.ForeignKey("practice.Member", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    words = models.TextField(blank=True, max_length=2000)
    previous = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "task", "created_at"], name="task_event")]

    def __str__(self) -> str:
        return self.action
