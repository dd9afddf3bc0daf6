"""What the assistant collects besides the measures: the patient's words, the answers, what was reviewed with him."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from brasdroit.assistance.preparation.models import Preparation, QuestionnaireResponse, QuestionnaireVersion
from brasdroit.assistance.preparation.permissions import COLLECT, PREPARE
from brasdroit.assistance.preparation.rules import answers_from_json, answers_to_json, items_from_json, validate_answers
from brasdroit.assistance.preparation.selectors.questionnaires import as_rule
from brasdroit.assistance.preparation.selectors.situation import PARTS
from brasdroit.assistance.preparation.types import Answer
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.record.encounters.models import Encounter
from brasdroit.record.encounters.services import locked

TOPIC = "preparation"
WORDS_MAX = 2000


@service(PREPARE, mission=COLLECT)
def save_words(*, actor: Actor, encounter_id: UUID, words: str, version: int | None = None) -> Preparation:
    """Write down why the patient comes, in his own words (2,000 characters at most). Conflict when somebody else wrote."""
    encounter = _entrusted(actor, encounter_id)
    if len(words) > WORDS_MAX:
        text = f"Raccourcissez\u202f: {WORDS_MAX} caractères au plus."
        raise Invalid(text, fields={"words": [text]})
    preparation = prepared(encounter)
    preparation.words = words.strip()
    preparation.save_edit(expected_version=version, fields=["words"])
    return _noted(preparation, "preparation.words")


@service(PREPARE, mission=COLLECT)
def save_answers(
    *, actor: Actor, encounter_id: UUID, version_id: UUID, answers: Mapping[str, Answer | None]
) -> QuestionnaireResponse:
    """Keep the answers given so far; None takes an answer back, what is not named stays.

    Raises NotFound for an unknown version; Invalid with the sentence of each question at fault, nothing is kept then.
    """
    encounter = _entrusted(actor, encounter_id)
    version = QuestionnaireVersion.objects.select_related("questionnaire").filter(pk=version_id).first()
    if version is None:
        raise NotFound
    row = _response(encounter, version, actor)
    items = items_from_json(version.items)
    merged = {**answers_from_json(items, row.answers), **answers}
    kept = {link_id: answer for link_id, answer in merged.items() if answer is not None}
    _refuse(version, kept)
    row.answers, row.answered_at, row.author_name = answers_to_json(kept), timezone.now(), actor.display_name
    row.save_edit(expected_version=None, fields=["answers", "answered_at", "author_name"])
    trace("preparation.answered", subject=row, about_id=encounter.patient_id)
    touch(TOPIC)
    return row


def _refuse(version: QuestionnaireVersion, kept: Mapping[str, Answer]) -> None:
    problems = validate_answers(as_rule(version, timezone.localdate()), kept)
    if problems:
        fields = {problem.link_id: [problem.explanation] for problem in problems}
        raise Invalid(problems[0].explanation, code=problems[0].code, fields=fields)


def _response(encounter: Encounter, version: QuestionnaireVersion, actor: Actor) -> QuestionnaireResponse:
    row, _ = QuestionnaireResponse.objects.get_or_create(
        encounter=encounter,
        questionnaire_version=version,
        defaults={
            "patient_id": encounter.patient_id,
            "answered_at": timezone.now(),
            "author_name": actor.display_name,
        },
    )
    return row


@service(PREPARE, mission=COLLECT)
def review_part(*, actor: Actor, encounter_id: UUID, part: str, done: bool = True) -> Preparation:
    """Say that a part of the medical file (a key of PARTS) was gone through with the patient, or was not after all."""
    encounter = _entrusted(actor, encounter_id)
    if part not in PARTS:
        raise Invalid("Cette partie n’existe pas\u202f: rechargez la page.", code="part_unknown")
    preparation = prepared(encounter)
    others = {name: at for name, at in preparation.reviewed.items() if name != part}
    preparation.reviewed = {**others, **({part: timezone.now().isoformat()} if done else {})}
    preparation.save_edit(expected_version=None, fields=["reviewed"])
    return _noted(preparation, "preparation.reviewed")


@service(PREPARE, mission=COLLECT)
def set_aside(*, actor: Actor, encounter_id: UUID, code: str, reason: str) -> Preparation:
    """Say why an expected measure is not taken (« refuse », « appareil en panne »); an empty reason expects it again."""
    encounter = _entrusted(actor, encounter_id)
    preparation = prepared(encounter)
    others = {name: why for name, why in preparation.set_aside.items() if name != code}
    preparation.set_aside = {**others, **({code[:40]: reason.strip()[:120]} if reason.strip() else {})}
    preparation.save_edit(expected_version=None, fields=["set_aside"])
    return _noted(preparation, "preparation.set_aside")


def _entrusted(actor: Actor, encounter_id: UUID) -> Encounter:
    encounter = locked(encounter_id)
    require_delegation(actor=actor, mission=COLLECT, doctor_id=encounter.doctor_id)
    return encounter


def prepared(encounter: Encounter) -> Preparation:
    """The preparation of an encounter, begun if need be, inside the running service."""
    found = Preparation.objects.filter(encounter=encounter).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Preparation.objects.create(encounter=encounter, patient_id=encounter.patient_id)
    except IntegrityError:  # two screens began at the same moment
        return Preparation.objects.get(encounter=encounter)


def _noted(preparation: Preparation, action: str) -> Preparation:
    trace(action, subject=preparation, about_id=preparation.patient_id)
    touch(TOPIC)
    return preparation
