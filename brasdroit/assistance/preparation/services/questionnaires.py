"""Writing questionnaires: a draft is edited, a published version never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from brasdroit.assistance.preparation.models import Questionnaire, QuestionnaireVersion
from brasdroit.assistance.preparation.permissions import COLLECT, EDIT_QUESTIONNAIRES
from brasdroit.assistance.preparation.rules import items_to_json, questionnaire_problems
from brasdroit.assistance.preparation.selectors.questionnaires import as_rule
from brasdroit.assistance.preparation.types import Item, VersionStatus
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.service import service, trace
from brasdroit.practice.missions.permissions import require_delegation

TITLE_MAX = 120


@dataclass(frozen=True, slots=True)
class Heading:
    """What a questionnaire is for: title, appointment types (empty: all), measures expected, still asked or not."""

    title: str
    service_types: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    active: bool = True
    id: UUID | None = None


@service(EDIT_QUESTIONNAIRES, mission=COLLECT)
def save_questionnaire(*, actor: Actor, heading: Heading, version: int | None = None) -> Questionnaire:
    """Create a questionnaire (no `version`, idempotent on its id) with an empty draft, or change its heading.

    Raises Invalid (title missing, too long or taken), Conflict when somebody changed it meanwhile.
    """
    require_delegation(actor=actor, mission=COLLECT)
    row = Questionnaire.objects.filter(pk=heading.id).first() if heading.id else None
    if row is not None and version is None:
        return row
    _check(heading, row)
    if row is None:
        row = Questionnaire.objects.create(id=heading.id or new_id(), **_values(heading))
        QuestionnaireVersion.objects.create(questionnaire=row, number=1)
    else:
        for name, value in _values(heading).items():
            setattr(row, name, value)
        row.save_edit(expected_version=version, fields=list(_values(heading)))
    trace("questionnaire.saved", subject=row)
    return row


def _values(heading: Heading) -> dict[str, object]:
    return {
        "title": heading.title.strip(),
        "service_types": list(heading.service_types),
        "measures": list(heading.measures),
        "active": heading.active,
    }


def _check(heading: Heading, row: Questionnaire | None) -> None:
    title = heading.title.strip()
    text = ""
    if not title:
        text = "Donnez un titre au questionnaire."
    elif len(title) > TITLE_MAX:
        text = f"Raccourcissez le titre\u202f: {TITLE_MAX} caractères au plus."
    elif Questionnaire.objects.filter(title=title).exclude(pk__in=[row.pk] if row else []).exists():
        text = "Un questionnaire porte déjà ce titre."
    if text:
        raise Invalid(text, fields={"title": [text]})


@service(EDIT_QUESTIONNAIRES, mission=COLLECT)
def save_items(
    *, actor: Actor, questionnaire_id: UUID, items: Sequence[Item], version: int | None = None
) -> QuestionnaireVersion:
    """Write the questions of the draft; without one, a new version begins from the published one. Conflict when stale."""
    require_delegation(actor=actor, mission=COLLECT)
    draft = _draft(questionnaire_id) or _new_draft(questionnaire_id)
    draft.items = items_to_json(items)
    draft.save_edit(expected_version=version if version and draft.version >= version else None, fields=["items"])
    trace("questionnaire.items_saved", subject=draft)
    return draft


@service(EDIT_QUESTIONNAIRES, mission=COLLECT)
def publish_draft(*, actor: Actor, questionnaire_id: UUID, valid_from: date | None = None) -> QuestionnaireVersion:
    """Put the draft in force from a day on (today by default); it never changes afterwards.

    Raises Conflict without a draft, Invalid with everything to correct.
    """
    require_delegation(actor=actor, mission=COLLECT)
    draft = _draft(questionnaire_id)
    if draft is None:
        raise Conflict("Aucun brouillon à publier\u202f: quelqu’un l’a peut-être déjà publié.", code="no_draft")
    problems = questionnaire_problems(as_rule(draft, timezone.localdate()))
    if problems:
        raise Invalid(problems[0], code="questionnaire_incomplete", fields={"items": list(problems)})
    draft.status, draft.valid_from = VersionStatus.ACTIVE, valid_from or timezone.localdate()
    draft.published_at, draft.published_by_name = timezone.now(), actor.display_name
    fields = ["status", "valid_from", "published_at", "published_by_name"]
    draft.save_edit(expected_version=None, fields=fields)
    trace("questionnaire.published", subject=draft)
    return draft


def _draft(questionnaire_id: UUID) -> QuestionnaireVersion | None:
    rows = QuestionnaireVersion.objects.filter(questionnaire_id=questionnaire_id, status=VersionStatus.DRAFT)
    found: QuestionnaireVersion | None = rows.select_related("questionnaire").first()
    return found


def _new_draft(questionnaire_id: UUID) -> QuestionnaireVersion:
    questionnaire = Questionnaire.objects.filter(pk=questionnaire_id).first()
    if questionnaire is None:
        raise NotFound
    last = QuestionnaireVersion.objects.filter(questionnaire=questionnaire).aggregate(last=Max("number"))["last"] or 0
    return QuestionnaireVersion.objects.create(questionnaire=questionnaire, number=last + 1)
