"""Duplicates and collisions: what may be one person, what was joined, what was parted; each can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.tenancy.models import VersionedModel


class DuplicatePair(VersionedModel):
    """Two records that may be one person's, as the last scan judged them, until a person decides.

    `reasons` are codes of the rules of resemblance. `state`: open, homonyms (two persons) or merged.
    """

    first = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "state", "-score"], name="duplicate_pair_open")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_ordered"),
            models.CheckConstraint(condition=Q(state__in=["open", "homonyms", "merged"]), name="duplicate_pair_state"),
        ]


class DuplicateScan(VersionedModel):
    """One search for duplicates over the whole practice, in the background; `done` of `total` records were compared."""

    status = models.CharField(max_length=10, default="queued")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    started_by_name = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "-created_at"], name="duplicate_scan_lately")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running", "done", "failed"]), name="duplicate_scan_status"
            ),
            # Two persons who ask at once start one search.
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(status__in=["queued", "running"]), name="duplicate_scan_alone"
            ),
        ]


class PatientMerge(VersionedModel):
    """Two records of one person joined in the survivor's, with all that is needed to part them again exactly.

    `moved` and `left` name rows by link (`record.Document.patient`): those that followed, and those that stayed because
    the survivor had their equal. `before` and `after` are the survivor's values; `added` the INS kept in his history;
    `ended` the « none known » that the other record contradicted.
    """

    survivor = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    absorbed = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)
    moved = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    added = models.JSONField(default=list)
    ended = models.JSONField(default=list)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "-created_at"], name="merge_lately"),
            models.Index(fields=["tenant", "survivor"], name="merge_survivor"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "absorbed"], condition=Q(undone_at=None), name="merge_once"),
            models.CheckConstraint(condition=~Q(survivor=F("absorbed")), name="merge_two_records"),
        ]


class PatientSplit(VersionedModel):
    """What one record held of another person, given to that person's record: a collision put right.

    `target_created`: the second identity was made for it. `moved` names rows by link.
    """

    source = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    target_created = models.BooleanField(default=False)
    reason = models.CharField(max_length=300)
    moved = models.JSONField(default=dict)
    author = models.ForeignKey("foundation.Membership", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [models.Index(fields=["tenant", "source", "-created_at"], name="split_source")]
        constraints = [models.CheckConstraint(condition=~Q(source=F("target")), name="split_two_records")]
