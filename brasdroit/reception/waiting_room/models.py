"""The arrival of a patient as it was checked, and the screens that hang in the room."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel
from brasdroit.reception.waiting_room.types import Coming


class CheckIn(VersionedModel):
    """What reception checked when a patient arrived (FHIR Encounter, status arrived).

    `identity_check` is the code of the proof shown, `stated` or `unchecked`; `coverage_check` is seen, declared or
    missing; `missing` lists codes of pieces still to bring. `rank` counts the arrivals of a doctor's day and gives the
    `call_number` of the public screen, which tells nobody's name. Personal data: kept with the encounter, erased with it.
    """

    encounter = models.OneToOneField("record.Encounter", on_delete=models.PROTECT, related_name="check_in")
    doctor = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    rank = models.PositiveSmallIntegerField()
    call_number = models.CharField(max_length=8)
    coming = models.CharField(max_length=20, default=Coming.APPOINTMENT)
    identity_check = models.CharField(max_length=20)
    coverage_check = models.CharField(max_length=20, blank=True)
    contact_confirmed = models.BooleanField(default=False)
    missing = models.JSONField(default=list, blank=True)
    companions = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "day", "doctor", "rank"], name="check_in_rank_once"),
            models.CheckConstraint(condition=Q(companions__lte=20), name="check_in_companions"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="check_in_rank_from_one"),
        ]
        indexes = [models.Index(fields=["tenant", "day"], name="check_in_day")]


class PublicDisplay(TenantModel):
    """A screen of the waiting room, opened by a secret address; only the digest of the secret is kept.

    It shows call numbers and rooms, nothing about anybody; revoking it closes the address at once.
    """

    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    opened_by_name = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "created_at"], name="public_display_created")]
