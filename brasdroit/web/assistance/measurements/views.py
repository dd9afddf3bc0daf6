"""Curves of a patient, a doctor's alert limits, the notice of the alerts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.assistance.measurements import selectors, services
from brasdroit.assistance.measurements.permissions import LIMITS
from brasdroit.assistance.measurements.services import LimitRequest
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.permissions import require
from brasdroit.practice.members.selectors import member_of
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.record.patients.selectors.file import patient_detail
from brasdroit.reference.measurements import default_alerts, measures
from brasdroit.web.assistance.measurements import pages
from brasdroit.web.assistance.preparation.pages import sentences, typed
from brasdroit.web.http import ActorRequest

ADULT_MONTHS = 216


@require_GET
def curves(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/mesures/`."""
    patient, today = patient_detail(request.actor, patient_id), timezone.localdate()
    series = selectors.patient_series(request.actor, patient, today)
    context = {
        "banner": patient_banner(request.actor, patient_id, traced=False),
        "patient": patient,
        "charts": [pages.chart(one, patient) for one in series],
        "tabs": pages.tabs(request.actor, patient_id),
        "may_see_sheet": True,
    }
    return render(request, "assistance/curves/page.html", context)


@require_GET
def notice(request: ActorRequest) -> HttpResponse:
    """The band that calls a doctor: how many patients, never who nor what."""
    waiting = selectors.waiting_encounters(request.actor)
    return render(request, "assistance/alert_band.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
def limits(request: ActorRequest) -> HttpResponse:
    """A doctor's own alert limits beside the proposed ones."""
    require(request.actor, LIMITS)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            services.set_limit(actor=request.actor, request=_limit(request))
        except Invalid as error:
            errors = error.fields or {"limit": [error.message]}
        else:
            messages.success(request, "Seuil enregistré. Il vaut dès la prochaine mesure.")
            return redirect("measurement_limits")
    return render(
        request, "assistance/limits/page.html", _limits_context(request, errors), status=422 if errors else 200
    )


def _limits_context(request: ActorRequest, errors: dict[str, list[str]]) -> dict[str, Any]:
    doctor, today = member_of(request.actor), timezone.localdate()
    own = selectors.limits_of(doctor.pk)
    return {
        "own": [pages.limit_line(row, today) for row in own],
        "proposed": [pages.limit_line(row, today) for row in default_alerts(today)],
        "ended": [pages.limit_line(row, today) for row in selectors.limits_of(doctor.pk, ended=True)],
        "measures": [(code, one.label) for code, one in measures(today).items()],
        "sides": pages.SIDES,
        "errors": sentences(errors),
        "typed": typed(request.POST),
    }


def _limit(request: ActorRequest) -> LimitRequest:
    post = request.POST
    try:
        limit = Decimal(post.get("limit", "").replace(",", ".").strip())
    except InvalidOperation:
        raise Invalid("Un nombre est attendu.", fields={"limit": ["Un nombre est attendu, par exemple 160."]}) from None
    if not limit.is_finite():
        raise Invalid("Un nombre est attendu.", fields={"limit": ["Un nombre est attendu, par exemple 160."]})
    start, end = _years(post.get("from_year", ""), "from_year"), _years(post.get("to_year", ""), "to_month")
    return LimitRequest(
        measure=post.get("measure", ""),
        side=post.get("side", ""),
        limit=limit,
        from_month=ADULT_MONTHS if start is None else start,
        to_month=end,
    )


def _years(text: str, name: str) -> int | None:
    cleaned = text.strip()
    if not cleaned:
        return None
    if not cleaned.isdigit() or int(cleaned) > 130:
        raise Invalid("Un âge en années est attendu.", fields={name: ["Un âge en années est attendu, par exemple 18."]})
    return int(cleaned) * 12


@require_POST
def end_limit(request: ActorRequest, limit_id: UUID) -> HttpResponse:
    """Back to the proposed limit."""
    services.end_limit(actor=request.actor, limit_id=limit_id)
    messages.success(request, "Seuil retiré\u202f: le seuil proposé s’applique de nouveau.")
    return redirect("measurement_limits")
