"""When the practice receives: the weekly template, the dated exceptions, the time kept for emergencies.

Nothing here is deleted: `ended_at` closes a row, so that an old day can still be explained.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.tenancy.models import VersionedModel


class WeeklyOpening(VersionedModel):
    """One weekly opening of a practitioner, in local time (weekday 0 is Monday); `every_weeks` 2: alternate weeks.

    `kinds` lists the appointment types accepted (identifiers as text; empty: all).
    """

    practitioner = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    site = models.ForeignKey("practice.Site", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    room = models.ForeignKey("practice.Room", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    kinds = models.JSONField(default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "practitioner", "weekday"], name="weekly_opening_practitioner")]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_opening_weekday"),
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 8)), name="weekly_opening_every"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="weekly_opening_ends_after_start"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="weekly_opening_dates"
            ),
        ]


class ScheduleException(VersionedModel):
    """A dated change: absence, closure of the practice, break, extra opening (ExceptionKind).

    Each day from `first_day` to `last_day` included, between two local times (empty: the whole day); no practitioner
    means everybody; `weekdays` empty means every day.
    """

    kind = models.CharField(max_length=20)
    practitioner = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    first_day = models.DateField()
    last_day = models.DateField()
    start = models.TimeField(null=True, blank=True)
    end = models.TimeField(null=True, blank=True)
    weekdays = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    room = models.ForeignKey("practice.Room", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "last_day"], name="schedule_exception_last_day")]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="schedule_exception_dates"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gt=F("start")), name="schedule_exception_times"
            ),
            models.CheckConstraint(
                condition=~Q(kind="extra") | Q(practitioner__isnull=False, start__isnull=False, end__isnull=False),
                name="schedule_exception_extra_complete",
            ),
        ]


class EmergencyReserve(VersionedModel):
    """Time kept for urgent requests until `release_days` days before, at local time `release_at`.

    `released_days` (ISO dates) were given back earlier, by hand.
    """

    practitioner = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    weekdays = models.JSONField(default=list)
    start = models.TimeField()
    end = models.TimeField()
    release_at = models.TimeField()
    release_days = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    released_days = models.JSONField(default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "practitioner"], name="emergency_reserve_practitioner")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="emergency_reserve_ends_after_start"),
            models.CheckConstraint(condition=Q(release_days__lte=30), name="emergency_reserve_release"),
        ]
