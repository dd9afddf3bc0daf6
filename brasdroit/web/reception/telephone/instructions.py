"""Views of the doctors' instructions, and of the emergency page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may
from brasdroit.practice.organisation.selectors import organization, sites
from brasdroit.reception.telephone import selectors, services
from brasdroit.reception.telephone.permissions import INSTRUCT
from brasdroit.reception.telephone.types import Instruction
from brasdroit.reception.waiting_room.selectors.board import board
from brasdroit.web.http import ActorRequest
from brasdroit.web.reception.telephone.forms import INSTRUCTIONS, InstructionForm
from brasdroit.web.ui.forms import add_domain_errors


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """Every doctor's list, and what was withdrawn."""
    rows = selectors.instructions(request.actor)
    context = {
        "rows": [(row, dict(INSTRUCTIONS)[Instruction(row.instruction)], _mine(request, row)) for row in rows],
        "ended": selectors.instructions(request.actor, ended=True)[:50],
        "may_write": may(request.actor, INSTRUCT),
    }
    return render(request, "reception/telephone/instructions.html", context)


def _mine(request: ActorRequest, row: object) -> bool:
    return bool(row.doctor.membership_id == request.actor.membership_id)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, replaces_id: UUID | None = None) -> HttpResponse:
    """The doctor signs an instruction, new or in place of a former one."""
    former = selectors.instruction(request.actor, replaces_id) if replaces_id else None
    start = {"id": new_id()} | (
        {"label": former.label, "expressions": "\n".join(former.expressions), "instruction": former.instruction,
         "advice": former.advice} if former else {}
    )  # fmt: skip
    form = InstructionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_instruction(
                actor=request.actor,
                instruction_id=form.cleaned_data["id"],
                sheet=form.sheet(),
                replaces_id=replaces_id,
            )
        except Invalid as error:
            add_domain_errors(form, error)
        except Conflict as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Consigne signée\u202f: elle vaut dès maintenant.")
            return redirect("red_flags")
    context = {"form": form, "former": former}
    return render(request, "reception/telephone/instruction.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: ActorRequest, instruction_id: UUID) -> HttpResponse:
    """The instruction is heard no more."""
    services.end_instruction(actor=request.actor, instruction_id=instruction_id)
    messages.success(request, "Consigne retirée.")
    return redirect("red_flags")


@require_GET
def emergency(request: ActorRequest) -> HttpResponse:
    """What to do, whom to call, what to say, and the arrival of an emergency."""
    lanes = board(request.actor, timezone.localtime()).lanes
    context = {"practice": organization(), "sites": sites(active_only=True), "lanes": lanes}
    return render(request, "reception/telephone/emergency.html", context)
