"""Noting a kit, an examination or a refusal; taking a line back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.pathway.prevention.selectors import PatientPrevention, entrusted, patient_prevention
from brasdroit.pathway.screening import services
from brasdroit.pathway.screening.permissions import KIT_MISSION
from brasdroit.web.http import ActorRequest
from brasdroit.web.pathway.prevention import pages, words
from brasdroit.web.pathway.prevention.forms import ScreeningForm
from brasdroit.web.pathway.prevention.views.record import TAB
from brasdroit.web.record.patients.views.record import record_page
from brasdroit.web.ui.forms import add_domain_errors

_SERVICES = {
    "result": (services.record_result, "Examen noté."),
    "kit": (services.hand_over_kit, "Kit noté. Le résultat est attendu."),
    "refusal": (services.record_refusal, "Refus noté. La proposition sera refaite à cette date."),
}


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/prevention/suivi/ajouter/`."""
    found = patient_prevention(request.actor, patient_id, timezone.localdate(), traced=False)
    targets = _targets(found)
    if request.method == "GET":
        form = ScreeningForm(targets=targets, initial={"id": new_id(), "done_on": found.on})
        return _page(request, found, form)
    form = ScreeningForm(request.POST, targets=targets)
    if form.is_valid():
        save, said = _SERVICES[form.cleaned_data["kind"]]
        try:
            save(actor=request.actor, patient_id=patient_id, facts=form.facts())
        except Invalid as error:
            add_domain_errors(form, error)
        else:
            messages.success(request, said)
            return redirect(TAB, patient_id)
    return _page(request, found, form, status=422)


def _targets(found: PatientPrevention) -> list[tuple[str, str]]:
    """Every screening, those that concern the patient today first."""
    labels = words.screenings(found.on)
    due = [line.target for line in pages.page(found).due if line.target in labels]
    return [(target, labels[target]) for target in dict.fromkeys([*due, *labels])]


def _page(request: ActorRequest, found: PatientPrevention, form: ScreeningForm, status: int = 200) -> HttpResponse:
    allowed = entrusted(request.actor, found.patient, found.on)
    lines = [
        (words.screenings(found.on).get(row.target, row.target), pages.event_words(row), row) for row in found.entries
    ]
    context = {"form": form, "lines": lines, "refused_kit": pages.refused(allowed, KIT_MISSION)}
    return record_page(request, found.patient.pk, "pathway/prevention/follow.html", TAB, context, status)


@require_POST
def take_back(request: ActorRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    """A line that was never this patient's."""
    reason = request.POST.get("reason", "")[:2000]
    services.take_back(actor=request.actor, patient_id=patient_id, entry_id=entry_id, reason=reason)
    messages.success(request, "Ligne retirée. Elle reste dans l’historique.")
    return redirect(TAB, patient_id)
