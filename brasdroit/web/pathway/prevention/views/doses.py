"""Adding doses by the box or from a card, correcting one, taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.gs1 import parse_gs1
from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.permissions import require
from brasdroit.pathway.immunisation import services
from brasdroit.pathway.immunisation.permissions import RECORD
from brasdroit.pathway.prevention.selectors import immunization_detail
from brasdroit.reference.immunisation import every_name, find_product
from brasdroit.web.http import ActorRequest
from brasdroit.web.pathway.prevention import words
from brasdroit.web.pathway.prevention.forms import CardForm, CorrectionForm, DoseForm
from brasdroit.web.pathway.prevention.views.record import TAB
from brasdroit.web.record.patients.views.record import record_page
from brasdroit.web.ui.forms import add_domain_errors

FIRST_ROWS, MOST_ROWS = 3, services.MOST
LONGEST_PAYLOAD = 400


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, patient_id: UUID) -> HttpResponse:
    """`/patients/<id>/prevention/doses/ajouter/`: a box, a card, several at once."""
    require(request.actor, RECORD)
    if request.method == "GET":
        return _adding(request, patient_id, CardForm(), _blank_rows(FIRST_ROWS))
    rows = _posted_rows(request)
    payload = request.POST.get("payload", "")[:LONGEST_PAYLOAD]
    if payload.strip():
        return _scanned(request, patient_id, payload, rows)
    if "more" in request.POST:
        return _adding(request, patient_id, _card(request), _again(rows, more=FIRST_ROWS))
    return _save(request, patient_id, CardForm(request.POST), rows)


def _save(request: ActorRequest, patient_id: UUID, card: CardForm, rows: list[DoseForm]) -> HttpResponse:
    written = [row for row in rows if not row.is_blank]
    readable = [row.is_valid() for row in written]
    if card.is_valid() and all(readable):
        try:
            made = services.record_doses(
                actor=request.actor, patient_id=patient_id, doses=[row.facts(card.card()) for row in written]
            )
        except Invalid as error:
            _tell(error, written, card)
        else:
            messages.success(
                request, f"{len(made)} vaccination{'s' if len(made) > 1 else ''} notée{'s' if len(made) > 1 else ''}."
            )
            return redirect(TAB, patient_id)
    return _adding(request, patient_id, card, rows, status=422)


def _tell(error: Invalid, rows: Sequence[DoseForm], card: CardForm) -> None:
    """Each fault beside its field: « 2.given » is the date of the third dose."""
    for name, sentences in error.fields.items():
        place, _, field = name.partition(".")
        form: forms.Form = rows[int(place)] if place.isdigit() and field in DoseForm.base_fields else card
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
    if not error.fields:
        card.add_error(None, error.message)


def _scanned(request: ActorRequest, patient_id: UUID, payload: str, rows: list[DoseForm]) -> HttpResponse:
    """Put what the box says on the first blank line, given today until somebody says otherwise."""
    scan = parse_gs1(payload)
    product = find_product("cip13", scan.cip13) if scan.cip13 else None
    filled = _again(rows, more=0 if any(row.is_blank for row in rows) else 1)
    if scan.gtin is None:
        return _adding(
            request, patient_id, _card(request), filled, problem="Ce code n’est pas celui d’une boîte de vaccin."
        )
    place = next(number for number, row in enumerate(filled) if row.is_blank)
    filled[place] = DoseForm(
        prefix=f"d{place}",
        initial={
            "id": new_id(), "given": timezone.localdate(), "product": product.name if product else scan.cip13 or scan.gtin,
            "lot": scan.lot or "", "expires_on": scan.expiry,
        },
    )  # fmt: skip
    problem = (
        " ".join(scan.problems)
        if product
        else "Cette boîte n’est pas celle d’un vaccin connu\u202f: vérifiez, ou écrivez son nom."
    )
    read = "" if product is None else f"{product.name}, lot {scan.lot or 'non lu'}{_until(scan.expiry)}"
    return _adding(request, patient_id, _card(request), filled, problem=problem, read=read)


def _until(expiry: Any) -> str:
    return f", péremption {numeric_date(expiry)}" if expiry else ""


def _card(request: ActorRequest) -> CardForm:
    """The card as typed so far, without complaint."""
    typed = {name: request.POST.get(name, "") for name in CardForm.base_fields}
    return CardForm(initial={name: value for name, value in typed.items() if value})


def _blank_rows(count: int, start: int = 0) -> list[DoseForm]:
    return [DoseForm(prefix=f"d{place}", initial={"id": new_id()}) for place in range(start, start + count)]


def _posted_rows(request: ActorRequest) -> list[DoseForm]:
    asked = request.POST.get("rows", "")
    count = min(int(asked), MOST_ROWS) if asked.isascii() and asked.isdigit() and len(asked) < 4 else FIRST_ROWS
    return [DoseForm(request.POST, prefix=f"d{place}") for place in range(count)]


def _again(rows: list[DoseForm], more: int) -> list[DoseForm]:
    """The lines as typed, to go on writing, and some blank ones."""
    kept = [
        DoseForm(prefix=row.prefix, initial={name: row[name].value() for name in row.fields} | {"id": row["id"].value() or new_id()})
        for row in rows
    ]  # fmt: skip
    return [*kept, *_blank_rows(min(more, MOST_ROWS - len(kept)), len(kept))]


def _adding(
    request: ActorRequest,
    patient_id: UUID,
    card: CardForm,
    rows: list[DoseForm],
    *,
    problem: str = "",
    read: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"card": card, "rows": rows, "names": every_name(), "problem": problem, "read": read}
    return record_page(request, patient_id, "pathway/prevention/add.html", TAB, context, status)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, patient_id: UUID, dose_id: UUID) -> HttpResponse:
    """`/patients/<id>/prevention/doses/<id>/`: a dose, its history, its correction."""
    chain = immunization_detail(request.actor, patient_id, dose_id)
    if request.method == "GET":
        return _dose_page(request, patient_id, chain, CorrectionForm(initial=_start(chain[0])))
    form = CorrectionForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            services.correct_dose(
                actor=request.actor, patient_id=patient_id, immunization_id=dose_id,
                facts=form.facts({**_unasked(chain[0]), **form.card()}), version=form.cleaned_data["version"], reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except (Invalid, Conflict) as error:
            status = 409 if isinstance(error, Conflict) else 422
            _tell_one(form, error)
        else:
            messages.success(request, "Vaccination corrigée. L’ancienne ligne reste dans l’historique.")
            return redirect(TAB, patient_id)
    return _dose_page(request, patient_id, chain, form, status=status)


def _tell_one(form: forms.Form, error: Invalid | Conflict) -> None:
    if isinstance(error, Invalid):
        error.fields = {name.removeprefix("0."): sentences for name, sentences in error.fields.items()}
    add_domain_errors(form, error)


def _start(row: Any) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in ("lot", "expires_on", "evidence", "administered_by", "prescribed_by")}
    given = row.given_on or row.given_text
    return {**kept, "id": new_id(), "version": row.version, "given": given, "product": row.product_name}


def _unasked(row: Any) -> dict[str, Any]:
    """What the correction keeps without asking."""
    return {name: getattr(row, name) for name in ("site", "route", "rank_told")}


def _dose_page(
    request: ActorRequest,
    patient_id: UUID,
    chain: tuple[Any, ...],
    form: CorrectionForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "row": chain[0],
        "when": words.when(chain[0].given_on, chain[0].given_text),
        "evidence": words.EVIDENCE[chain[0].evidence],
        "former": [(words.when(row.given_on, row.given_text), row) for row in chain[1:]],
        "form": form,
        "names": every_name(),
        "reason_errors": [],
        **more,
    }
    return record_page(request, patient_id, "pathway/prevention/dose.html", TAB, context, status)


@require_POST
def take_back(request: ActorRequest, patient_id: UUID, dose_id: UUID) -> HttpResponse:
    """A dose that was never this patient's."""
    reason = request.POST.get("reason", "")[:2000]
    try:
        services.enter_in_error(actor=request.actor, patient_id=patient_id, immunization_id=dose_id, reason=reason)
    except Invalid as error:
        chain = immunization_detail(request.actor, patient_id, dose_id)
        form = CorrectionForm(initial=_start(chain[0]))
        return _dose_page(request, patient_id, chain, form, status=422, reason_errors=[error.message])
    messages.success(request, "Vaccination retirée. Elle reste dans l’historique.")
    return redirect(TAB, patient_id)
