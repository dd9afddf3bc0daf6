"""One field of the sheet at a time, or all of them at once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from brasdroit.assistance.measurements import services as measuring
from brasdroit.assistance.measurements.types import BLOOD_PRESSURE, Reading
from brasdroit.assistance.preparation import services
from brasdroit.assistance.preparation.selectors import Situation, situation
from brasdroit.foundation.errors import DomainError, Invalid, NotFound
from brasdroit.web.assistance.preparation import pages
from brasdroit.web.assistance.preparation.sheet import (
    SESSION_DEVICES,
    MeasureField,
    field_of,
    next_reading,
    refused,
)
from brasdroit.web.assistance.preparation.views.screen import screen
from brasdroit.web.http import ActorRequest
from brasdroit.web.ui.notices import notice

_LONGEST = 60


def reading_from(request: ActorRequest, code: str, prefix: str = "") -> Reading:
    """What was typed for one measure; two pressures are joined, unless the first field holds both."""
    post = request.POST
    return Reading(
        code=code,
        text=_typed(request, code, prefix),
        device_id=pages.uuid_or_none(post.get(f"{prefix}device", "")),
        body_site=post.get("arm", "") if code == BLOOD_PRESSURE else "",
        position=post.get("position", "") if code == BLOOD_PRESSURE else "",
        replaces=pages.uuid_or_none(post.get(f"{prefix}replaces", "")),
        reason=post.get("reason", ""),
        id=pages.uuid_or_none(post.get(f"{prefix}id", "")),
    )


def _typed(request: ActorRequest, code: str, prefix: str) -> str:
    first = request.POST.get(f"{prefix}value", "").strip()[:_LONGEST]
    second = request.POST.get(f"{prefix}second", "").strip()[:_LONGEST]
    return f"{first}/{second}" if code == BLOOD_PRESSURE and second and "/" not in first else first


@require_POST
def record(request: ActorRequest, encounter_id: UUID, code: str) -> HttpResponse:
    """Save one field; the answer is its line, with what the doctor will see."""
    reading = reading_from(request, code)
    try:
        measuring.record_measures(actor=request.actor, encounter_id=encounter_id, readings=[reading])
    except Invalid as error:
        if not request.headers.get("HX-Request"):
            raise
        return _answer(request, encounter_id, code, error=error)
    return _answer(request, encounter_id, code)


@require_GET
def line(request: ActorRequest, encounter_id: UUID, code: str) -> HttpResponse:
    """One line as it stands, or ready for one more reading."""
    return _line(request, _situation(request, encounter_id), code, fresh="nouvelle" in request.GET)


@require_POST
def record_all(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Save every filled field at once (a page without script, a device, a program): all or none."""
    codes = request.POST.getlist("code")
    wanted = [reading_from(request, code, f"{code}.") for code in codes]
    made = measuring.record_measures(
        actor=request.actor, encounter_id=encounter_id, readings=[one for one in wanted if one.text]
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        rows = [{"id": str(row.pk), "code": row.code, "status": row.status, "level": row.level} for row in made]
        return JsonResponse({"observations": rows}, status=201)
    return redirect("preparation_sheet", encounter_id)


@require_POST
def confirm(request: ActorRequest, encounter_id: UUID, code: str, observation_id: UUID) -> HttpResponse:
    """Keep a doubtful value."""
    measuring.confirm_measure(actor=request.actor, observation_id=observation_id)
    return _answer(request, encounter_id, code)


@require_POST
def withdraw(request: ActorRequest, encounter_id: UUID, code: str, observation_id: UUID) -> HttpResponse:
    """Take back a value entered by mistake."""
    measuring.enter_in_error(actor=request.actor, observation_id=observation_id, reason=request.POST.get("reason", ""))
    return _answer(request, encounter_id, code)


@require_POST
def put_aside(request: ActorRequest, encounter_id: UUID, code: str) -> HttpResponse:
    """Say why a measure is not taken."""
    reason = request.POST.get("reason", "")
    services.set_aside(actor=request.actor, encounter_id=encounter_id, code=code, reason=reason)
    return _answer(request, encounter_id, code)


@require_POST
def choose_devices(request: ActorRequest, encounter_id: UUID) -> HttpResponse:
    """Remember the devices of this workstation until somebody signs out."""
    found = _situation(request, encounter_id)
    wanted = set(request.POST.getlist("device"))
    kinds = {one.kind: str(one.pk) for row in found.rows for one in row.devices if str(one.pk) in wanted}
    request.session[SESSION_DEVICES] = {**request.session.get(SESSION_DEVICES, {}), **kinds}
    return redirect(f"{reverse('preparation_sheet', args=[encounter_id])}?etape=mesures")


def _situation(request: ActorRequest, encounter_id: UUID) -> Situation:
    return situation(request.actor, encounter_id, timezone.localdate())


def _answer(request: ActorRequest, encounter_id: UUID, code: str, error: DomainError | None = None) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("preparation_sheet", encounter_id)
    found = _situation(request, encounter_id)
    if error is not None and not isinstance(error, Invalid):
        raise error
    return _line(request, found, code, error=error)


def _line(
    request: ActorRequest, found: Situation, code: str, *, fresh: bool = False, error: Invalid | None = None
) -> HttpResponse:
    field = _field(request, found, code)
    if error is not None:
        field = _refused(request, field, error)
    context = screen(request, found, "mesures", field=next_reading(field) if fresh else field, oob=not fresh)
    response = render(request, "assistance/sheet/line_answer.html", context)
    if error is not None and code not in error.fields and "reason" not in error.fields:
        return notice(response, error.message, tone="alert")
    return response


def _refused(request: ActorRequest, field: MeasureField, error: Invalid) -> MeasureField:
    sentence = next(iter(error.fields.get(field.code, [error.message])), error.message)
    shown = refused(field, request.POST.get("value", ""), request.POST.get("second", ""), sentence)
    return replace(shown, observation=shown.observation if request.POST.get("replaces") else None)


def _field(request: ActorRequest, found: Situation, code: str) -> MeasureField:
    chosen = request.session.get(SESSION_DEVICES, {})
    row = next((one for one in found.rows if one.code == code), None)
    if row is None:
        raise NotFound("Cette mesure n’est pas proposée ici.")
    return field_of(row, found, chosen, timezone.localdate())
