"""What was done about a patient's screenings: kits, results, refusals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.pathway.screening.types import EntryKind, EntryStatus, ResultKind

_RESULTS = ["", *(each.value for each in ResultKind)]


class ScreeningEntry(VersionedModel):
    """A kit handed over, an examination with its result, or a refusal, for one screening (FHIR Observation).

    `done_on`: the day of the hand-over, of the examination, of the refusal. `result` blank: not known yet. `until`: a
    refusal ends then, and the offer is made again. Taken back, it stays as entered in error. What an assistant enters
    waits for the doctor (`reviewed_at` empty).
    """

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.CharField(max_length=30)
    kind = models.CharField(max_length=10)
    done_on = models.DateField()
    test = models.CharField(max_length=20, blank=True)
    result = models.CharField(max_length=12, blank=True)
    kit_number = models.CharField(max_length=30, blank=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, default=EntryStatus.FINAL.value)
    change_reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_by_name = models.CharField(max_length=200)
    reviewed_by = models.ForeignKey(
        "foundation.Membership", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        app_label = "pathway"
        indexes = [models.Index(fields=["tenant", "patient", "done_on"], name="screening_of_patient")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in EntryKind]), name="screening_entry_kind"
            ),
            models.CheckConstraint(condition=Q(result__in=_RESULTS), name="screening_entry_result"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.RESULT.value) | Q(test="", result=""), name="screening_entry_result_only"
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REFUSAL.value, until__gt=models.F("done_on"))
                | (~Q(kind=EntryKind.REFUSAL.value) & Q(until=None)),
                name="screening_entry_refusal_ends",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[each.value for each in EntryStatus]), name="screening_entry_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"
