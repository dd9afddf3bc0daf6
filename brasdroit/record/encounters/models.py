"""The patient's passage through the practice: planned at booking, moved step by step on the day."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.record.encounters.types import EncounterPriority, EncounterStatus


class Encounter(VersionedModel):
    """One passage of one patient with one doctor (FHIR Encounter).

    `status` is a code of EncounterStatus; each `*_at` is the instant at which the present passage through that status
    began (empty: not reached, or undone by a correction). `day` is the local day of the practice on which it is planned:
    boards ask for a day, and an index on it stays small. `service_type` is the identifier of the appointment type as the
    agenda knows it, kept here as a plain value because the record does not know the agenda.
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="encounters", db_index=False)
    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    assistant = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    site = models.ForeignKey("practice.Site", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    room = models.ForeignKey("practice.Room", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    day = models.DateField()
    planned_start = models.DateTimeField()
    planned_end = models.DateTimeField()
    status = models.CharField(max_length=30, default=EncounterStatus.BOOKED.value)
    status_at = models.DateTimeField(default=timezone.now)
    status_reason = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    service_type = models.UUIDField(null=True, blank=True)
    service_label = models.CharField(max_length=120, blank=True)
    priority = models.CharField(max_length=20, default=EncounterPriority.ROUTINE.value)
    walk_in = models.BooleanField(default=False)
    companion = models.CharField(max_length=200, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    waiting_at = models.DateTimeField(null=True, blank=True)
    with_assistant_at = models.DateTimeField(null=True, blank=True)
    ready_for_doctor_at = models.DateTimeField(null=True, blank=True)
    with_doctor_at = models.DateTimeField(null=True, blank=True)
    leaving_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned_end__gt=models.F("planned_start")), name="encounter_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "day", "planned_start"], name="encounter_day"),
            models.Index(fields=["tenant", "doctor", "day"], name="encounter_doctor_day"),
            models.Index(fields=["tenant", "patient", "-planned_start"], name="encounter_patient"),
        ]


class EncounterStep(TenantModel):
    """One move of an encounter: from, to, when, by whom and in which role. Never changed afterwards.

    The booking itself is no step: it is the encounter's creation.
    """

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="steps", db_index=False)
    source = models.CharField(max_length=30)
    status = models.CharField(max_length=30)
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    by_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)

    class Meta(TenantModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "encounter", "at"], name="encounter_step_history")]
