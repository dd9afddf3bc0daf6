"""Who would take an earlier slot."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.reception.agenda.types import WaitingStatus


class WaitingListEntry(VersionedModel):
    """One patient's request for a slot that is not free today; empty lists and bounds mean "any".

    `practitioners` holds identifiers as text. `instead_of` is the later appointment that an earlier slot replaces.
    `slot_*` is the slot proposed and not yet answered; `declined_slots` are those refused, as `slot_key` writes them.
    `notice_minutes` is the time the patient needs to come.
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    type = models.ForeignKey("reception.AppointmentType", on_delete=models.PROTECT, related_name="+", db_index=False)
    practitioners = models.JSONField(default=list, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    weekdays = models.JSONField(default=list, blank=True)
    after = models.TimeField(null=True, blank=True)
    before = models.TimeField(null=True, blank=True)
    priority = models.BooleanField(default=False)
    notice_minutes = models.PositiveIntegerField(default=60)
    refusals = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, default=WaitingStatus.WAITING.value)
    instead_of = models.ForeignKey(
        "reception.Appointment", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    slot_practitioner = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    slot_start = models.DateTimeField(null=True, blank=True)
    slot_end = models.DateTimeField(null=True, blank=True)
    declined_slots = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        indexes = [
            models.Index(
                fields=["tenant", "created_at"], condition=Q(status__in=["waiting", "proposed"]), name="waiting_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")), name="waiting_dates"
            ),
            models.CheckConstraint(
                condition=~Q(status="proposed") | Q(slot_start__isnull=False, slot_end__isnull=False),
                name="waiting_proposed_slot",
            ),
        ]
