"""The posts of a patient's record. A refusal shows the tab again with what was typed and one sentence beside the box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.record.patients.rules.evidence import evidence_list
from brasdroit.record.patients.selectors.file import patient_detail
from brasdroit.record.patients.services import administrative, clinical, identity
from brasdroit.record.patients.types import IdentityAttribute, InsIdentifier
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.patients.forms import (
    AccommodationForm,
    AttributesForm,
    ClinicalForm,
    ConsentForm,
    ContactForm,
    CoverageForm,
    DeathForm,
    EditContactDetailsForm,
    EditTraitsForm,
    EvidenceForm,
    InsForm,
    InvalidateInsForm,
    VersionForm,
)
from brasdroit.web.record.patients.views import record
from brasdroit.web.record.patients.views.finding import doctor_choices
from brasdroit.web.ui.forms import add_domain_errors

Page = Callable[..., HttpResponse]


def _done(
    request: ActorRequest,
    patient_id: UUID,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    page: Page,
    name: str,
    said: str,
) -> HttpResponse:
    """Do the act with the form's values and go back to the tab; or show the tab with the form refused."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except (Invalid, Conflict) as error:
            add_domain_errors(form, error, _written(request, patient_id, form))
        else:
            messages.success(request, said)
            return redirect(f"patient_{page.__name__}", patient_id=patient_id)
    return page(request, patient_id, 422, **{name: form})


def _written(request: ActorRequest, patient_id: UUID, form: forms.Form) -> dict[str, Any]:
    """What the record says now, for a form about the patient as a whole; nothing for one about a line of the file."""
    return record.details(patient_detail(request.actor, patient_id)) if isinstance(form, VersionForm) else {}


@require_http_methods(["GET", "POST"])
def identity_traits(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Change strict traits."""
    if request.method == "GET":
        return record.identity(request, patient_id)

    def act(data: dict[str, Any]) -> object:
        asked = {name: data[name] for name in ("version", "evidence_shown", "reason")}
        return identity.edit_strict_traits(actor=request.actor, patient_id=patient_id, values=data, **asked)

    return _done(
        request, patient_id, EditTraitsForm(request.POST), act, record.identity, "traits_form", "Identité modifiée."
    )


@require_POST
def identity_evidence(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """A proof of identity was shown."""
    proofs = [(item.key, item.label) for item in evidence_list(timezone.localdate())]
    form = EvidenceForm(request.POST, proofs=proofs, auto_id="piece_%s")

    def act(data: dict[str, Any]) -> object:
        return identity.check_evidence(actor=request.actor, patient_id=patient_id, **data)

    return _done(request, patient_id, form, act, record.identity, "evidence_form", "Pièce d’identité contrôlée.")


@require_POST
def identity_attributes(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Set the attributes."""

    def act(data: dict[str, Any]) -> object:
        chosen = frozenset(IdentityAttribute(code) for code in data.pop("attributes"))
        return identity.set_attributes(actor=request.actor, patient_id=patient_id, attributes=chosen, **data)

    form = AttributesForm(request.POST, auto_id="attribut_%s")
    return _done(request, patient_id, form, act, record.identity, "attributes_form", "Attributs enregistrés.")


@require_POST
def identity_ins(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """A matricule read or typed: only INSi itself gives an INS, so nothing typed raises the status (safety §1.6)."""

    def act(data: dict[str, Any]) -> object:
        ins = InsIdentifier(data["matricule"].replace(" ", "").upper(), data["oid"].strip())
        return identity.note_ins_read(actor=request.actor, patient_id=patient_id, ins=ins)

    said = "Matricule lu noté\u202f: il ne change pas le statut de l’identité."
    return _done(request, patient_id, InsForm(request.POST, auto_id="ins_%s"), act, record.identity, "ins_form", said)


@require_POST
def identity_ins_invalid(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The INS is not that of the person: it goes to the history and the status falls."""

    def act(data: dict[str, Any]) -> object:
        return identity.invalidate_ins(actor=request.actor, patient_id=patient_id, **data)

    form = InvalidateInsForm(request.POST, auto_id="ins_invalide_%s")
    return _done(request, patient_id, form, act, record.identity, "ins_invalid_form", "INS invalidée.")


@require_POST
def death(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The day of death."""

    def act(data: dict[str, Any]) -> object:
        return administrative.record_death(actor=request.actor, patient_id=patient_id, **data)

    form = DeathForm(request.POST, auto_id="deces_%s")
    return _done(request, patient_id, form, act, record.identity, "death_form", "Décès enregistré.")


@require_http_methods(["GET", "POST"])
def contact_details(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Change the contact details."""
    if request.method == "GET":
        return record.contact(request, patient_id)

    def act(data: dict[str, Any]) -> object:
        version = data.pop("version")
        return administrative.edit_administrative(
            actor=request.actor, patient_id=patient_id, values=data, version=version
        )

    form = EditContactDetailsForm(request.POST, doctors=doctor_choices(request, None))
    return _done(request, patient_id, form, act, record.contact, "form", "Coordonnées enregistrées.")


@require_POST
def contact_person(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """Somebody beside the patient."""
    form = ContactForm(request.POST, auto_id="contact_%s")

    def act(data: dict[str, Any]) -> object:
        found = {"contact_id": data["part_id"], "draft": form.draft(), "version": data["version"]}
        return administrative.save_contact(actor=request.actor, patient_id=patient_id, **found)

    return _done(request, patient_id, form, act, record.contact, "contact_form", "Contact enregistré.")


@require_POST
def accommodation(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """What makes the visit possible."""

    def act(data: dict[str, Any]) -> object:
        found = {
            "accommodation_id": data["part_id"],
            "kind": data["kind"],
            "remark": data["note"],
            "version": data["version"],
        }
        return administrative.save_accommodation(actor=request.actor, patient_id=patient_id, **found)

    form = AccommodationForm(request.POST, auto_id="besoin_%s")
    return _done(request, patient_id, form, act, record.contact, "accommodation_form", "Besoin enregistré.")


@require_POST
def consent(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """What the patient answered."""

    def act(data: dict[str, Any]) -> object:
        consent_id = data.pop("part_id")
        return administrative.record_consent(actor=request.actor, patient_id=patient_id, consent_id=consent_id, **data)

    form = ConsentForm(request.POST, auto_id="accord_%s")
    return _done(request, patient_id, form, act, record.contact, "consent_form", "Réponse enregistrée.")


@require_http_methods(["GET", "POST"])
def coverage_line(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """One line of the coverage summary."""
    if request.method == "GET":
        return record.coverage(request, patient_id)
    form = CoverageForm(request.POST)

    def act(data: dict[str, Any]) -> object:
        found = {"coverage_id": data["part_id"], "draft": form.draft(), "version": data["version"]}
        return administrative.save_coverage(actor=request.actor, patient_id=patient_id, **found)

    return _done(request, patient_id, form, act, record.coverage, "coverage_form", "Droit enregistré.")


@require_POST
def end_part(request: ActorRequest, patient_id: UUID, part: str, part_id: UUID) -> HttpResponse:
    """Take a line off the file, or put it back (`retablir`)."""
    ended = request.POST.get("act") != "restore"
    administrative.end_part(actor=request.actor, patient_id=patient_id, part=part, part_id=part_id, ended=ended)
    messages.success(request, "Ligne retirée." if ended else "Ligne rétablie.")
    return redirect("patient_coverage" if part == "coverage" else "patient_contact", patient_id=patient_id)


@require_http_methods(["GET", "POST"])
def clinical_line(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """One line of what the patient says about his health."""
    if request.method == "GET":
        return record.clinical(request, patient_id)

    def act(data: dict[str, Any]) -> object:
        told = {"patient_id": patient_id, "item_id": data["part_id"], "text": data["text"], "since": data["since"]}
        if data["version"] is None:
            return clinical.add_clinical_item(actor=request.actor, kind=data["kind"], **told)
        status = data["status"] or "active"
        return clinical.edit_clinical_item(actor=request.actor, status=status, version=data["version"], **told)

    return _done(request, patient_id, ClinicalForm(request.POST), act, record.clinical, "refused", "Noté.")


@require_POST
def clinical_none(request: ActorRequest, patient_id: UUID, kind: str) -> HttpResponse:
    """« Aucune connue »."""
    try:
        clinical.state_none(actor=request.actor, patient_id=patient_id, kind=kind)
    except (Conflict, Invalid) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Noté.")
    return redirect("patient_clinical", patient_id=patient_id)


@require_POST
def clinical_review(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The doctor has read everything."""
    clinical.review_clinical_items(actor=request.actor, patient_id=patient_id)
    messages.success(request, "Informations validées.")
    return redirect("patient_clinical", patient_id=patient_id)
