"""Calls, what happened to them, and the doctors' written instructions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.reception.telephone.types import CallStatus, Urgency


class Call(VersionedModel):
    """One telephone call (FHIR Communication): who, why, what was promised.

    `caller_phone` is E.164; `reason`, `urgency`, `outcome` and `relationship` are codes of `types`; `heard` lists the
    doctors' instructions that the words called up when the call was saved. Personal data of caller and patient: kept with
    the patient's record, erased with it; a call without a patient is erased after a year.
    """

    at = models.DateTimeField(default=timezone.now)
    caller_name = models.CharField(max_length=120, blank=True)
    caller_phone = models.CharField(max_length=16, blank=True)
    relationship = models.CharField(max_length=20, blank=True)
    patient = models.ForeignKey(
        "record.Patient", on_delete=models.PROTECT, related_name="calls", null=True, blank=True, db_index=False
    )
    reason = models.CharField(max_length=20)
    text = models.TextField(blank=True, max_length=2000)
    urgency = models.CharField(max_length=10, default=Urgency.ROUTINE)
    outcome = models.CharField(max_length=20, blank=True)
    attempts = models.JSONField(default=list, blank=True)
    recipient = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    call_back_on = models.DateField(null=True, blank=True)
    call_back_before = models.TimeField(null=True, blank=True)
    task = models.ForeignKey("record.Task", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    heard = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=10, default=CallStatus.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey("foundation.Membership", on_delete=models.PROTECT, related_name="+", null=True)
    taken_by_name = models.CharField(max_length=200)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        constraints = [
            models.CheckConstraint(
                condition=Q(call_back_before=None) | Q(call_back_on__isnull=False), name="call_back_hour_needs_day"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | Q(status="closed", closed_at__isnull=False),
                name="call_closed_when",
            ),
            models.CheckConstraint(condition=~Q(caller_name="") | Q(patient__isnull=False), name="call_from_somebody"),
        ]
        indexes = [
            models.Index(fields=["tenant", "status", "-at"], name="call_status"),
            models.Index(fields=["tenant", "-at"], name="call_at"),
            models.Index(fields=["tenant", "patient", "-at"], name="call_patient"),
        ]


class CallEvent(TenantModel):
    """One thing that happened to a call; `changes` maps a field to what it was and what it became."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="events", db_index=False)
    action = models.CharField(max_length=20)
    words = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "call", "created_at"], name="call_event_history")]


class RedFlagInstruction(VersionedModel):
    """What a doctor wrote and signed for words heard on the telephone: send to the 15, or to the doctor at once.

    A correction is a new row that `replaces` the former one, which ends the day before; nothing is rewritten.
    """

    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    label = models.CharField(max_length=120)
    expressions = models.JSONField(default=list)
    instruction = models.CharField(max_length=20)
    advice = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    signed_at = models.DateTimeField()
    signed_by_name = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="red_flag_dates"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="red_flag_labelled"),
        ]
        indexes = [models.Index(fields=["tenant", "doctor", "ended_at"], name="red_flag_doctor")]
