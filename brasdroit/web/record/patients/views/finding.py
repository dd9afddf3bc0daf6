"""Finding a patient, and creating one after having looked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.practice.members.selectors import doctor_names
from brasdroit.record.patients.selectors.creation import CreationSearch, search_before_creation
from brasdroit.record.patients.selectors.file import patient_hits, recent_patients
from brasdroit.record.patients.selectors.search import search_patients
from brasdroit.record.patients.services.creation import Creation, create_patient
from brasdroit.record.patients.services.inputs import NAMES, read_fields
from brasdroit.web.http import ActorRequest
from brasdroit.web.record.patients.forms import NewPatientForm, SearchFirstForm
from brasdroit.web.record.patients.looking import look_and_return, looked_for
from brasdroit.web.ui.forms import add_domain_errors

_OPTIONS = 8


@require_GET
def listing(request: ActorRequest) -> HttpResponse:
    """`/patients/?q=`: what was typed, or the patients last created. `proche=1`: like sounds and spellings too."""
    query = request.GET.get("q", "").strip()[:200]
    near = request.GET.get("proche") == "1"
    result = search_patients(request.actor, query, timezone.localdate(), near=near) if query else None
    recent = [] if query else recent_patients(request.actor)
    context = {"query": query, "near": near, "result": result, "hits": result.hits if result else recent}
    return render(request, "record/patients/list.html", context)


@require_GET
def options(request: ActorRequest) -> HttpResponse:
    """The patients that the typed text may mean, as options of a combobox."""
    query = request.GET.get("q", "").strip()[:200]
    hits = search_patients(request.actor, query, timezone.localdate()).hits[:_OPTIONS] if query else ()
    return render(request, "record/patients/options.html", {"hits": hits})


@require_POST
def look(request: ActorRequest) -> HttpResponse:
    """The search before a creation: posted, so that nobody's birth date stands in an address."""
    return look_and_return(request, reverse("patient_new"))


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """`/patients/nouveau/`: birth date, letters, who is there already; then the form."""
    if request.method == "POST":
        return _create(request)
    search_form = SearchFirstForm(looked_for(request))
    found = _looked(request, search_form)
    form = _empty_form(request, found) if found else None
    return _creation_page(request, search_form, found, form, status=422 if search_form.errors else 200)


def _looked(request: ActorRequest, form: SearchFirstForm) -> CreationSearch | None:
    if not form.is_valid():
        return None
    try:
        return search_before_creation(request.actor, form.cleaned_data["birth_date"], form.cleaned_data["letters"])
    except Invalid as error:
        add_domain_errors(form, error)
        return None


def _empty_form(request: ActorRequest, found: CreationSearch) -> NewPatientForm:
    start = {"id": new_id(), "token": found.token, "birth_date": found.birth_date, "letters": found.letters}
    return NewPatientForm(initial={**start, **_scanned(request, found)}, doctors=_doctors(request))


def _scanned(request: ActorRequest, found: CreationSearch) -> dict[str, Any]:
    """What the DataMatrix scanned last says, when it is about a person born that day."""
    kept: dict[str, Any] = request.session.get("scan", {})
    if kept.get("birth_date") != found.birth_date.isoformat():
        return {}
    names = ("birth_name", "first_birth_given_name", "birth_given_names", "sex", "birth_place")
    return {name: kept[name] for name in names if kept.get(name)}


def _create(request: ActorRequest) -> HttpResponse:
    form = NewPatientForm(request.POST, doctors=_doctors(request))
    alike: list[Any] = []
    if form.is_valid():
        try:
            made = create_patient(
                actor=request.actor,
                patient_id=form.cleaned_data["id"],
                draft=form.draft(),
                search_token=form.cleaned_data["token"],
                distinct_reason=form.cleaned_data["distinct_reason"],
            )
        except Invalid as error:
            add_domain_errors(form, error)
        except Conflict as error:
            form.add_error(None, error.message)
            form.fields["distinct_reason"].required = True
            alike = list(error.alternatives)
        else:
            _announce(request, made)
            return redirect("patient", patient_id=made.patient.pk)
    search_form = SearchFirstForm({"birth_date": form.data.get("birth_date"), "letters": form.data.get("letters")})
    return _creation_page(request, search_form, _looked(request, search_form), form, alike, status=422)


def _announce(request: ActorRequest, made: Creation) -> None:
    messages.success(request, "Patient créé. Contrôlez sa pièce d’identité pour valider son identité.")
    if made.homonyms:
        names = ", ".join(each.name for each in made.homonyms[:3])
        messages.warning(request, f"Un homonyme existe\u202f: {names}. Posez l’attribut homonyme sur les deux fiches.")


def _creation_page(
    request: ActorRequest,
    search_form: SearchFirstForm,
    found: CreationSearch | None,
    form: NewPatientForm | None,
    alike: list[Any] | None = None,
    *,
    status: int,
) -> HttpResponse:
    lookalikes = alike or []
    shown = {hit.id: hit for hit in patient_hits(request.actor, [each.patient_id for each in lookalikes])}
    pairs = [(shown[each.patient_id], each.resemblance.reasons) for each in lookalikes if each.patient_id in shown]
    context = {
        "search_form": search_form,
        "asked_date": search_form.data.get("birth_date", ""),
        "asked_letters": search_form.data.get("letters", ""),
        "searching": form is None,
        "search_tone": "main" if form is None else "plain",
        "found": found,
        "form": form,
        "lookalikes": pairs,
    }
    return render(request, "record/patients/new.html", context, status=status)


@require_POST
def check_name(request: ActorRequest, field: str) -> HttpResponse:
    """The live check of one box: how it will be written, or what is wrong. Nothing is kept."""
    if field not in NAMES:
        return HttpResponse(status=404)
    clean, problems = read_fields({field: request.POST.get(field, "")[:500]}, timezone.localdate())
    context = {"written": clean[field], "problem": problems.get(field, ""), "typed": request.POST.get(field, "")}
    return render(request, "record/patients/check.html", context)


def _doctors(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in doctor_names(timezone.localdate())]


def doctor_choices(request: ActorRequest, current: UUID | None) -> list[tuple[str, str]]:
    """The practice's doctors, with the present one even when he has left."""
    choices = _doctors(request)
    known = {code for code, _ in choices}
    return (
        choices if current is None or str(current) in known else [*choices, (str(current), "Médecin parti du cabinet")]
    )
