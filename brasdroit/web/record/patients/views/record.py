"""A patient's record, tab by tab."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from brasdroit.foundation.codes.phones import phone_display
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may
from brasdroit.record.documents.permissions import READ as READ_DOCUMENTS
from brasdroit.record.patients.permissions import READ_ACCESSES, READ_CLINICAL
from brasdroit.record.patients.rules import file_codes
from brasdroit.record.patients.rules.evidence import evidence_list
from brasdroit.record.patients.rules.labels import CHANNEL, STATUS, TRAIT
from brasdroit.record.patients.rules.statuses import sending_ins
from brasdroit.record.patients.selectors.banner import patient_banner
from brasdroit.record.patients.selectors.duplicates import survivor_of
from brasdroit.record.patients.selectors.file import (
    accesses,
    administrative_file,
    clinical_file,
    identity_history,
    patient_detail,
)
from brasdroit.record.patients.selectors.timeline import timeline
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.patients.actions import actions_of
from brasdroit.web.record.patients.forms import (
    AccommodationForm,
    AttributesForm,
    ConsentForm,
    ContactForm,
    CoverageForm,
    DeathForm,
    EditContactDetailsForm,
    EditTraitsForm,
    EvidenceForm,
    InsForm,
    InvalidateInsForm,
)
from brasdroit.web.record.patients.views.finding import doctor_choices

TABS = (
    ("patient", "Résumé"),
    ("patient_identity", "Identité"),
    ("patient_contact", "Coordonnées"),
    ("patient_coverage", "Couverture"),
    ("patient_clinical", "Antécédents"),
    ("patient_measures", "Mesures"),
    ("patient_prevention", "Prévention"),
    ("patient_documents", "Documents"),
    ("patient_history", "Historique"),
)

TAB_RIGHTS = {
    "patient_clinical": READ_CLINICAL,
    "patient_measures": READ_CLINICAL,
    "patient_prevention": READ_CLINICAL,
    "patient_documents": READ_DOCUMENTS,
}


def record_page(
    request: ActorRequest, patient_id: UUID, template: str, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the record under the patient's banner and tabs."""
    banner = patient_banner(request.actor, patient_id, traced=request.method == "GET")
    if banner.merged_into_id and request.method == "GET":
        return redirect("patient", survivor_of(request.actor, banner.merged_into_id))
    shared = {
        "banner": banner,
        "tabs": _tabs(request, patient_id, tab),
        "patient_actions": actions_of(request.actor, banner),
        "patient_id": patient_id,
    }
    place = template if "/" in template else f"record/patients/{template}"
    return render(request, place, {**shared, **context}, status=status)


def _tabs(request: ActorRequest, patient_id: UUID, current: str) -> list[dict[str, object]]:
    tabs: list[dict[str, object]] = []
    for name, label in TABS:
        if name in TAB_RIGHTS and not may(request.actor, TAB_RIGHTS[name]):
            continue
        try:
            tabs.append({"label": label, "href": reverse(name, args=[patient_id]), "current": name == current})
        except NoReverseMatch:
            continue
    return tabs


@require_GET
def summary(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/`."""
    patient = patient_detail(request.actor, patient_id)
    clinical = clinical_file(request.actor, patient_id) if may(request.actor, READ_CLINICAL) else []
    entries = timeline(request.actor, patient_id, length=20)
    context = {"patient": patient, "file": _labelled(request, patient_id), "clinical": clinical, "entries": entries}
    return record_page(request, patient_id, "record/patients/summary.html", "patient", context)


def _labelled(request: ActorRequest, patient_id: UUID) -> dict[str, Any]:
    """The administrative file with French labels."""
    found = administrative_file(request.actor, patient_id)
    return {
        "contacts": [(row, file_codes.CONTACT_KINDS.get(row.kind, row.kind)) for row in found.contacts],
        "coverages": [(row, file_codes.COVERAGE_KINDS.get(row.kind, row.kind)) for row in found.coverages],
        "accommodations": [
            (row, file_codes.ACCOMMODATION_KINDS.get(row.kind, row.kind)) for row in found.accommodations
        ],
        "consents": [
            (
                file_codes.CONSENT_KINDS.get(kind, kind),
                row,
                file_codes.DECISIONS[row.decision],
                file_codes.MEANS[row.means],
            )
            for kind, row in found.consents.items()
        ],
    }


def identity(request: ActorRequest, patient_id: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    """`/patients/<id>/identite/`; `forms` replaces a form that was refused."""
    patient = patient_detail(request.actor, patient_id)
    events, former = identity_history(request.actor, patient_id)
    version = {"version": patient.version}
    proofs = [(item.key, item.label) for item in evidence_list(timezone.localdate())]
    context = {
        "patient": patient,
        "status_label": STATUS[patient.identity.status],
        "sending": sending_ins(patient.identity.status),
        "evidence_label": dict(proofs).get(patient.evidence_kind, ""),
        "events": [_event(event) for event in events],
        "former": former,
        "traits_form": EditTraitsForm(initial=details(patient)),
        "evidence_form": EvidenceForm(initial=version, proofs=proofs, auto_id="piece_%s"),
        "attributes_form": AttributesForm(initial=details(patient), auto_id="attribut_%s"),
        "ins_form": InsForm(initial={**version, **_scanned_ins(request, patient)}, auto_id="ins_%s"),
        "ins_invalid_form": InvalidateInsForm(initial=version, auto_id="ins_invalide_%s"),
        "death_form": DeathForm(initial=details(patient), auto_id="deces_%s"),
        **forms,
    }
    return record_page(request, patient_id, "record/patients/identity.html", "patient_identity", context, status)


def _scanned_ins(request: ActorRequest, patient: Any) -> dict[str, str]:
    """The matricule scanned last, when the code was about a person of that name born that day."""
    kept = request.session.get("scan", {})
    if (kept.get("birth_name"), kept.get("birth_date")) != (patient.birth_name, patient.birth_date.isoformat()):
        return {}
    return {name: kept.get(name, "") for name in ("matricule", "oid")}


def _event(event: Any) -> dict[str, Any]:
    changes = [(TRAIT.get(name, name), pair) for name, pair in event.changes.items() if name != "lookalikes"]
    return {
        "at": event.created_at,
        "title": file_codes.EVENT_KINDS.get(event.kind, event.kind),
        "status": STATUS.get(event.status_after, event.status_after),
        "channel": CHANNEL.get(event.channel, event.channel),
        "who": event.author_name,
        "reason": event.reason,
        "changes": [(label, *pair) for label, pair in changes],
    }


def contact(request: ActorRequest, patient_id: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    """`/patients/<id>/coordonnees/`."""
    patient = patient_detail(request.actor, patient_id)
    choices = doctor_choices(request, patient.treating_doctor_id)
    context = {
        "patient": patient,
        "file": _labelled(request, patient_id),
        "form": EditContactDetailsForm(initial=details(patient), doctors=choices),
        "contact_form": ContactForm(initial={"part_id": new_id()}, auto_id="contact_%s"),
        "accommodation_form": AccommodationForm(initial={"part_id": new_id()}, auto_id="besoin_%s"),
        "consent_form": ConsentForm(
            initial={"part_id": new_id(), "decided_on": timezone.localdate()}, auto_id="accord_%s"
        ),
        **forms,
    }
    return record_page(request, patient_id, "record/patients/contact.html", "patient_contact", context, status)


def details(patient: Any) -> dict[str, Any]:
    """The contact details as a person writes them."""
    phones = {
        name: phone_display(getattr(patient, name)) for name in ("phone", "phone_other") if getattr(patient, name)
    }
    attributes = [code.value for code in patient.attributes]
    return {**vars(patient), **phones, "attributes": attributes, "version": patient.version}


def coverage(request: ActorRequest, patient_id: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    """`/patients/<id>/couverture/`."""
    start = {"part_id": new_id(), "seen_on": timezone.localdate()}
    context = {"file": _labelled(request, patient_id), "coverage_form": CoverageForm(initial=start), **forms}
    return record_page(request, patient_id, "record/patients/coverage.html", "patient_coverage", context, status)


def clinical(request: ActorRequest, patient_id: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    """`/patients/<id>/antecedents/`."""
    parts = clinical_file(request.actor, patient_id)
    context = {
        "parts": [(part, new_id()) for part in parts],
        "waiting": sum(part.waiting for part in parts),
        "doctor": request.actor.role == "doctor",
        "refused": None,
        **forms,
    }
    return record_page(request, patient_id, "record/patients/clinical.html", "patient_clinical", context, status)


@require_GET
def history(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/historique/`: the timeline, and for those who may, who opened the record."""
    log = accesses(request.actor, patient_id) if may(request.actor, READ_ACCESSES) else None
    context = {"entries": timeline(request.actor, patient_id), "log": log}
    return record_page(request, patient_id, "record/patients/history.html", "patient_history", context)
