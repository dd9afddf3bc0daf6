"""Reading questionnaires: the one in force for an encounter, the list, one version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from brasdroit.assistance.preparation import types
from brasdroit.assistance.preparation.models import Questionnaire, QuestionnaireResponse, QuestionnaireVersion
from brasdroit.assistance.preparation.permissions import EDIT_QUESTIONNAIRES
from brasdroit.assistance.preparation.rules import answers_from_json, items_from_json, questionnaire_in_force
from brasdroit.assistance.preparation.types import Answers, VersionStatus
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.record.encounters.models import Encounter


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of an encounter: the version that applies, the answers given so far, the measures expected."""

    version_id: UUID
    questionnaire: types.Questionnaire
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers given in one encounter, with the questions they were given to."""

    questionnaire: types.Questionnaire
    answers: Answers
    answered_on: date
    author: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A questionnaire with its versions, the newest first."""

    questionnaire: Questionnaire
    versions: tuple[QuestionnaireVersion, ...]

    @property
    def draft(self) -> QuestionnaireVersion | None:
        """The version being written."""
        return next((one for one in self.versions if one.status == VersionStatus.DRAFT), None)

    @property
    def published(self) -> QuestionnaireVersion | None:
        """The latest published version."""
        return next((one for one in self.versions if one.status == VersionStatus.ACTIVE), None)


def as_rule(version: QuestionnaireVersion, on: date) -> types.Questionnaire:
    """A version as the rules read it; its questionnaire is loaded. A draft counts from `on`."""
    return types.Questionnaire(
        code=str(version.questionnaire_id),
        version=version.number,
        title=version.questionnaire.title,
        valid_from=version.valid_from or on,
        items=items_from_json(version.items),
    )


def questions_of(encounter: Encounter, on: date) -> Asked | None:
    """What to ask: the questionnaire of the appointment type, else the one for all. One query."""
    rows = QuestionnaireVersion.objects.filter(status=VersionStatus.ACTIVE, questionnaire__active=True)
    rows = rows.select_related("questionnaire").filter(valid_from__lte=on)
    wanted = str(encounter.service_type)
    own = [row for row in rows if wanted in row.questionnaire.service_types]
    chosen = own or [row for row in rows if not row.questionnaire.service_types]
    found = questionnaire_in_force((as_rule(row, on) for row in chosen), on)
    if found is None:
        return None
    row = next(one for one in chosen if (str(one.questionnaire_id), one.number) == (found.code, found.version))
    return Asked(row.pk, found, tuple(row.questionnaire.measures))


def responses(patient_id: UUID, limit: int = 20) -> list[QuestionnaireResponse]:
    """The latest answers of a patient, their version loaded. One query."""
    rows = QuestionnaireResponse.objects.filter(patient_id=patient_id)
    return list(rows.select_related("questionnaire_version__questionnaire").order_by("-answered_at")[:limit])


def answered(row: QuestionnaireResponse) -> Answered:
    """Stored answers as the rules read them."""
    day = row.answered_at.date()
    questionnaire = as_rule(row.questionnaire_version, day)
    return Answered(questionnaire, answers_from_json(questionnaire.items, row.answers), day, row.author_name)


def questionnaires(actor: Actor) -> list[Edited]:
    """Every questionnaire by title. Two queries."""
    require(actor, EDIT_QUESTIONNAIRES)
    rows = Questionnaire.objects.order_by("-active", "title").prefetch_related("versions")
    return [_edited(row, list(row.versions.all())) for row in rows]


def questionnaire(actor: Actor, questionnaire_id: UUID) -> Edited:
    """One questionnaire with its versions; raises NotFound. Two queries."""
    require(actor, EDIT_QUESTIONNAIRES)
    row = Questionnaire.objects.filter(pk=questionnaire_id).first()
    if row is None:
        raise NotFound
    return _edited(row, list(QuestionnaireVersion.objects.filter(questionnaire=row).select_related("questionnaire")))


def _edited(row: Questionnaire, versions: Sequence[QuestionnaireVersion]) -> Edited:
    return Edited(row, tuple(sorted(versions, key=lambda one: -one.number)))
