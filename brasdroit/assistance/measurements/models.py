"""What was measured, the limits each doctor sets, the alerts raised."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.assistance.measurements.types import BLOOD_PRESSURE, Level, ObservationStatus
from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel


class Observation(VersionedModel):
    """One measure of one patient (FHIR Observation), in the UCUM `unit` of its measure.

    A blood pressure is one observation: `value` is the systolic, `diastolic` the other component. `sequence` counts the
    readings of one measure in one encounter. A value is never rewritten: a correction is a new row that `supersedes`
    the former, which stays as entered in error. `status`: registered (doubtful, waits for a second measure or a
    confirmation), preliminary (waits for the doctor), final (the doctor has seen it), amended, entered-in-error.
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    encounter = models.ForeignKey("record.Encounter", on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=8, decimal_places=3)
    diastolic = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    unit = models.CharField(max_length=20)
    device = models.ForeignKey("practice.Device", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    device_label = models.CharField(max_length=160, blank=True)
    method = models.CharField(max_length=20)
    body_site = models.CharField(max_length=20, blank=True)
    position = models.CharField(max_length=20, blank=True)
    sequence = models.PositiveSmallIntegerField(default=1)
    taken_at = models.DateTimeField()
    status = models.CharField(max_length=20, default=ObservationStatus.PRELIMINARY.value)
    level = models.CharField(max_length=10, default=Level.OK.value)
    judgement_code = models.CharField(max_length=40, default="ok")
    judgement = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    entered_by_name = models.CharField(max_length=200)
    delegation_id = models.UUIDField(null=True, editable=False)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    change_reason = models.CharField(max_length=200, blank=True)
    reviewed_by = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        app_label = "assistance"
        indexes = [
            models.Index(fields=["tenant", "patient", "-taken_at"], name="observation_of_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(code=BLOOD_PRESSURE, diastolic__isnull=False)
                | (~Q(code=BLOOD_PRESSURE) & Q(diastolic=None)),
                name="observation_components",
            ),
            models.CheckConstraint(
                condition=Q(diastolic=None) | Q(value__gt=models.F("diastolic")), name="observation_pressures"
            ),
            models.CheckConstraint(condition=Q(value__range=(0, 400)), name="observation_possible"),
            models.CheckConstraint(condition=~Q(level=Level.REFUSED.value), name="observation_not_refused"),
            models.CheckConstraint(
                condition=~Q(status=ObservationStatus.REGISTERED.value) | Q(level=Level.DOUBTFUL.value),
                name="observation_waiting_doubtful",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class DoctorThreshold(TenantModel):
    """An alert limit a doctor set for his patients; never rewritten: a change ends it and begins another.

    Ages in completed months, `from_month` included, `to_month` excluded (None: no end). `ended_on`: first day without.
    """

    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=40)
    side = models.CharField(max_length=4)
    limit = models.DecimalField(max_digits=8, decimal_places=3)
    reached = models.BooleanField(default=True)
    from_month = models.PositiveSmallIntegerField(default=0)
    to_month = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField()
    ended_on = models.DateField(null=True)
    author_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "assistance"
        indexes = [models.Index(fields=["tenant", "doctor"], condition=Q(ended_on=None), name="threshold_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_month=None) | Q(to_month__gt=models.F("from_month")), name="threshold_ages_ordered"
            ),
            models.UniqueConstraint(
                fields=["tenant", "doctor", "measure", "side", "from_month"],
                condition=Q(ended_on=None),
                name="threshold_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.side}"


class MeasurementAlert(TenantModel):
    """A measure passed a limit: told to the doctor, until he acknowledges it or the measure proves to be an error."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    encounter = models.ForeignKey("record.Encounter", on_delete=models.PROTECT, null=True, related_name="+")
    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="alerts")
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "assistance"
        indexes = [
            models.Index(
                fields=["tenant", "doctor", "raised_at"],
                condition=Q(acknowledged_at=None, withdrawn_at=None),
                name="alert_open_of_doctor",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "observation", "code"], name="alert_once_per_observation")
        ]

    def __str__(self) -> str:
        return self.code
