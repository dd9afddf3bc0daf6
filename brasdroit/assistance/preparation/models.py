"""Questionnaires of the practice, the answers, and what is known of one preparation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from brasdroit.assistance.preparation.types import ResponseStatus, VersionStatus
from brasdroit.foundation.tenancy.models import TenantModel, VersionedModel


class Questionnaire(VersionedModel):
    """A set of questions the practice asks before a consultation.

    `service_types`: identifiers of appointment types (empty: all). `measures`: codes of the measures expected (empty:
    the usual ones of the age).
    """

    title = models.CharField(max_length=120)
    service_types = models.JSONField(default=list, blank=True)
    measures = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        app_label = "assistance"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "title"], name="questionnaire_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="questionnaire_titled"),
        ]

    def __str__(self) -> str:
        return self.title


class QuestionnaireVersion(VersionedModel):
    """One version: a draft is edited, a published one never changes. `items` as `rules.items_to_json` writes them."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    items = models.JSONField(default=list)
    status = models.CharField(max_length=10, default=VersionStatus.DRAFT.value)
    valid_from = models.DateField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        app_label = "assistance"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "questionnaire", "number"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["tenant", "questionnaire"],
                condition=Q(status=VersionStatus.DRAFT.value),
                name="questionnaire_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT.value) | Q(valid_from__isnull=False, published_at__isnull=False),
                name="questionnaire_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class QuestionnaireResponse(VersionedModel):
    """The answers given in one encounter to one version; corrected until the doctor has seen them."""

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    encounter = models.ForeignKey("record.Encounter", on_delete=models.PROTECT, related_name="+")
    questionnaire_version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    status = models.CharField(max_length=20, default=ResponseStatus.IN_PROGRESS.value)
    answered_at = models.DateTimeField()
    author_name = models.CharField(max_length=200)

    class Meta(VersionedModel.Meta):
        app_label = "assistance"
        indexes = [models.Index(fields=["tenant", "patient", "-answered_at"], name="response_of_patient")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "encounter", "questionnaire_version"], name="response_once_per_encounter"
            )
        ]

    def __str__(self) -> str:
        return self.status


class Preparation(VersionedModel):
    """What belongs to one preparation and to no measure: the patient's words, what was reviewed, the dialogue.

    `set_aside`: why an expected measure was not taken, by measure code. `request`: what the doctor asks for more.
    """

    encounter = models.OneToOneField("record.Encounter", on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(max_length=2000, blank=True)
    set_aside = models.JSONField(default=dict, blank=True)
    reviewed = models.JSONField(default=dict, blank=True)
    prepared_by_name = models.CharField(max_length=200, blank=True)
    handed_over_at = models.DateTimeField(null=True)
    message = models.TextField(max_length=1000, blank=True)
    request = models.TextField(max_length=1000, blank=True)
    requested_by_name = models.CharField(max_length=200, blank=True)
    comment = models.TextField(max_length=4000, blank=True)
    acknowledged_by = models.ForeignKey(
        "practice.Member", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        app_label = "assistance"
        indexes = [models.Index(fields=["tenant", "patient"], name="preparation_of_patient")]

    def __str__(self) -> str:
        return str(self.encounter_id)


class PreparationEvent(TenantModel):
    """What the doctor and the assistant told each other about one preparation: never changed."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20)
    text = models.TextField(max_length=4000, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        app_label = "assistance"
        indexes = [models.Index(fields=["tenant", "preparation", "created_at"], name="preparation_event")]

    def __str__(self) -> str:
        return self.kind
