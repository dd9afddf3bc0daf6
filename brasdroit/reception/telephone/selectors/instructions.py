"""Reading the doctors' instructions, and hearing them in what a caller says."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import NotFound
from brasdroit.foundation.permissions import require
from brasdroit.reception.telephone.models import RedFlagInstruction
from brasdroit.reception.telephone.permissions import SEE
from brasdroit.reception.telephone.rules import signals
from brasdroit.reception.telephone.types import Instruction, RedFlag, Signal


def flags_in_force(on: date) -> tuple[RedFlag, ...]:
    """The signed list as the rules read it. One query."""
    rows = RedFlagInstruction.objects.filter(ended_at=None, valid_from__lte=on).select_related("doctor")
    return tuple(_flag(row) for row in rows.order_by("label", "id"))


def heard(actor: Actor, text: str, on: date) -> tuple[Signal, ...]:
    """The instructions that the words call up, those for the 15 first; silence is never an assurance. One query."""
    require(actor, SEE)
    return signals(text, flags_in_force(on), on=on)


def instructions(actor: Actor, *, ended: bool = False) -> list[RedFlagInstruction]:
    """The list of every doctor, by doctor and label. One query."""
    require(actor, SEE)
    rows = RedFlagInstruction.objects.filter(ended_at__isnull=not ended).select_related("doctor")
    return list(rows.order_by("doctor__display_name", "label", "-signed_at"))


def instruction(actor: Actor, instruction_id: UUID) -> RedFlagInstruction:
    """One instruction with its doctor; NotFound for a foreign one."""
    require(actor, SEE)
    row = RedFlagInstruction.objects.select_related("doctor").filter(pk=instruction_id).first()
    if row is None:
        raise NotFound
    return row


def _flag(row: RedFlagInstruction) -> RedFlag:
    return RedFlag(
        label=row.label,
        expressions=tuple(row.expressions),
        instruction=Instruction(row.instruction),
        written_by=row.doctor.short_name,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        advice=row.advice,
    )
