"""The reservation of a practitioner's time, and what happened to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.db.constraints import NoOverlap
from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.reception.agenda.types import AppointmentStatus


class AppointmentSeries(TenantModel):
    """Several appointments asked for at once, told in French (« toutes les 2 semaines, 10 séances »)."""

    label = models.CharField(max_length=120)

    class Meta(TenantModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "created_at"], name="appointment_series_created")]


class Appointment(VersionedModel):
    """The time of one practitioner (and of one room) held for one patient (FHIR Appointment).

    `occupying` says that the row holds its time alone: booked, and not a deliberate overbooking. The database refuses
    two occupying rows that overlap, of one practitioner or of one room. `sequence` grows at each change told to a
    calendar. What happens on the day is told by the encounter, created with the appointment.
    """

    encounter = models.OneToOneField("record.Encounter", on_delete=models.PROTECT, related_name="appointment")
    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="appointments", db_index=False)
    practitioner = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey("practice.Site", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    room = models.ForeignKey("practice.Room", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    type = models.ForeignKey(
        "reception.AppointmentType", on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    start = models.DateTimeField()
    end = models.DateTimeField()
    status = models.CharField(max_length=20, default=AppointmentStatus.BOOKED.value)
    occupying = models.BooleanField(default=True)
    overbooked = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    booked_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    booked_by_name = models.CharField(max_length=200)
    series = models.ForeignKey(
        AppointmentSeries, on_delete=models.PROTECT, related_name="appointments", null=True, blank=True
    )
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=20, blank=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancellation_reason = models.CharField(max_length=300, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        constraints = [
            NoOverlap(name="appointment_practitioner_once", same=["tenant", "practitioner"]),
            NoOverlap(name="appointment_room_once", same=["tenant", "room"]),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appointment_ends_after_start"),
            models.CheckConstraint(
                condition=Q(occupying=False) | Q(status="booked", overbooked=False), name="appointment_occupying"
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | Q(cancelled_at__isnull=False), name="appointment_cancelled_when"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "start"], name="appointment_start"),
            models.Index(fields=["tenant", "practitioner", "start"], name="appointment_practitioner"),
            models.Index(fields=["tenant", "room", "start"], name="appointment_room"),
            models.Index(fields=["tenant", "patient", "-start"], name="appointment_patient"),
        ]


class AppointmentMove(TenantModel):
    """Where an appointment was before one change, and who changed it."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="moves", db_index=False)
    practitioner = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.ForeignKey("practice.Room", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "appointment", "created_at"], name="appointment_move_history")]
