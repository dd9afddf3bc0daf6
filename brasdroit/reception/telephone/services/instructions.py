"""The doctors' instructions: signed by their author, replaced or ended, never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.service import service, touch, trace
from brasdroit.practice.members.selectors import member_of
from brasdroit.reception.telephone.models import RedFlagInstruction
from brasdroit.reception.telephone.permissions import INSTRUCT
from brasdroit.reception.telephone.types import Instruction

actions({"red_flag.signed": "Consigne d’appel signée", "red_flag.ended": "Consigne d’appel retirée"})

MOST_EXPRESSIONS = 30


@dataclass(frozen=True, slots=True)
class InstructionSheet:
    """What the doctor writes; `expressions` are the words callers use, 1 to 30 of 60 characters at most."""

    label: str
    expressions: tuple[str, ...]
    instruction: str
    advice: str = ""


@service(INSTRUCT)
def sign_instruction(
    *, actor: Actor, instruction_id: UUID, sheet: InstructionSheet, replaces_id: UUID | None = None
) -> RedFlagInstruction:
    """The acting doctor signs an instruction of his, in force at once; it may replace a former one of his.

    The same `instruction_id` again answers the first. Raises Invalid, NotFound, Forbidden for another doctor's, Conflict
    when the former one was replaced meanwhile.
    """
    if known := RedFlagInstruction.objects.filter(pk=instruction_id).first():
        return known
    _refuse(sheet)
    former = _open(actor, replaces_id) if replaces_id else None
    row = _signed(actor, instruction_id, sheet, former)
    if former:
        _end(former)
    trace("red_flag.signed", subject=row)
    touch("telephone")
    return row


@service(INSTRUCT)
def end_instruction(*, actor: Actor, instruction_id: UUID) -> None:
    """The instruction is heard no more, from now on. Raises NotFound, Forbidden, Conflict."""
    row = _open(actor, instruction_id)
    _end(row)
    trace("red_flag.ended", subject=row)
    touch("telephone")


def _signed(actor: Actor, pk: UUID, sheet: InstructionSheet, former: RedFlagInstruction | None) -> RedFlagInstruction:
    return RedFlagInstruction.objects.create(
        pk=pk,
        doctor=member_of(actor),
        label=sheet.label.strip(),
        expressions=[each.strip() for each in sheet.expressions if each.strip()],
        instruction=sheet.instruction,
        advice=sheet.advice.strip(),
        valid_from=timezone.localdate(),
        signed_at=timezone.now(),
        signed_by_name=actor.display_name,
        replaces=former,
    )


def _open(actor: Actor, pk: UUID) -> RedFlagInstruction:
    row: RedFlagInstruction | None = RedFlagInstruction.objects.select_related("doctor").filter(pk=pk).first()
    if row is None:
        raise NotFound
    if row.doctor.membership_id != actor.membership_id:
        raise Forbidden("Seul son auteur change une consigne : demandez-lui.", code="not_author")
    if row.ended_at is not None:
        raise Conflict("Cette consigne a déjà été remplacée ou retirée\u202f: relisez la liste.", code="stale")
    return row


def _end(row: RedFlagInstruction) -> None:
    row.ended_at = timezone.now()
    row.save_edit(expected_version=None, fields=["ended_at"])


def _refuse(sheet: InstructionSheet) -> None:
    words = [each.strip() for each in sheet.expressions if each.strip()]
    found = {
        "label": text_fault(sheet.label, limit=120, required=True),
        "expressions": _expressions_fault(words),
        "instruction": None if sheet.instruction in set(Instruction) else "Choisissez la consigne.",
        "advice": text_fault(sheet.advice, limit=300),
    }
    kept = {name: [text] for name, text in found.items() if text}
    if kept:
        raise Invalid("Corrigez les champs signalés.", fields=kept)


def _expressions_fault(words: list[str]) -> str | None:
    if not words:
        return "Écrivez au moins une expression, une par ligne."
    if len(words) > MOST_EXPRESSIONS:
        return f"Écrivez {MOST_EXPRESSIONS} expressions au plus."
    return next((fault for word in words if (fault := text_fault(word, limit=60))), None)
