"""What can be booked."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import VersionedModel


def every_team_role() -> list[str]:
    """Who may book a type unless the practice says otherwise."""
    return ["doctor", "assistant", "secretary"]


class AppointmentType(VersionedModel):
    """What the practice books: its length, where it happens, how the patient prepares, who may book it.

    `place` is one of practice, video, phone, home. `preparation_minutes` is the assistant's part before the doctor, at
    the beginning of the appointment. `documents` and `roles` are lists of texts and of role codes. `colour` is a design
    token and `shape` a lucide icon: a type is never told by its colour alone. `questionnaire_code` names what is asked
    before the consultation, known to the preparation and not to the agenda.
    """

    name = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField(default=15)
    preparation_minutes = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=10, default="practice")
    preparation = models.TextField(blank=True, max_length=2000)
    documents = models.JSONField(default=list, blank=True)
    fasting = models.BooleanField(default=False)
    roles = models.JSONField(default=every_team_role)
    colour = models.CharField(max_length=20, default="accent")
    shape = models.CharField(max_length=30, default="stethoscope")
    questionnaire_code = models.UUIDField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"], condition=models.Q(active=True), name="appointment_type_name_once"
            ),
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 480)), name="appointment_type_minutes"),
            models.CheckConstraint(
                condition=models.Q(preparation_minutes__lte=models.F("minutes")), name="appointment_type_preparation"
            ),
        ]

    def __str__(self) -> str:
        return self.name
