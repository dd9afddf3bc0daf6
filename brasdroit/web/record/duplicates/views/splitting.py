"""A record that holds two persons: say so, then give each what is his."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.errors import DomainError, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import may
from brasdroit.practice.missions.selectors import entrusted
from brasdroit.record.patients.permissions import MERGE, REPORTING_MISSION
from brasdroit.record.patients.selectors.creation import CreationSearch, search_before_creation
from brasdroit.record.patients.selectors.duplicates import splits
from brasdroit.record.patients.selectors.split import record_rows
from brasdroit.record.patients.services.split import NewIdentity, report_collision, split_patient
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.duplicates import pages
from brasdroit.web.record.duplicates.forms import NEW, SecondIdentityForm, SplitForm
from brasdroit.web.record.patients.forms import SearchFirstForm
from brasdroit.web.record.patients.looking import look_and_return, looked_for
from brasdroit.web.record.patients.views.record import record_page
from brasdroit.web.ui.forms import add_domain_errors


@require_POST
def report(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The record may hold several persons: its identity becomes doubtful until it is settled."""
    report_collision(actor=request.actor, patient_id=patient_id, reason=request.POST.get("reason", "")[:2000])
    messages.success(request, "Identité douteuse\u202f: l’équipe en est avertie sur chaque page de ce patient.")
    return redirect("patient_split", patient_id)


@require_POST
def look(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """The search for the other person: posted, so that nobody's birth date stands in an address."""
    return look_and_return(request, reverse("patient_split", args=[patient_id]))


@require_http_methods(["GET", "POST"])
def split(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/separer/`: find or create the other person, choose what is his."""
    posted = {"birth_date": request.POST.get("naissance", ""), "letters": request.POST.get("lettres", "")}
    asked = posted if request.method == "POST" else looked_for(request)
    search = SearchFirstForm(asked) if asked else None
    found = _looked(request, search)
    form = SplitForm(request.POST or None, initial={"id": new_id(), "token": found.token if found else ""})
    traits = SecondIdentityForm(request.POST or None, initial={"birth_date": found.birth_date if found else None})
    if request.method == "POST" and form.is_valid():
        try:
            return _parted(request, patient_id, form, traits)
        except DomainError as error:
            _show(error, form, traits)
    return _page(request, patient_id, search, found, form, traits)


def _looked(request: ActorRequest, form: SearchFirstForm | None) -> CreationSearch | None:
    if form is None or not form.is_valid():
        return None
    try:
        return search_before_creation(request.actor, form.cleaned_data["birth_date"], form.cleaned_data["letters"])
    except Invalid as error:
        add_domain_errors(form, error)
        return None


def _parted(request: ActorRequest, patient_id: UUID, form: SplitForm, traits: SecondIdentityForm) -> HttpResponse:
    done = split_patient(
        actor=request.actor,
        split_id=form.cleaned_data["id"],
        source_id=patient_id,
        target=_target(form, traits),
        rows=pages.rows_posted(request.POST.getlist("row")),
        reason=form.cleaned_data["reason"],
    )
    count = counted(sum(map(len, done.moved.values())), "élément")
    messages.success(
        request, f"Fiche séparée\u202f: {count} dans la fiche de l’autre personne. Contrôlez l’identité de chacune."
    )
    return redirect("patient", done.target_id)


def _target(form: SplitForm, traits: SecondIdentityForm) -> UUID | NewIdentity:
    wanted = form.cleaned_data["target"]
    if wanted != NEW:
        try:
            return UUID(wanted)
        except ValueError:
            raise Invalid(
                "Dites qui est l’autre personne.", fields={"target": ["Dites qui est l’autre personne."]}
            ) from None
    if not traits.is_valid():
        raise Invalid("Complétez l’identité de la seconde personne.")
    data = form.cleaned_data
    # The same form sent twice creates one person: his identifier follows from the form's own.
    return NewIdentity(UUID(int=data["id"].int ^ 1), traits.draft(), data["token"], data["distinct_reason"])


def _show(error: DomainError, form: SplitForm, traits: SecondIdentityForm) -> None:
    of_traits = isinstance(error, Invalid) and bool(error.fields.keys() & traits.fields.keys())
    add_domain_errors(traits if of_traits else form, error)


def _page(
    request: ActorRequest,
    patient_id: UUID,
    search: SearchFirstForm | None,
    found: CreationSearch | None,
    form: SplitForm,
    traits: SecondIdentityForm,
) -> HttpResponse:
    allowed = may(request.actor, MERGE)
    refused = form.is_bound or (search is not None and bool(search.errors))
    context: dict[str, Any] = {
        "allowed": allowed,
        "reports": entrusted(request.actor).may(REPORTING_MISSION),
        "search_errors": {name: search.errors.get(name, ()) if search else () for name in ("birth_date", "letters")},
        "found": found,
        "hits": [hit for hit in (*found.same_day, *found.near) if hit.id != patient_id] if found else [],
        "form": form,
        "traits": traits,
        "target": str(form["target"].value() or ""),
        "groups": record_rows(request.actor, patient_id) if allowed and found else [],
        "ticked": set(request.POST.getlist("row")),
        "splits": splits(request.actor, patient_id),
        "asked_date": search.data.get("birth_date", "") if search else "",
        "asked_letters": search.data.get("letters", "") if search else "",
    }
    return record_page(
        request, patient_id, "record/duplicates/split.html", "patient_identity", context, status=422 if refused else 200
    )
