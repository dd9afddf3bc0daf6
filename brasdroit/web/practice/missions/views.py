"""« Missions confiées »: the doctor's matrix, its signature, the assistant's own view, the history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from brasdroit.foundation.errors import Forbidden, Invalid
from brasdroit.foundation.permissions import may, require
from brasdroit.practice.members.selectors import member_of
from brasdroit.practice.members.types import Role
from brasdroit.practice.missions.permissions import ENTRUST, SEE, SEE_MATRIX
from brasdroit.practice.missions.selectors import cell, doctors_with_missions, history, matrix, own_missions
from brasdroit.practice.missions.services import FRESH, revoke, sign, write_protocol
from brasdroit.practice.missions.types import Grant, Signature
from brasdroit.reference.missions import forbidden_acts, missions, presets
from brasdroit.web.accounts.sessions import proof_of_identity
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.missions import pending
from brasdroit.web.practice.missions.forms import SignatureForm


def delegations(request: ActorRequest) -> HttpResponse:
    """The doctor's matrix; for an assistant, what each doctor entrusts; for a manager, every matrix to read."""
    require(request.actor, SEE)
    if request.method == "POST":
        return _change(request)
    if request.actor.role == Role.ASSISTANT:
        return _own(request)
    today = timezone.localdate()
    doctors = doctors_with_missions(today)
    mine = [one for one in doctors if one.membership_id == request.actor.membership_id]
    asked = [one for one in doctors if str(one.pk) == request.GET.get("medecin")]
    doctor = next(iter(mine or asked or doctors), None)
    table = matrix(doctor, today) if doctor else None
    context = {
        "matrix": table,
        "doctor": doctor,
        "tabs": [] if mine else [_tab(one, doctor) for one in doctors],
        "editable": bool(mine),
        "ticked": table.held if table else frozenset(),
        **_references(),
    }
    return render(request, "practice/missions/matrix.html", context)


def _tab(one: Any, current: Any) -> dict[str, Any]:
    return {"label": one.short_name, "href": f"?medecin={one.pk}", "current": one == current}


def _references() -> dict[str, Any]:
    today = timezone.localdate()
    return {"presets": list(presets(today).values()), "forbidden": list(forbidden_acts(today).values())}


def _own(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    member = member_of(request.actor)
    columns = ["Mission", "Conditions", "Depuis", "État"]
    context = {"doctors": own_missions(member, today), "member": member, "columns": columns, **_references()}
    return render(request, "practice/missions/own.html", context)


def _change(request: ActorRequest) -> HttpResponse:
    require(request.actor, ENTRUST)
    today = timezone.localdate()
    doctor = member_of(request.actor)
    table = matrix(doctor, today)
    ticked = frozenset(request.POST.getlist("cell"))
    if chosen := request.POST.get("preset"):
        person, code = pending.pair(chosen)
        wanted = {f"{person}:{one}" for one in presets(today)[code].missions} if code in presets(today) else set()
        ticked = frozenset({key for key in ticked if not key.startswith(f"{person}:")} | wanted)
        context = {"matrix": table, "doctor": doctor, "tabs": [], "editable": True, "ticked": ticked, **_references()}
        return render(request, "practice/missions/matrix.html", context)
    pending.keep(request, added=ticked - table.held, removed=table.held - ticked)
    return redirect("delegations_review")


def review(request: ActorRequest) -> HttpResponse:
    """What changes, completed and signed once; taking away needs no signature."""
    require(request.actor, ENTRUST)
    today, doctor = timezone.localdate(), member_of(request.actor)
    added, removed = pending.kept(request)
    if not added and not removed:
        messages.info(request, "Rien ne change\u202f: cochez ou décochez des missions d’abord.")
        return redirect("delegations")
    if request.method == "POST" and not added:
        return _withdraw(request, removed)
    table = matrix(doctor, today)
    items = pending.reviews(request, table, added, today)
    proof = _fresh(proof_of_identity(request))
    signature = SignatureForm(request.POST if request.method == "POST" and not proof else None)
    if request.method == "POST" and _signed(request, items, removed, signature, proof):
        return redirect("delegations")
    context = {
        "items": items,
        "gone": pending.chosen(table, removed),
        "signature": None if proof else signature,
        "doctor": doctor,
    }
    return render(request, "practice/missions/review.html", context, status=422 if request.method == "POST" else 200)


def _fresh(proof: Signature | None) -> Signature | None:
    return proof if proof and timezone.now() - proof.at < FRESH else None


def _withdraw(request: ActorRequest, removed: list[str]) -> HttpResponse:
    count = revoke(actor=request.actor, withdrawn=[pending.pair(key) for key in removed])
    pending.forget(request)
    messages.success(request, f"{count} mission{'s' if count > 1 else ''} de moins, dès maintenant.")
    return redirect("delegations")


def _signed(
    request: ActorRequest,
    items: list[pending.Review],
    removed: list[str],
    signature: SignatureForm,
    proof: Signature | None,
) -> bool:
    kept = [one for one in items if not request.POST.get(f"{one.form.prefix}-skip")]
    wrong = [one for one in kept if not one.form.is_valid()]
    proof = proof or (_proved(request, signature) if not wrong else None)
    if wrong or proof is None:
        return False
    try:
        grants = [_grant(request, one) for one in kept]
        sign(actor=request.actor, grants=grants, signature=proof, withdrawn=[pending.pair(key) for key in removed])
    except Invalid as error:
        _show(error, kept)
        return False
    except Forbidden as error:
        messages.warning(request, error.message)
        return False
    pending.forget(request)
    messages.success(request, "C’est signé\u202f: vos missions confiées sont en vigueur.")
    return True


def _grant(request: ActorRequest, one: pending.Review) -> Grant:
    grant, text = one.form.grant(one.cell.assistant.pk), one.form.cleaned_data.get("protocol_text")
    if text and grant.protocol_id and not one.form.cleaned_data.get("protocol"):
        write_protocol(actor=request.actor, protocol_id=grant.protocol_id, title=one.mission.label, body=text)
    return grant


def _show(error: Invalid, items: list[pending.Review]) -> None:
    for one in items:
        for sentence in error.fields.get(str(one.form.prefix), []):
            one.form.add_error(None, sentence)


def _proved(request: ActorRequest, form: SignatureForm) -> Signature | None:
    if not form.is_valid():
        return None
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.add_error("password", "Trop d’essais\u202f: attendez quelques minutes.")
        return None
    if not request.user.check_password(form.cleaned_data["password"]):
        form.add_error("password", "Le mot de passe ne correspond pas.")
        return None
    reauthenticate_by_password(request)
    return proof_of_identity(request)


def one_cell(request: ActorRequest, assistant: UUID, mission: str) -> HttpResponse:
    """One mission of one assistant: what was signed, change it, take it back."""
    require(request.actor, ENTRUST)
    today, doctor = timezone.localdate(), member_of(request.actor)
    held = cell(doctor, assistant, mission, today)
    lines = [one for one in history(doctor=doctor, assistant=held.assistant) if one.line.mission == mission]
    context = {"cell": held, "mission": missions(today)[mission], "lines": lines}
    return render(request, "practice/missions/cell.html", context)


@require_POST
def edit_cell(request: ActorRequest) -> HttpResponse:
    """Change what one mission was signed with: it goes to the signature alone."""
    require(request.actor, ENTRUST)
    pending.keep(request, added=[request.POST.get("cell", "")], removed=[])
    return redirect("delegations_review")


@require_POST
def withdraw(request: ActorRequest) -> HttpResponse:
    """Take one mission back, from now on."""
    return _withdraw(request, [request.POST.get("cell", "")])


def delegations_history(request: ActorRequest) -> HttpResponse:
    """Everything ever signed: by the doctor, for the assistant, or in the practice for a manager."""
    require(request.actor, SEE)
    member = member_of(request.actor)
    everyone = may(request.actor, SEE_MATRIX) and request.actor.role != Role.DOCTOR
    doctor = member if request.actor.role == Role.DOCTOR else None
    lines = history(doctor=doctor, assistant=None if doctor or everyone else member)
    return render(request, "practice/missions/history.html", {"lines": lines})
