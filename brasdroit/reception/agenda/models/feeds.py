"""A practitioner's calendar read by his own devices."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import TenantModel


class CalendarFeed(TenantModel):
    """The secret address of one practitioner's calendar. Only the digest of the secret is kept.

    Says nothing but « Occupé » unless `show_kind`; a patient's name never leaves by this way. Its reads are in the
    journal, where the last use is found.
    """

    practitioner = models.ForeignKey("practice.Member", on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80, blank=True)
    show_kind = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "reception"
        indexes = [models.Index(fields=["tenant", "practitioner"], name="calendar_feed_practitioner")]
