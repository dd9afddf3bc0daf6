"""The outbox of live updates."""

from __future__ import annotations

from django.db import models


class LiveEvent(models.Model):
    """One topic that changed for a tenant; kept an hour so that a page cut off can catch up from its last number."""

    tenant_id = models.UUIDField(editable=False)
    topic = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "foundation"
        indexes = [models.Index(fields=["at"], name="live_at")]

    def __str__(self) -> str:
        return self.topic
